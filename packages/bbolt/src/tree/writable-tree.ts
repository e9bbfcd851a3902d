import { assert } from '../assert.ts';
import { compareKeys } from '../format/compare-keys.ts';
import { trailerBytes } from '../format/page-trailer.ts';
import type { FreedPage } from '../pages/free-pages.ts';
import type { Page } from '../pages/page.ts';
import { Node } from './node.ts';
import { circle, depthMax, Tree, type TreeContext } from './tree.ts';

export interface WritableTreeContext extends TreeContext {
  /** Collects what changes make superfluous. */
  readonly freed: FreedPage[];
}

/**
 * A tree that the write transaction changes: nodes are laid over the pages that change, from the root down, so that a descent
 * goes through nodes first and through pages from there on. A node is split when it outgrows a page; merging waits for `settle`.
 */
export class WritableTree extends Tree {
  declare readonly context: WritableTreeContext;
  readonly pageSize: number;
  /** Bytes of a page that a node may fill: all but the trailer. */
  readonly pageRoom: number;
  /** The root as a node, once anything was changed; `rootId` is 0 then. */
  root: Node | undefined;
  fillPercent = 0.5;
  /** The rightmost leaf, when it is a node: keys that only grow are appended to it without a descent. */
  #tail: Node | undefined;
  readonly #path: Node[] = [];
  readonly #pathIndexes: number[] = [];

  constructor(context: WritableTreeContext, rootId: number, inlineRoot?: Page) {
    super(context, rootId, inlineRoot);
    this.pageSize = context.pageSize;
    this.pageRoom = context.pageSize - trailerBytes;
  }

  override get isWritable(): boolean {
    return true;
  }

  override top(): Page | Node {
    return this.root ?? this.rootPage();
  }

  override childOf(parent: Page | Node, index: number): Page | Node {
    if (parent instanceof Node) {
      return parent.childNodes[index] ?? this.context.pages.page(parent.childIds[index] as number);
    }
    return this.context.pages.page(parent.child(index));
  }

  override get(key: Uint8Array): Uint8Array | undefined {
    this.requireOpen();
    let node = this.root;
    if (node === undefined) {
      return this.getUnder(this.rootPage(), key);
    }
    while (!node.isLeaf) {
      const index = node.childIndexFor(key);
      const child: Node | undefined = node.childNodes[index];
      if (child === undefined) {
        return this.getUnder(this.context.pages.page(node.childIds[index] as number), key);
      }
      node = child;
    }
    const index = node.search(key);
    return index >= 0 && !node.isBucket(index) ? node.value(index) : undefined;
  }

  /** Sets a key; false, with nothing changed, when a bucket stands there. */
  put(key: Uint8Array, value: Uint8Array): boolean {
    this.version++;
    const tail = this.#tail;
    if (tail !== undefined && tail.count > 0 && compareKeys(key, tail.key(tail.count - 1)) > 0) {
      tail.append(key, value, false);
      if (tail.bytes > this.pageRoom) {
        this.#descendToTail();
        this.#splitAlongPath();
      }
      return true;
    }
    const leaf = this.#descend(key);
    const index = leaf.search(key);
    if (index < 0) {
      leaf.insert(~index, key, value, false);
    } else if (leaf.isBucket(index)) {
      return false;
    } else {
      leaf.replaceValue(index, value, false);
    }
    this.#splitAlongPath();
    return true;
  }

  /** Sets the header of a bucket. The caller has made sure that no value stands there. */
  putBucket(name: Uint8Array, header: Uint8Array): void {
    this.version++;
    const leaf = this.#descend(name);
    const index = leaf.search(name);
    if (index < 0) {
      leaf.insert(~index, name, header, true);
    } else {
      leaf.replaceValue(index, header, true);
    }
    this.#splitAlongPath();
  }

  /** Takes out a key that is there. */
  delete(key: Uint8Array): void {
    this.version++;
    const leaf = this.#descend(key);
    const index = leaf.search(key);
    assert(index >= 0, 'a key to be deleted is there');
    leaf.remove(index);
  }

  /** The child of a node as a node; its page, if it has one, becomes free. */
  nodeAt(parent: Node, index: number): Node {
    let child = parent.childNodes[index];
    if (child === undefined) {
      child = this.#takeOver(this.context.pages.page(parent.childIds[index] as number));
      parent.childNodes[index] = child;
    }
    return child;
  }

  rootNode(): Node {
    if (this.root === undefined) {
      this.root = this.inlineRoot === undefined ? this.#takeOver(this.rootPage()) : Node.fromPage(this.inlineRoot);
      this.inlineRoot = undefined;
      this.rootId = 0;
    }
    return this.root;
  }

  #takeOver(page: Page): Node {
    const node = Node.fromPage(page);
    this.context.freed.push({ id: page.id, span: page.span, writtenBy: page.writtenBy });
    return node;
  }

  /** Leaves the way to the leaf of `key` in `#path`, all of it nodes. */
  #descend(key: Uint8Array): Node {
    let node = this.rootNode();
    let isTail = true;
    let depth = 0;
    for (; !node.isLeaf; depth++) {
      const index = node.childIndexFor(key);
      isTail &&= index === node.count - 1;
      this.#path[depth] = node;
      this.#pathIndexes[depth] = index;
      node = this.nodeAt(node, index);
      if (depth > depthMax) {
        throw circle(this.rootId);
      }
    }
    this.#path.length = depth;
    this.#path.push(node);
    if (isTail) {
      this.#tail = node;
    }
    return node;
  }

  #descendToTail(): void {
    let node = this.rootNode();
    let depth = 0;
    for (; !node.isLeaf; depth++) {
      this.#path[depth] = node;
      this.#pathIndexes[depth] = node.count - 1;
      node = this.nodeAt(node, node.count - 1);
    }
    this.#path.length = depth;
    this.#path.push(node);
  }

  #splitAlongPath(): void {
    for (let depth = this.#path.length - 1; depth >= 0; depth--) {
      const node = this.#path[depth] as Node;
      if (!node.isTooLarge(this.pageRoom)) {
        return;
      }
      if (depth === 0) {
        this.growRoot();
        return;
      }
      this.splitChild(this.#path[depth - 1] as Node, this.#pathIndexes[depth - 1] as number, this.fillPercent);
    }
  }

  /** Makes it, without changes, another tree. */
  rebase(rootId: number, inlineRoot: Page | undefined): void {
    this.rootId = rootId;
    this.inlineRoot = inlineRoot;
    this.root = undefined;
    this.forgetPositions();
  }

  /** Called before nodes are merged: positions and the tail are not what they were. */
  forgetPositions(): void {
    this.version++;
    this.#tail = undefined;
  }

  /** Puts a branch above a root that is too large, with the root split under it. */
  growRoot(): void {
    const old = this.rootNode();
    const branch = new Node(false);
    branch.insertChild(0, old.key(0), 0, old);
    this.root = branch;
    this.splitChild(branch, 0, this.fillPercent);
  }

  /** Splits a child that is too large into as many as it needs; answers how many there are then. */
  splitChild(parent: Node, index: number, fillPercent: number): number {
    let node = parent.childNodes[index] as Node;
    let parts = 1;
    while (node.isTooLarge(this.pageRoom)) {
      const right = node.splitOff(this.pageRoom * fillPercent);
      parent.insertChild(index + parts, right.key(0), 0, right);
      parts++;
      if (this.#tail === node) {
        this.#tail = right;
      }
      node = right;
    }
    return parts;
  }

  /** Notes all its pages that are not nodes; those of the nodes are superfluous already. Changes nothing, as reading may fail. */
  collectPages(into: FreedPage[]): void {
    if (this.root !== undefined) {
      this.#collectUnderNode(this.root, into);
    } else if (this.inlineRoot === undefined) {
      this.#collectUnderPage(this.context.pages.page(this.rootId), into);
    }
  }

  /** Makes it an empty leaf that has nothing to do with its pages any more. */
  abandon(): void {
    this.rebase(0, undefined);
    this.root = new Node(true);
  }

  #collectUnderNode(node: Node, into: FreedPage[]): void {
    for (let index = 0; index < node.childIds.length; index++) {
      const child = node.childNodes[index];
      if (child !== undefined) {
        this.#collectUnderNode(child, into);
      } else {
        this.#collectUnderPage(this.context.pages.page(node.childIds[index] as number), into);
      }
    }
  }

  #collectUnderPage(page: Page, into: FreedPage[]): void {
    into.push({ id: page.id, span: page.span, writtenBy: page.writtenBy });
    for (let index = 0; !page.isLeaf && index < page.count; index++) {
      this.#collectUnderPage(this.context.pages.page(page.child(index)), into);
    }
  }
}
