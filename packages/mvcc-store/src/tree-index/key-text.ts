const { latin1Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, start: number, end: number): string;
};

/**
 * Key bytes as a string, one character a byte: compared, hashed and kept in a fraction of the time and memory that arrays of bytes
 * take, in the same order.
 */
export function keyText(bytes: Uint8Array): string {
  return latin1Slice.call(bytes, 0, bytes.length);
}

/** The bytes of {@link keyText}, in an array of their own. */
export function keyBytes(text: string): Uint8Array {
  const length = text.length;
  const bytes = new Uint8Array(length);
  for (let i = 0; i < length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** Where a range of keys ends: just after its only key, at a key that is not in it, or never. */
export type RangeEnd = string | undefined;

/** The end that a request's key and `range_end` mean; `undefined` for none. */
export function rangeEndOf(key: string, rangeEnd: Uint8Array): RangeEnd {
  if (rangeEnd.length === 0) return `${key}\0`;
  if (rangeEnd.length === 1 && rangeEnd[0] === 0) return undefined;
  return keyText(rangeEnd);
}
