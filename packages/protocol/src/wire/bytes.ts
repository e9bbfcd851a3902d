import { varintSize, writeVarint } from './write-varint.ts';

/**
 * The zero of every bytes field. In proto2 messages, where a nil field is not written and an empty one is, this very array stands
 * for nil.
 */
export const emptyBytes: Uint8Array = new Uint8Array(0);

/** Up to this many bytes a plain loop is faster than a call of `set`, measured on Node 26. */
const loopBytesMax = 16;

/** Bytes that a field of `length` bytes takes together with its length. */
export function delimitedSize(length: number): number {
  return varintSize(length) + length;
}

/** Writes the length of `bytes` and `bytes`; returns the offset after them. */
export function writeBytes(out: Uint8Array, offset: number, bytes: Uint8Array): number {
  const at = writeVarint(out, offset, bytes.length);
  return copyBytes(out, at, bytes);
}

/** Writes `bytes` alone; returns the offset after them. */
export function copyBytes(out: Uint8Array, offset: number, bytes: Uint8Array): number {
  const length = bytes.length;
  if (length > loopBytesMax) {
    out.set(bytes, offset);
  } else {
    for (let i = 0; i < length; i++) out[offset + i] = bytes[i] as number;
  }
  return offset + length;
}
