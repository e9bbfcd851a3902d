import { assert } from '../assert.ts';
import { DatabaseError } from '../database-error.ts';
import { compareKeys } from '../format/compare-keys.ts';
import type { Page } from '../format/page.ts';
import { Node } from './node.ts';

/** Where a tree gets its pages. */
export interface PageSource {
  page(id: number): Page;
}

/** A page that the write transaction made superfluous. */
export interface FreedPage {
  readonly id: number;
  /** How many pages of the file it occupied. */
  readonly span: number;
  /** The commit that wrote it, 0 when that is not known. */
  readonly writtenBy: number;
}

/** What all trees of one transaction share. */
export interface TreeContext {
  pages: PageSource;
  readonly pageSize: number;
  /** Cleared when the transaction ends; nothing may be read from then on, as pages can be used again. */
  isOpen: boolean;
  /** Collects what changes make superfluous; undefined in a read transaction. */
  readonly freed: FreedPage[] | undefined;
}

/** No file of 2^32 pages is this deep; a deeper descent goes in circles on a damaged file. */
const depthMax = 40;

/**
 * The B+tree of one bucket at one moment. Readers use the pages alone; the write transaction lays nodes over the pages it
 * changes, from the root down, so that a descent goes through nodes first and through pages from there on.
 */
export class Tree {
  readonly context: TreeContext;
  readonly pageSize: number;
  /** Page of the root; 0 when the root is inline or only a node. */
  rootId: number;
  inlineRoot: Page | undefined;
  /** The root as a node once the write transaction changed anything. */
  root: Node | undefined;
  /** Counts changes, so that cursors notice them. */
  version = 0;
  fillPercent = 0.5;
  /** The rightmost leaf, when it is a node: keys that only grow are appended to it without a descent. */
  #tail: Node | undefined;
  readonly #path: Node[] = [];
  readonly #pathIndexes: number[] = [];

  constructor(context: TreeContext, rootId: number, inlineRoot?: Page) {
    this.context = context;
    this.pageSize = context.pageSize;
    this.rootId = rootId;
    this.inlineRoot = inlineRoot;
  }

  get isWritable(): boolean {
    return this.context.freed !== undefined;
  }

  /** Throws DatabaseError `transaction-closed` when the transaction has ended. */
  requireOpen(): void {
    if (!this.context.isOpen) {
      throw new DatabaseError('transaction-closed', 'the transaction has ended: begin another one');
    }
  }

  rootPage(): Page {
    return this.inlineRoot ?? this.context.pages.page(this.rootId);
  }

  /** The value of a key; undefined when there is none or a bucket stands there. */
  get(key: Uint8Array): Uint8Array | undefined {
    this.requireOpen();
    let page: Page;
    if (this.root !== undefined) {
      let node = this.root;
      for (;;) {
        if (node.isLeaf) {
          const index = node.search(key);
          return index >= 0 && !node.isBucket(index) ? node.value(index) : undefined;
        }
        const index = node.childIndexFor(key);
        const child = node.childNodes[index];
        if (child === undefined) {
          page = this.context.pages.page(node.childIds[index] as number);
          break;
        }
        node = child;
      }
    } else {
      page = this.rootPage();
    }
    page = this.#leafUnder(page, key);
    const index = page.search(key);
    return index >= 0 && !page.isBucket(index) ? page.value(index) : undefined;
  }

  #leafUnder(from: Page, key: Uint8Array): Page {
    let page = from;
    for (let depth = 0; !page.isLeaf; depth++) {
      if (depth > depthMax) {
        throw new DatabaseError('corrupt', `page ${page.id} is damaged: the branches above it go in a circle`);
      }
      page = this.context.pages.page(page.child(page.childIndexFor(key)));
    }
    return page;
  }

  /** The bucket header stored under a name; 'value' when a value stands there. */
  bucketHeader(name: Uint8Array): Uint8Array | 'value' | undefined {
    let at: Page | Node = this.root ?? this.rootPage();
    while (!at.isLeaf) {
      const index: number = at.childIndexFor(name);
      at = this.childOf(at, index);
    }
    const index = at.search(name);
    return index < 0 ? undefined : at.isBucket(index) ? at.value(index) : 'value';
  }

  childOf(parent: Page | Node, index: number): Page | Node {
    if (parent instanceof Node) {
      return parent.childNodes[index] ?? this.context.pages.page(parent.childIds[index] as number);
    }
    return this.context.pages.page(parent.child(index));
  }

  /** Sets a key; false, with nothing changed, when a bucket stands there. */
  put(key: Uint8Array, value: Uint8Array): boolean {
    this.version++;
    const tail = this.#tail;
    if (tail !== undefined && tail.count > 0 && compareKeys(key, tail.key(tail.count - 1)) > 0) {
      tail.append(key, value, false);
      if (tail.bytes > this.pageSize) {
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
    assert(this.context.freed !== undefined, 'only a writable tree is changed');
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
      assert(depth < depthMax, 'branches do not go in a circle');
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
      if (!node.isTooLarge(this.pageSize)) {
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
    while (node.isTooLarge(this.pageSize)) {
      const right = node.splitOff(this.pageSize * fillPercent);
      parent.insertChild(index + parts, right.key(0), 0, right);
      parts++;
      if (this.#tail === node) {
        this.#tail = right;
      }
      node = right;
    }
    return parts;
  }

  /** Makes all its pages superfluous, and itself an empty leaf. */
  freePages(): void {
    if (this.root !== undefined) {
      this.#freeUnderNode(this.root);
    } else if (this.inlineRoot === undefined) {
      this.#freeUnderPage(this.context.pages.page(this.rootId));
    }
    this.inlineRoot = undefined;
    this.rootId = 0;
    this.root = new Node(true);
    this.forgetPositions();
  }

  #freeUnderNode(node: Node): void {
    for (let index = 0; index < node.childIds.length; index++) {
      const child = node.childNodes[index];
      if (child !== undefined) {
        this.#freeUnderNode(child);
      } else {
        this.#freeUnderPage(this.context.pages.page(node.childIds[index] as number));
      }
    }
  }

  #freeUnderPage(page: Page): void {
    this.context.freed?.push({ id: page.id, span: page.span, writtenBy: page.writtenBy });
    for (let index = 0; !page.isLeaf && index < page.count; index++) {
      this.#freeUnderPage(this.context.pages.page(page.child(index)));
    }
  }
}
