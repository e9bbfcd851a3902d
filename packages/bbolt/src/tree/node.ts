import { compareKeys } from '../format/compare-keys.ts';
import { elementBytes, pageHeaderBytes } from '../format/layout.ts';
import type { Page } from '../pages/page.ts';

/** A leaf or branch with fewer keys than this twice over is never split: it takes overflow pages instead, as in bbolt. */
const keysBesideSplitMin = 2;

/**
 * A leaf or branch that the write transaction changes: the page's elements in arrays. It offers the same reading methods as
 * `Page`. A node exists only in a write transaction, and every node is written to a page of its own at commit.
 */
export class Node {
  readonly isLeaf: boolean;
  readonly keys: Uint8Array[] = [];
  /** Of a leaf. */
  readonly values: Uint8Array[] = [];
  /** Of a leaf: whether the value is a bucket header. */
  readonly buckets: boolean[] = [];
  /** Of a branch: the children's pages; without meaning where there is a node. */
  readonly childIds: number[] = [];
  /** Of a branch: the children that are nodes themselves. */
  readonly childNodes: (Node | undefined)[] = [];
  /** Size as a page. */
  bytes = pageHeaderBytes;
  /** Elements were taken out since it was a page: it may have to be merged with a neighbour. */
  shrunk = false;

  constructor(isLeaf: boolean) {
    this.isLeaf = isLeaf;
  }

  static fromPage(page: Page): Node {
    const node = new Node(page.isLeaf);
    for (let index = 0; index < page.count; index++) {
      if (page.isLeaf) {
        node.append(page.key(index), page.value(index), page.isBucket(index));
      } else {
        node.appendChild(page.key(index), page.child(index), undefined);
      }
    }
    return node;
  }

  get count(): number {
    return this.keys.length;
  }

  key(index: number): Uint8Array {
    return this.keys[index] as Uint8Array;
  }

  value(index: number): Uint8Array {
    return this.values[index] as Uint8Array;
  }

  isBucket(index: number): boolean {
    return this.buckets[index] === true;
  }

  /** As `Page.search`. */
  search(key: Uint8Array): number {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const order = compareKeys(this.keys[middle] as Uint8Array, key);
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle;
      } else {
        return middle;
      }
    }
    return ~low;
  }

  /** As `Page.childIndexFor`. */
  childIndexFor(key: Uint8Array): number {
    const index = this.search(key);
    return index >= 0 ? index : index === -1 ? 0 : ~index - 1;
  }

  append(key: Uint8Array, value: Uint8Array, isBucket: boolean): void {
    this.keys.push(key);
    this.values.push(value);
    this.buckets.push(isBucket);
    this.bytes += elementBytes + key.length + value.length;
  }

  insert(index: number, key: Uint8Array, value: Uint8Array, isBucket: boolean): void {
    if (index === this.keys.length) {
      this.append(key, value, isBucket);
      return;
    }
    this.keys.splice(index, 0, key);
    this.values.splice(index, 0, value);
    this.buckets.splice(index, 0, isBucket);
    this.bytes += elementBytes + key.length + value.length;
  }

  replaceValue(index: number, value: Uint8Array, isBucket: boolean): void {
    this.bytes += value.length - this.value(index).length;
    this.values[index] = value;
    this.buckets[index] = isBucket;
  }

  /** Takes an element out of a leaf. */
  remove(index: number): void {
    this.bytes -= elementBytes + this.key(index).length + this.value(index).length;
    this.keys.splice(index, 1);
    this.values.splice(index, 1);
    this.buckets.splice(index, 1);
    this.shrunk = true;
  }

  appendChild(key: Uint8Array, id: number, node: Node | undefined): void {
    this.keys.push(key);
    this.childIds.push(id);
    this.childNodes.push(node);
    this.bytes += elementBytes + key.length;
  }

  insertChild(index: number, key: Uint8Array, id: number, node: Node | undefined): void {
    this.keys.splice(index, 0, key);
    this.childIds.splice(index, 0, id);
    this.childNodes.splice(index, 0, node);
    this.bytes += elementBytes + key.length;
  }

  removeChild(index: number): void {
    this.bytes -= elementBytes + this.key(index).length;
    this.keys.splice(index, 1);
    this.childIds.splice(index, 1);
    this.childNodes.splice(index, 1);
    this.shrunk = true;
  }

  replaceKey(index: number, key: Uint8Array): void {
    this.bytes += key.length - this.key(index).length;
    this.keys[index] = key;
  }

  /** Takes over everything from the neighbour to the right. */
  absorb(right: Node): void {
    for (let index = 0; index < right.count; index++) {
      if (this.isLeaf) {
        this.append(right.key(index), right.value(index), right.isBucket(index));
      } else {
        this.appendChild(right.key(index), right.childIds[index] as number, right.childNodes[index]);
      }
    }
  }

  /** Whether it has to be split to fit into a page with room for `pageRoom` bytes. */
  isTooLarge(pageRoom: number): boolean {
    return this.bytes > pageRoom && this.count > 2 * keysBesideSplitMin;
  }

  isUnderfull(pageSize: number): boolean {
    return this.shrunk && (this.bytes < pageSize / 4 || this.count < (this.isLeaf ? 1 : 2));
  }

  /** Keeps the first elements, up to `bytesMax` and at least two, and gives the rest, at least two, as a right neighbour. */
  splitOff(bytesMax: number): Node {
    let index = 0;
    let size = pageHeaderBytes;
    for (; index < this.count - keysBesideSplitMin; index++) {
      const element = elementBytes + this.key(index).length + (this.isLeaf ? this.value(index).length : 0);
      if (index >= keysBesideSplitMin && size + element > bytesMax) {
        break;
      }
      size += element;
    }
    const right = new Node(this.isLeaf);
    right.keys.push(...this.keys.splice(index));
    right.values.push(...this.values.splice(index));
    right.buckets.push(...this.buckets.splice(index));
    right.childIds.push(...this.childIds.splice(index));
    right.childNodes.push(...this.childNodes.splice(index));
    right.bytes = this.bytes - size + pageHeaderBytes;
    this.bytes = size;
    return right;
  }
}
