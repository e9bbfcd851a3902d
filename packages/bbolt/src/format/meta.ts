import { fnv1a64 } from './fnv-1a-64.ts';
import { freelistNotSynced, metaFlag, pageHeaderBytes, pageSizeMax, pageSizeMin } from './layout.ts';

const magic = 0xed0cdaed;
const version = 2;
const checksumAt = pageHeaderBytes + 56;
/** Bytes of a meta page that mean something. */
export const metaBytes = checksumAt + 8;

/** What one commit made the database: where its tree begins and how far its pages reach. */
export interface Meta {
  readonly pageSize: number;
  /** Root page of the bucket of buckets. */
  readonly root: number;
  /** Sequence of the bucket of buckets; nothing uses it, and it is kept as it is. */
  readonly rootSequence: number;
  /** First page of the written free list; undefined when it is not written. */
  readonly freelist: number | undefined;
  /** One more than the highest page id in use. */
  readonly highWater: number;
  readonly transactionId: number;
}

/** Puts a meta into the first bytes of `target`, as page 0 or 1. */
export function encodeMeta(meta: Meta, pageId: number, target: Uint8Array): void {
  const view = new DataView(target.buffer, target.byteOffset, metaBytes);
  view.setBigUint64(0, BigInt(pageId), true);
  view.setUint16(8, metaFlag, true);
  view.setUint32(16, magic, true);
  view.setUint32(20, version, true);
  view.setUint32(24, meta.pageSize, true);
  view.setUint32(28, 0, true);
  view.setBigUint64(32, BigInt(meta.root), true);
  view.setBigUint64(40, BigInt(meta.rootSequence), true);
  view.setBigUint64(48, meta.freelist === undefined ? freelistNotSynced : BigInt(meta.freelist), true);
  view.setBigUint64(56, BigInt(meta.highWater), true);
  view.setBigUint64(64, BigInt(meta.transactionId), true);
  view.setBigUint64(checksumAt, fnv1a64(target.subarray(pageHeaderBytes, checksumAt)), true);
}

/** Reads a meta page; answers with a sentence about what is wrong when it is not a good one. */
export function decodeMeta(source: Uint8Array): Meta | string {
  if (source.length < metaBytes) {
    return 'the file ends before it';
  }
  const view = new DataView(source.buffer, source.byteOffset, metaBytes);
  if (view.getUint32(16, true) !== magic) {
    return 'the magic number is missing';
  }
  if (view.getUint32(20, true) !== version) {
    return `its version is ${view.getUint32(20, true)}, not ${version}`;
  }
  if (view.getBigUint64(checksumAt, true) !== fnv1a64(source.subarray(pageHeaderBytes, checksumAt))) {
    return 'its checksum is wrong';
  }
  const pageSize = view.getUint32(24, true);
  const freelist = view.getBigUint64(48, true);
  const meta: Meta = {
    pageSize,
    root: Number(view.getBigUint64(32, true)),
    rootSequence: Number(view.getBigUint64(40, true)),
    freelist: freelist === freelistNotSynced ? undefined : Number(freelist),
    highWater: Number(view.getBigUint64(56, true)),
    transactionId: Number(view.getBigUint64(64, true)),
  };
  if (pageSize < pageSizeMin || pageSize > pageSizeMax || (pageSize & (pageSize - 1)) !== 0) {
    return `its page size of ${pageSize} is not supported`;
  }
  if (meta.root < 2 || meta.root >= meta.highWater || (meta.freelist ?? 2) < 2) {
    return `its root page ${meta.root} is outside of the ${meta.highWater} pages`;
  }
  return meta;
}
