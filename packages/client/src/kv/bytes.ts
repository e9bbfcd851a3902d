/** Keys and values: a string stands for its UTF-8. */
export type BytesLike = string | Uint8Array;

const decoder = new TextDecoder();

/** The bytes of a key or value. An array is taken as it is, without a copy. */
export function toBytes(data: BytesLike): Uint8Array {
  if (typeof data !== 'string') return data;
  // Small ones share memory, which a TextEncoder's do not: it takes half a kilobyte for the shortest key.
  const { buffer, byteOffset, byteLength } = Buffer.from(data);
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Reads bytes as UTF-8; what is no UTF-8 becomes U+FFFD. */
export function text(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
