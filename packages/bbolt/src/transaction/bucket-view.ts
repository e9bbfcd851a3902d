import type { BucketName, ReadBucket } from '../api/bucket.ts';
import type { Cursor } from '../api/cursor.ts';
import type { Tree } from '../tree/tree.ts';
import { TreeCursor } from '../tree/tree-cursor.ts';
import { bucketTree, decodeBucketHeader } from './bucket-header.ts';
import { bucketNameBytes } from './bucket-name.ts';

/** A bucket that is only read. */
export class BucketView implements ReadBucket {
  readonly tree: Tree;
  readonly sequence: number;

  constructor(tree: Tree, sequence: number) {
    this.tree = tree;
    this.sequence = sequence;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.tree.get(key);
  }

  cursor(): Cursor {
    return new TreeCursor(this.tree);
  }

  forEach(callback: (key: Uint8Array, value: Uint8Array | undefined) => void): void {
    forEachEntry(this.cursor(), callback);
  }

  bucket(name: BucketName): BucketView | undefined {
    const header = this.tree.bucketHeader(bucketNameBytes(name));
    if (header === undefined || header === 'value') {
      return undefined;
    }
    return new BucketView(bucketTree(this.tree.context, header), decodeBucketHeader(header).sequence);
  }
}

export function forEachEntry(cursor: Cursor, callback: (key: Uint8Array, value: Uint8Array | undefined) => void): void {
  for (let isThere = cursor.first(); isThere; isThere = cursor.next()) {
    callback(cursor.key, cursor.value);
  }
}

/** The names of the buckets directly in a bucket. */
export function bucketNamesIn(bucket: ReadBucket): Uint8Array[] {
  const names: Uint8Array[] = [];
  const cursor = bucket.cursor();
  for (let isThere = cursor.first(); isThere; isThere = cursor.next()) {
    if (cursor.isBucket) {
      names.push(cursor.key);
    }
  }
  return names;
}
