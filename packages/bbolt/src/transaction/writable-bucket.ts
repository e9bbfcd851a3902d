import type { BucketName, WriteBucket } from '../api/bucket.ts';
import type { Cursor } from '../api/cursor.ts';
import { assert } from '../assert.ts';
import { DatabaseError } from '../database-error.ts';
import { bucketHeaderBytes, valueBytesMax } from '../format/layout.ts';
import type { FreedPage } from '../pages/free-pages.ts';
import type { Page } from '../pages/page.ts';
import { encodeNode } from '../tree/encode-node.ts';
import { Node } from '../tree/node.ts';
import { settle } from '../tree/settle.ts';
import { TreeCursor } from '../tree/tree-cursor.ts';
import { WritableTree } from '../tree/writable-tree.ts';
import { decodeBucketHeader, encodeBucketHeader, inlinePage } from './bucket-header.ts';
import { bucketNameBytes, bucketNameText, requireKey } from './bucket-name.ts';
import { forEachEntry } from './bucket-view.ts';

/** Writes one node to a page of its own and answers the page's id. */
export type WriteNode = (node: Node) => number;

/** A bucket of the write transaction, with those of its nested buckets that were asked for. */
export class WritableBucket implements WriteBucket {
  readonly tree: WritableTree;
  /** Told about every change, with the bytes it may add. */
  readonly #onChange: (bytes: number) => void;
  readonly #children = new Map<string, WritableBucket>();
  #sequence: number;
  #sequenceChanged = false;
  /**
   * Stands in the parent's tree for this bucket from `settle` on; filled in by `write`, when the place of the root is known.
   * Undefined when the bucket is not written.
   */
  #header: Uint8Array | undefined;

  constructor(tree: WritableTree, sequence: number, onChange: (bytes: number) => void) {
    this.tree = tree;
    this.#sequence = sequence;
    this.#onChange = onChange;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.tree.get(key);
  }

  put(key: Uint8Array, value: Uint8Array): void {
    this.tree.requireOpen();
    requireKey(key);
    if (value.length > valueBytesMax) {
      throw new DatabaseError(
        'value-too-large',
        `a value of ${value.length} bytes; the format allows ${valueBytesMax}`,
      );
    }
    if (!this.tree.put(key, value)) {
      throw new DatabaseError('incompatible-value', 'a nested bucket has this name: it cannot be given a value');
    }
    this.#onChange(key.length + value.length);
  }

  delete(key: Uint8Array): boolean {
    if (this.tree.get(key) === undefined) {
      if (this.tree.bucketHeader(key) !== undefined) {
        throw new DatabaseError('incompatible-value', 'a nested bucket has this name: use deleteBucket');
      }
      return false;
    }
    this.tree.delete(key);
    this.#onChange(0);
    return true;
  }

  cursor(): Cursor {
    return new TreeCursor(this.tree);
  }

  forEach(callback: (key: Uint8Array, value: Uint8Array | undefined) => void): void {
    forEachEntry(this.cursor(), callback);
  }

  bucket(name: BucketName): WritableBucket | undefined {
    this.tree.requireOpen();
    const key = bucketNameBytes(name);
    const text = bucketNameText(key);
    const known = this.#children.get(text);
    if (known !== undefined) {
      return known;
    }
    const header = this.tree.bucketHeader(key);
    if (header === undefined || header === 'value') {
      return undefined;
    }
    const { rootId, sequence } = decodeBucketHeader(header);
    const tree = new WritableTree(this.tree.context, rootId, rootId === 0 ? inlinePage(header) : undefined);
    const bucket = new WritableBucket(tree, sequence, this.#onChange);
    this.#children.set(text, bucket);
    return bucket;
  }

  createBucketIfMissing(name: BucketName): WritableBucket {
    const existing = this.bucket(name);
    if (existing !== undefined) {
      return existing;
    }
    const key = new Uint8Array(bucketNameBytes(name));
    requireKey(key);
    if (this.tree.bucketHeader(key) === 'value') {
      throw new DatabaseError('incompatible-value', 'a key of this name has a value: it cannot become a bucket');
    }
    const tree = new WritableTree(this.tree.context, 0);
    tree.root = new Node(true);
    const bucket = new WritableBucket(tree, 0, this.#onChange);
    this.#children.set(bucketNameText(key), bucket);
    // An entry of its own from the start, so that cursors see the bucket.
    this.tree.putBucket(key, emptyBucketValue());
    this.#onChange(0);
    return bucket;
  }

  deleteBucket(name: BucketName): boolean {
    const bucket = this.bucket(name);
    if (bucket === undefined) {
      return false;
    }
    const key = bucketNameBytes(name);
    const pages: FreedPage[] = [];
    bucket.#collectPages(pages);
    for (const page of pages) {
      this.tree.context.freed.push(page);
    }
    bucket.#abandon();
    this.#children.delete(bucketNameText(key));
    this.tree.delete(key);
    this.#onChange(0);
    return true;
  }

  get sequence(): number {
    return this.#sequence;
  }

  set sequence(value: number) {
    this.tree.requireOpen();
    if (!Number.isSafeInteger(value) || value < 0) {
      throw new DatabaseError('invalid-option', `a sequence is a whole number from 0 on, not ${value}`);
    }
    this.#sequence = value;
    this.#sequenceChanged = true;
    this.#onChange(0);
  }

  get fillPercent(): number {
    return this.tree.fillPercent;
  }

  set fillPercent(value: number) {
    this.tree.fillPercent = Math.min(1, Math.max(0.1, value));
  }

  /** Whether it has to be written. */
  get isChanged(): boolean {
    return (
      this.#sequenceChanged ||
      this.tree.root !== undefined ||
      [...this.#children.values()].some((child) => child.isChanged)
    );
  }

  /** Makes it, without changes, the bucket of another moment: the one whose header is given. */
  rebase(rootId: number, sequence: number, inlineRoot?: Page): void {
    this.tree.rebase(rootId, inlineRoot);
    this.#sequence = sequence;
    this.#sequenceChanged = false;
    for (const [text, child] of this.#children) {
      const header = this.tree.bucketHeader(Buffer.from(text, 'latin1'));
      assert(header instanceof Uint8Array, 'a defragmented database has the same buckets');
      const decoded = decodeBucketHeader(header);
      child.rebase(decoded.rootId, decoded.sequence, decoded.rootId === 0 ? inlinePage(header) : undefined);
    }
  }

  /** First half of a commit: everything that may read pages, and so may fail. Afterwards every node has its final size. */
  settle(): void {
    for (const [text, child] of this.#children) {
      if (child.isChanged) {
        child.settle();
        child.#header = new Uint8Array(bucketHeaderBytes + child.#inlineBytes());
        this.tree.putBucket(Buffer.from(text, 'latin1'), child.#header);
      }
    }
    settle(this.tree);
  }

  /** Second half: writes the nodes, the nested buckets' before its own, and answers the root's page. */
  write(writeNode: WriteNode): number {
    for (const child of this.#children.values()) {
      if (child.#header !== undefined) {
        child.#writeIntoHeader(child.#header, writeNode);
      }
    }
    if (this.tree.root !== undefined) {
      this.tree.rootId = writeNodes(this.tree.root, writeNode);
    }
    return this.tree.rootId;
  }

  #writeIntoHeader(header: Uint8Array, writeNode: WriteNode): void {
    const isInline = this.#inlineBytes() > 0;
    const rootId = isInline ? 0 : this.write(writeNode);
    encodeBucketHeader({ rootId, sequence: this.#sequence }, header);
    if (isInline) {
      const page = this.tree.root === undefined ? (this.tree.inlineRoot as Page).bytes : inlineBytes(this.tree.root);
      assert(page.length + bucketHeaderBytes === header.length, 'a settled bucket does not change its size');
      header.set(page, bucketHeaderBytes);
    }
  }

  /** Size of the page to be kept inline: a leaf without buckets of at most a quarter of a page; otherwise 0. */
  #inlineBytes(): number {
    const { root, inlineRoot, pageSize } = this.tree;
    if (root === undefined) {
      return inlineRoot?.bytes.length ?? 0;
    }
    return root.isLeaf && root.bytes <= pageSize / 4 && !root.buckets.includes(true) ? root.bytes : 0;
  }

  /** The pages of the bucket and of all nested in it. */
  #collectPages(into: FreedPage[]): void {
    const cursor = this.cursor();
    for (let isThere = cursor.first(); isThere; isThere = cursor.next()) {
      if (cursor.isBucket) {
        const nested = this.bucket(cursor.key) as WritableBucket;
        nested.#collectPages(into);
      }
    }
    this.tree.collectPages(into);
  }

  #abandon(): void {
    for (const child of this.#children.values()) {
      child.#abandon();
    }
    this.#children.clear();
    this.tree.abandon();
  }
}

function writeNodes(node: Node, writeNode: WriteNode): number {
  for (let index = 0; index < node.childNodes.length; index++) {
    const child = node.childNodes[index];
    if (child !== undefined) {
      node.childIds[index] = writeNodes(child, writeNode);
    }
  }
  return writeNode(node);
}

function inlineBytes(root: Node): Uint8Array {
  const bytes = new Uint8Array((root.bytes + 3) & ~3);
  encodeNode(root, 0, 0, bytes);
  return bytes.subarray(0, root.bytes);
}

function emptyBucketValue(): Uint8Array {
  const value = new Uint8Array(bucketHeaderBytes * 2);
  value.set(inlineBytes(new Node(true)), bucketHeaderBytes);
  return value;
}
