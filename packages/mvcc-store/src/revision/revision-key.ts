import { StoreError } from '../store-error.ts';

/**
 * Keys of the `key` bucket: main revision and sub revision, eight bytes each, most significant first, an underscore between them, and a
 * `t` behind a tombstone. In the order of bytes they are in the order of revisions.
 */
export const revisionKeyBytes = 17;
export const tombstoneKeyBytes = 18;

const separator = 0x5f;
const tombstoneMark = 0x74;
const twoTo32 = 2 ** 32;

/** Writes a revision key, without the mark of a tombstone, to the first 17 bytes of `out`. */
export function writeRevisionKey(out: Uint8Array, main: number, sub: number): void {
  writeUint64(out, 0, main);
  out[8] = separator;
  writeUint64(out, 9, sub);
}

export function revisionKey(main: number, sub: number): Uint8Array {
  const bytes = new Uint8Array(revisionKeyBytes);
  writeRevisionKey(bytes, main, sub);
  return bytes;
}

export function tombstoneKey(main: number, sub: number): Uint8Array {
  const bytes = new Uint8Array(tombstoneKeyBytes);
  writeRevisionKey(bytes, main, sub);
  bytes[revisionKeyBytes] = tombstoneMark;
  return bytes;
}

/** The main revision of a revision key. */
export function mainOf(key: Uint8Array): number {
  return readUint64(key, 0);
}

/** The sub revision of a revision key. */
export function subOf(key: Uint8Array): number {
  return readUint64(key, 9);
}

export function isTombstoneKey(key: Uint8Array): boolean {
  return key.length === tombstoneKeyBytes;
}

/** @throws StoreError `corrupt` for a key that has not the form of a revision key */
export function requireRevisionKey(key: Uint8Array): void {
  const isTombstone = key.length === tombstoneKeyBytes && key[revisionKeyBytes] === tombstoneMark;
  if ((key.length === revisionKeyBytes || isTombstone) && key[8] === separator) return;
  throw new StoreError(
    'corrupt',
    `the bucket "key" holds the key ${Buffer.from(key).toString('hex')}, which is no revision`,
  );
}

function writeUint64(out: Uint8Array, offset: number, value: number): void {
  const high = value < twoTo32 ? 0 : Math.floor(value / twoTo32);
  out[offset] = high >>> 24;
  out[offset + 1] = high >>> 16;
  out[offset + 2] = high >>> 8;
  out[offset + 3] = high;
  out[offset + 4] = value >>> 24;
  out[offset + 5] = value >>> 16;
  out[offset + 6] = value >>> 8;
  out[offset + 7] = value;
}

function readUint64(bytes: Uint8Array, offset: number): number {
  return readUint32(bytes, offset) * twoTo32 + readUint32(bytes, offset + 4);
}

function readUint32(bytes: Uint8Array, offset: number): number {
  const high = ((bytes[offset] as number) << 24) | ((bytes[offset + 1] as number) << 16);
  return (high | ((bytes[offset + 2] as number) << 8) | (bytes[offset + 3] as number)) >>> 0;
}
