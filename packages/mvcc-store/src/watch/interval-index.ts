import type { RangeEnd } from '../tree-index/key-text.ts';

interface Node<T> {
  readonly start: string;
  readonly end: RangeEnd;
  readonly value: T;
  /** Heap order over these keeps the tree flat: a treap. */
  readonly priority: number;
  /** The farthest end of all ranges in this subtree. */
  farthest: RangeEnd;
  left: Node<T> | undefined;
  right: Node<T> | undefined;
}

/**
 * Values by ranges of keys, found by a key they cover: a binary tree ordered by start, in which every node knows the farthest end below
 * it, so that whole subtrees that end too early are passed over. Changes and look-ups take logarithmic time, plus one step a hit.
 */
export class IntervalIndex<T> {
  #root: Node<T> | undefined;
  #random = 1;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** The value of exactly this range. */
  get(start: string, end: RangeEnd): T | undefined {
    let node = this.#root;
    while (node !== undefined) {
      const order = compareRanges(start, end, node.start, node.end);
      if (order === 0) return node.value;
      node = order < 0 ? node.left : node.right;
    }
    return undefined;
  }

  /** Adds a range that is not there yet. */
  add(start: string, end: RangeEnd, value: T): void {
    // A generator of its own: priorities need spread, not secrecy, and the same program shall build the same tree.
    this.#random = (Math.imul(this.#random, 1_664_525) + 1_013_904_223) >>> 0;
    const node = { start, end, value, priority: this.#random, farthest: end, left: undefined, right: undefined };
    this.#root = insert(this.#root, node);
    this.#size++;
  }

  /** Takes a range away that is there. */
  delete(start: string, end: RangeEnd): void {
    this.#root = remove(this.#root, start, end);
    this.#size--;
  }

  /** Calls `visit` with the value of every range that covers the key, in the order of their starts. */
  visit(key: string, visit: (value: T) => void): void {
    visitCovering(this.#root, key, visit);
  }
}

function visitCovering<T>(node: Node<T> | undefined, key: string, visit: (value: T) => void): void {
  if (node === undefined || (node.farthest !== undefined && node.farthest <= key)) return;
  visitCovering(node.left, key, visit);
  if (node.start > key) return;
  if (node.end === undefined || node.end > key) visit(node.value);
  visitCovering(node.right, key, visit);
}

function insert<T>(root: Node<T> | undefined, node: Node<T>): Node<T> {
  if (root === undefined) return node;
  const order = compareRanges(node.start, node.end, root.start, root.end);
  if (order < 0) root.left = insert(root.left, node);
  else root.right = insert(root.right, node);
  const child = order < 0 ? root.left : root.right;
  if (child !== undefined && child.priority > root.priority) {
    return order < 0 ? rotateRight(root, child) : rotateLeft(root, child);
  }
  return refreshed(root);
}

function remove<T>(root: Node<T> | undefined, start: string, end: RangeEnd): Node<T> | undefined {
  if (root === undefined) return undefined;
  const order = compareRanges(start, end, root.start, root.end);
  if (order === 0) return merge(root.left, root.right);
  if (order < 0) root.left = remove(root.left, start, end);
  else root.right = remove(root.right, start, end);
  return refreshed(root);
}

/** Every range of `left` comes before every range of `right`. */
function merge<T>(left: Node<T> | undefined, right: Node<T> | undefined): Node<T> | undefined {
  if (left === undefined) return right;
  if (right === undefined) return left;
  if (left.priority > right.priority) {
    left.right = merge(left.right, right);
    return refreshed(left);
  }
  right.left = merge(left, right.left);
  return refreshed(right);
}

function rotateRight<T>(root: Node<T>, left: Node<T>): Node<T> {
  root.left = left.right;
  left.right = refreshed(root);
  return refreshed(left);
}

function rotateLeft<T>(root: Node<T>, right: Node<T>): Node<T> {
  root.right = right.left;
  right.left = refreshed(root);
  return refreshed(right);
}

function refreshed<T>(node: Node<T>): Node<T> {
  let farthest = node.end;
  if (node.left !== undefined) farthest = later(farthest, node.left.farthest);
  if (node.right !== undefined) farthest = later(farthest, node.right.farthest);
  node.farthest = farthest;
  return node;
}

function later(a: RangeEnd, b: RangeEnd): RangeEnd {
  if (a === undefined || b === undefined) return undefined;
  return a > b ? a : b;
}

/** By start, then by end; a range without end comes last. */
function compareRanges(start: string, end: RangeEnd, otherStart: string, otherEnd: RangeEnd): number {
  if (start !== otherStart) return start < otherStart ? -1 : 1;
  if (end === otherEnd) return 0;
  if (end === undefined) return 1;
  return otherEnd === undefined || end < otherEnd ? -1 : 1;
}
