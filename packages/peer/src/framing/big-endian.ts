const twoTo32 = 0x1_0000_0000;

/** Bytes of the lengths and counts in a stream. */
export const lengthBytes = 8;

/** Writes a whole number as 8 bytes, most significant first; returns the offset after it. */
export function writeLength(out: Uint8Array, offset: number, value: number): number {
  const view = new DataView(out.buffer, out.byteOffset + offset, lengthBytes);
  view.setUint32(0, Math.floor(value / twoTo32));
  view.setUint32(4, value % twoTo32);
  return offset + lengthBytes;
}

/** Reads what `writeLength` writes; beyond 2⁵³ the result is inexact, and far over every limit. */
export function readLength(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, lengthBytes);
  return view.getUint32(0) * twoTo32 + view.getUint32(4);
}
