import { DatabaseError } from '../database-error.ts';
import { bucketHeaderBytes } from '../format/layout.ts';
import { Page } from '../pages/page.ts';
import { Tree, type TreeContext } from '../tree/tree.ts';

/** The value that stands for a bucket in its parent: where its tree begins, and its sequence. */
export interface BucketHeader {
  readonly rootId: number;
  readonly sequence: number;
}

export function decodeBucketHeader(value: Uint8Array): BucketHeader {
  const view = new DataView(value.buffer, value.byteOffset, bucketHeaderBytes);
  return {
    rootId: view.getUint32(0, true) + view.getUint32(4, true) * 0x1_0000_0000,
    sequence: view.getUint32(8, true) + view.getUint32(12, true) * 0x1_0000_0000,
  };
}

export function encodeBucketHeader(header: BucketHeader, target: Uint8Array): void {
  const view = new DataView(target.buffer, target.byteOffset, bucketHeaderBytes);
  view.setBigUint64(0, BigInt(header.rootId), true);
  view.setBigUint64(8, BigInt(header.sequence), true);
}

/** The leaf that a small bucket keeps inline, behind its header. Copied, so that its words are aligned. */
export function inlinePage(value: Uint8Array): Page {
  if (value.length < bucketHeaderBytes * 2) {
    throw new DatabaseError(
      'corrupt',
      `a bucket without a root page has only ${value.length} bytes: the file is damaged`,
    );
  }
  const page = new Page(value.slice(bucketHeaderBytes) as Uint8Array<ArrayBuffer>, 0, 0);
  page.validate(0, 0);
  return page;
}

/** The tree of a bucket that is only read, given its header's bytes. */
export function bucketTree(context: TreeContext, value: Uint8Array): Tree {
  const { rootId } = decodeBucketHeader(value);
  return new Tree(context, rootId, rootId === 0 ? inlinePage(value) : undefined);
}
