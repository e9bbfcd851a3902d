import { assert } from '../assert.ts';
import type { KeyEntry } from './key-entry.ts';
import type { RangeEnd } from './key-text.ts';

/** Entries of a leaf and children of a branch, at most: few enough to shift on insertion, enough to keep the tree flat. */
const fanOutMax = 64;

/** A leaf: entries in key order. */
export class Leaf {
  parent: Branch | undefined = undefined;
  /** Keys in it that are alive now. */
  live = 0;
  /** No entry in it was written after this revision. */
  newest = 0;
  entries: KeyEntry[];
  next: Leaf | undefined = undefined;
  previous: Leaf | undefined = undefined;

  constructor(entries: KeyEntry[]) {
    this.entries = entries;
  }
}

class Branch {
  parent: Branch | undefined = undefined;
  live = 0;
  newest = 0;
  children: (Leaf | Branch)[];
  /** All keys of child i are at least `lowest[i]`; that of the first child is not looked at. */
  lowest: string[];

  constructor(children: (Leaf | Branch)[], lowest: string[]) {
    this.children = children;
    this.lowest = lowest;
  }
}

/**
 * Entries in the order of their keys: a B-tree. Every node knows how many keys under it are alive and which revision wrote last, so
 * keys are counted at a revision without visiting those that have not changed since.
 *
 * ```
 *            branch (live 9, newest 31)
 *           /                \
 *   leaf (5, 17)  <-next->  leaf (4, 31)
 * ```
 */
export class OrderedTree {
  #root: Leaf | Branch = new Leaf([]);
  #size = 0;

  /** How many entries there are, dead ones included. */
  get size(): number {
    return this.#size;
  }

  /** How many keys are alive. */
  get live(): number {
    return this.#root.live;
  }

  /** Adds an entry whose key is not there yet. */
  add(entry: KeyEntry): void {
    const leaf = this.#leafOf(entry.key);
    const index = firstNotBelow(leaf.entries, entry.key);
    assert(leaf.entries[index]?.key !== entry.key, 'a key has one entry');
    leaf.entries.splice(index, 0, entry);
    entry.leaf = leaf;
    this.#size++;
    noteWrite(leaf, entry.version === 0 ? 0 : 1, entry.main);
    if (leaf.entries.length > fanOutMax) this.#splitLeaf(leaf);
  }

  /** Notes that an entry was written: `liveChange` is 1 when the key came to life, -1 when it died, else 0. */
  wrote(entry: KeyEntry, liveChange: number): void {
    noteWrite(entry.leaf as Leaf, liveChange, entry.main);
  }

  /** Takes away an entry that is dead. */
  remove(entry: KeyEntry): void {
    const leaf = entry.leaf as Leaf;
    const index = firstNotBelow(leaf.entries, entry.key);
    assert(leaf.entries[index] === entry && entry.version === 0, 'a dead entry stands in its leaf');
    leaf.entries.splice(index, 1);
    entry.leaf = undefined;
    this.#size--;
    if (leaf.entries.length < fanOutMax / 4) this.#joinLeaf(leaf);
  }

  /**
   * Calls `visit` for every entry from `start` up to `end`, dead ones included, in order, until it returns false. The tree must not
   * gain or lose entries meanwhile.
   */
  visit(start: string, end: RangeEnd, visit: (entry: KeyEntry) => boolean): void {
    let leaf: Leaf | undefined = this.#leafOf(start);
    let index = firstNotBelow(leaf.entries, start);
    while (leaf !== undefined) {
      const { entries } = leaf;
      for (; index < entries.length; index++) {
        const entry = entries[index] as KeyEntry;
        if (end !== undefined && entry.key >= end) return;
        if (!visit(entry)) return;
      }
      leaf = leaf.next;
      index = 0;
    }
  }

  /** How many keys from `start` up to `end` live at `revision`. */
  count(start: string, end: RangeEnd, revision: number): number {
    return end !== undefined && start >= end ? 0 : countIn(this.#root, start, end, revision);
  }

  #leafOf(key: string): Leaf {
    let node = this.#root;
    while (node instanceof Branch) node = node.children[childFor(node, key)] as Leaf | Branch;
    return node;
  }

  #splitLeaf(leaf: Leaf): void {
    // Keys that come in order fill their leaves; others leave both halves with room.
    const at = leaf.next === undefined ? leaf.entries.length - 1 : leaf.entries.length >>> 1;
    const right = new Leaf(leaf.entries.slice(at));
    leaf.entries = leaf.entries.slice(0, at);
    right.next = leaf.next;
    right.previous = leaf;
    if (right.next !== undefined) right.next.previous = right;
    leaf.next = right;
    for (const entry of right.entries) entry.leaf = right;
    recountLeaf(leaf);
    recountLeaf(right);
    this.#addSibling(leaf, right, (right.entries[0] as KeyEntry).key);
  }

  #addSibling(left: Leaf | Branch, right: Leaf | Branch, lowest: string): void {
    const parent = left.parent;
    if (parent === undefined) {
      const root = new Branch([left, right], ['', lowest]);
      left.parent = root;
      right.parent = root;
      recountBranch(root);
      this.#root = root;
      return;
    }
    right.parent = parent;
    const index = parent.children.indexOf(left) + 1;
    parent.children.splice(index, 0, right);
    parent.lowest.splice(index, 0, lowest);
    if (parent.children.length > fanOutMax) this.#splitBranch(parent);
  }

  #splitBranch(branch: Branch): void {
    const last = branch.children.length - 1;
    const isRightmost = branch.parent === undefined || branch.parent.children.at(-1) === branch;
    const at = isRightmost ? last - 1 : branch.children.length >>> 1;
    const right = new Branch(branch.children.slice(at), branch.lowest.slice(at));
    branch.children = branch.children.slice(0, at);
    branch.lowest = branch.lowest.slice(0, at);
    for (const child of right.children) child.parent = right;
    recountBranch(branch);
    recountBranch(right);
    this.#addSibling(branch, right, right.lowest[0] as string);
  }

  /** Moves the entries of a leaf that has few into the one before it under the same parent, when they fit. */
  #joinLeaf(leaf: Leaf): void {
    const parent = leaf.parent;
    if (parent === undefined) return;
    const index = parent.children.indexOf(leaf);
    const left = index > 0 ? (parent.children[index - 1] as Leaf) : undefined;
    if (leaf.entries.length > 0) {
      if (left === undefined || left.entries.length + leaf.entries.length > fanOutMax) return;
      for (const entry of leaf.entries) {
        entry.leaf = left;
        left.entries.push(entry);
      }
      left.live += leaf.live;
      left.newest = Math.max(left.newest, leaf.newest);
    }
    if (leaf.previous !== undefined) leaf.previous.next = leaf.next;
    if (leaf.next !== undefined) leaf.next.previous = leaf.previous;
    this.#removeChild(parent, index);
  }

  #removeChild(branch: Branch, index: number): void {
    branch.children.splice(index, 1);
    branch.lowest.splice(index, 1);
    const parent = branch.parent;
    if (branch.children.length > 0) {
      if (parent === undefined && branch.children.length === 1) {
        this.#root = branch.children[0] as Leaf | Branch;
        this.#root.parent = undefined;
      }
    } else if (parent === undefined) {
      this.#root = new Leaf([]);
    } else {
      this.#removeChild(parent, parent.children.indexOf(branch));
    }
  }
}

function noteWrite(leaf: Leaf, liveChange: number, revision: number): void {
  for (let node: Leaf | Branch | undefined = leaf; node !== undefined; node = node.parent) {
    node.live += liveChange;
    if (revision > node.newest) node.newest = revision;
  }
}

function recountLeaf(leaf: Leaf): void {
  leaf.live = 0;
  leaf.newest = 0;
  for (const { version, main } of leaf.entries) {
    if (version !== 0) leaf.live++;
    if (main > leaf.newest) leaf.newest = main;
  }
}

function recountBranch(branch: Branch): void {
  branch.live = 0;
  branch.newest = 0;
  for (const { live, newest } of branch.children) {
    branch.live += live;
    if (newest > branch.newest) branch.newest = newest;
  }
}

/** Index of the first entry whose key is not below `key`. */
function firstNotBelow(entries: readonly KeyEntry[], key: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] as KeyEntry).key < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the child whose keys include `key`. */
function childFor({ lowest }: Branch, key: string): number {
  let low = 1;
  let high = lowest.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lowest[middle] as string) <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** `start` or `end` undefined: the node lies beyond that bound as a whole. */
function countIn(node: Leaf | Branch, start: string | undefined, end: string | undefined, revision: number): number {
  if (start === undefined && end === undefined && node.newest <= revision) return node.live;
  let count = 0;
  if (node instanceof Leaf) {
    for (let i = start === undefined ? 0 : firstNotBelow(node.entries, start); i < node.entries.length; i++) {
      const entry = node.entries[i] as KeyEntry;
      if (end !== undefined && entry.key >= end) break;
      if (entry.isAliveAt(revision)) count++;
    }
    return count;
  }
  const first = start === undefined ? 0 : childFor(node, start);
  const last = node.children.length - 1;
  for (let i = first; i <= last; i++) {
    if (end !== undefined && i > first && (node.lowest[i] as string) >= end) break;
    const endsInside = end !== undefined && (i === last || (node.lowest[i + 1] as string) > end);
    count += countIn(
      node.children[i] as Leaf | Branch,
      i === first ? start : undefined,
      endsInside ? end : undefined,
      revision,
    );
  }
  return count;
}
