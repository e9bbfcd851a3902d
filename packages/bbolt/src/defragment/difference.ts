import { compareKeys } from '../format/compare-keys.ts';
import type { Page } from '../pages/page.ts';
import type { PageBitmap } from '../pages/page-bitmap.ts';
import { bucketTree, decodeBucketHeader } from '../transaction/bucket-header.ts';
import type { WritableBucket } from '../transaction/writable-bucket.ts';
import type { Tree } from '../tree/tree.ts';

/** Where a bucket is: the names from the top down. */
export type BucketPath = readonly Uint8Array[];

/** A bucket at one moment. */
export interface BucketMoment {
  readonly tree: Tree;
  readonly sequence: number;
}

export interface DifferenceTarget {
  /** The bucket at a path in the write transaction that is open at present; created when it is missing. */
  bucketAt(path: BucketPath): WritableBucket;
}

/**
 * Brings a bucket of the target from what it was at one moment to what it is at a later one; from nothing when `from` is
 * undefined. As pages are never changed in place, a page that belongs to both moments is the same in both, and everything under
 * it: the work is proportional to what changed. Yields after every page, where the caller may pause or commit the target.
 *
 * `pages` holds the pages of the earlier moment and afterwards those of the later one. Both must be held open by readers, so
 * that no page is used again.
 */
export function* applyDifference(
  from: BucketMoment | undefined,
  to: BucketMoment,
  pages: PageBitmap,
  target: DifferenceTarget,
  path: BucketPath = [],
): Generator<void> {
  const shared = new Set<number>();
  const added: number[] = [];
  for (const page of differentPages(to.tree, (id) => pages.has(id) && shared.add(id) !== undefined)) {
    added.push(page.id);
    if (page.isLeaf) {
      putValues(from, page, target.bucketAt(path));
      for (let index = 0; index < page.count; index++) {
        if (page.isBucket(index)) {
          yield* applyBucket(from, to, page.key(index), pages, target, path);
        }
      }
    }
    yield;
  }
  if (from !== undefined) {
    yield* removeGone(from, to, shared, pages, target, path);
  }
  for (const id of added) {
    pages.add(id);
  }
  const bucket = target.bucketAt(path);
  if (path.length > 0 && bucket.sequence !== to.sequence) {
    bucket.sequence = to.sequence;
  }
}

function* applyBucket(
  from: BucketMoment | undefined,
  to: BucketMoment,
  name: Uint8Array,
  pages: PageBitmap,
  target: DifferenceTarget,
  path: BucketPath,
): Generator<void> {
  const parent = target.bucketAt(path);
  if (parent.get(name) !== undefined) {
    parent.delete(name);
  }
  const later = nested(to, name) as BucketMoment;
  yield* applyDifference(from && nested(from, name), later, pages, target, [...path, name]);
}

function* removeGone(
  from: BucketMoment,
  to: BucketMoment,
  shared: ReadonlySet<number>,
  pages: PageBitmap,
  target: DifferenceTarget,
  path: BucketPath,
): Generator<void> {
  for (const page of differentPages(from.tree, (id) => shared.has(id))) {
    pages.delete(page.id);
    for (let index = 0; page.isLeaf && index < page.count; index++) {
      const key = page.key(index);
      const isThere = to.tree.get(key) !== undefined;
      if (page.isBucket(index)) {
        const gone = nested(from, key);
        if (gone !== undefined && nested(to, key) === undefined) {
          forgetPages(gone, pages);
          target.bucketAt(path).deleteBucket(key);
        }
      } else if (!isThere && target.bucketAt(path).get(key) !== undefined) {
        target.bucketAt(path).delete(key);
      }
    }
    yield;
  }
}

function nested(parent: BucketMoment, name: Uint8Array): BucketMoment | undefined {
  const header = parent.tree.bucketHeader(name);
  return header instanceof Uint8Array
    ? { tree: bucketTree(parent.tree.context, header), sequence: decodeBucketHeader(header).sequence }
    : undefined;
}

function putValues(from: BucketMoment | undefined, leaf: Page, bucket: WritableBucket): void {
  for (let index = 0; index < leaf.count; index++) {
    if (leaf.isBucket(index)) {
      continue;
    }
    const key = leaf.key(index);
    const value = leaf.value(index);
    if (from !== undefined) {
      const before = from.tree.get(key);
      if (before !== undefined && compareKeys(before, value) === 0) {
        continue;
      }
      bucket.deleteBucket(key);
    }
    bucket.put(key, value);
  }
}

/** The pages of a deleted bucket may be used again, with other content. */
function forgetPages(bucket: BucketMoment, pages: PageBitmap): void {
  for (const page of differentPages(bucket.tree, () => false)) {
    pages.delete(page.id);
    for (let index = 0; page.isLeaf && index < page.count; index++) {
      if (page.isBucket(index)) {
        forgetPages(nested(bucket, page.key(index)) as BucketMoment, pages);
      }
    }
  }
}

/** The pages of a tree in key order, except those that are left out with everything under them. */
function* differentPages(tree: Tree, isLeftOut: (id: number) => boolean): Generator<Page> {
  if (tree.inlineRoot !== undefined) {
    yield tree.inlineRoot;
    return;
  }
  const stack = [tree.rootId];
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    if (isLeftOut(id)) {
      continue;
    }
    const page = tree.context.pages.page(id);
    yield page;
    for (let index = page.count - 1; !page.isLeaf && index >= 0; index--) {
      stack.push(page.child(index));
    }
  }
}
