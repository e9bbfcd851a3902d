import type { Cursor } from '../api/cursor.ts';
import { DatabaseError } from '../database-error.ts';
import type { Page } from '../pages/page.ts';
import type { Node } from './node.ts';
import { circle, depthMax, type Tree } from './tree.ts';

/** A path from the root to an element of a leaf. In a writable tree it also remembers the key, to find its place again. */
export class TreeCursor implements Cursor {
  readonly #tree: Tree;
  readonly #path: (Page | Node)[] = [];
  readonly #indexes: number[] = [];
  #leaf: Page | Node | undefined;
  #index = 0;
  #key: Uint8Array | undefined;
  #version = 0;

  constructor(tree: Tree) {
    this.#tree = tree;
  }

  first(): boolean {
    this.#descend(undefined, false);
    return this.#settleForward();
  }

  last(): boolean {
    this.#descend(undefined, true);
    return this.#settleBackward();
  }

  seek(key: Uint8Array): boolean {
    this.#descend(key, false);
    return this.#settleForward();
  }

  next(): boolean {
    if (this.#leaf === undefined) {
      return false;
    }
    if (this.#isStale() && !this.#returnToKey()) {
      return this.#settleForward();
    }
    this.#index++;
    return this.#settleForward();
  }

  prev(): boolean {
    if (this.#leaf === undefined) {
      return false;
    }
    if (this.#isStale()) {
      this.#returnToKey();
    }
    this.#index--;
    return this.#settleBackward();
  }

  get key(): Uint8Array {
    return this.#key ?? this.#position().key(this.#index);
  }

  get value(): Uint8Array | undefined {
    const leaf = this.#position();
    if (this.#isStale()) {
      return this.#tree.get(this.key);
    }
    return leaf.isBucket(this.#index) ? undefined : leaf.value(this.#index);
  }

  get isBucket(): boolean {
    const leaf = this.#position();
    return this.#isStale() ? this.#tree.bucketHeader(this.key) instanceof Uint8Array : leaf.isBucket(this.#index);
  }

  #position(): Page | Node {
    if (this.#leaf === undefined) {
      throw new DatabaseError('cursor-unpositioned', 'the cursor stands at no key: its last move answered false');
    }
    return this.#leaf;
  }

  #isStale(): boolean {
    return this.#version !== this.#tree.version;
  }

  /** Finds the place of the remembered key in the changed tree: on the key (true) or on where it would be (false). */
  #returnToKey(): boolean {
    const key = this.#key as Uint8Array;
    this.#descend(key, false);
    return (this.#leaf as Page | Node).search(key) >= 0;
  }

  /** Goes down to the leaf of `key`; without one to the very first or last element. */
  #descend(key: Uint8Array | undefined, toLast: boolean): void {
    const tree = this.#tree;
    tree.requireOpen();
    this.#version = tree.version;
    this.#path.length = 0;
    this.#indexes.length = 0;
    let at = tree.top();
    while (!at.isLeaf) {
      const index: number = key !== undefined ? at.childIndexFor(key) : toLast ? at.count - 1 : 0;
      this.#path.push(at);
      this.#indexes.push(index);
      if (this.#path.length > depthMax) {
        throw circle(this.#tree.rootId);
      }
      at = tree.childOf(at, index);
    }
    this.#leaf = at;
    if (key !== undefined) {
      const index = at.search(key);
      this.#index = index >= 0 ? index : ~index;
    } else {
      this.#index = toLast ? at.count - 1 : 0;
    }
  }

  /** Goes to the next leaves while the index is past the end of its leaf; a leaf can be empty in a write transaction. */
  #settleForward(): boolean {
    while (this.#leaf !== undefined && this.#index >= this.#leaf.count) {
      this.#moveToNeighbour(1);
    }
    return this.#arrive();
  }

  #settleBackward(): boolean {
    while (this.#leaf !== undefined && this.#index < 0) {
      this.#moveToNeighbour(-1);
    }
    return this.#arrive();
  }

  #arrive(): boolean {
    if (this.#leaf === undefined) {
      this.#key = undefined;
      return false;
    }
    this.#key = this.#tree.isWritable ? this.#leaf.key(this.#index) : undefined;
    return true;
  }

  #moveToNeighbour(step: 1 | -1): void {
    this.#tree.requireOpen();
    const path = this.#path;
    const indexes = this.#indexes;
    let depth = path.length - 1;
    for (; depth >= 0; depth--) {
      const index = (indexes[depth] as number) + step;
      if (index >= 0 && index < (path[depth] as Page | Node).count) {
        indexes[depth] = index;
        break;
      }
    }
    if (depth < 0) {
      this.#leaf = undefined;
      return;
    }
    path.length = depth + 1;
    indexes.length = depth + 1;
    let at = this.#tree.childOf(path[depth] as Page | Node, indexes[depth] as number);
    while (!at.isLeaf) {
      const index: number = step === 1 ? 0 : at.count - 1;
      path.push(at);
      indexes.push(index);
      if (path.length > depthMax) {
        throw circle(this.#tree.rootId);
      }
      at = this.#tree.childOf(at, index);
    }
    this.#leaf = at;
    this.#index = step === 1 ? 0 : at.count - 1;
  }
}
