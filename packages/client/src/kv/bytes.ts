/** Keys and values: a string stands for its UTF-8. */
export type BytesLike = string | Uint8Array;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The bytes of a key or value. An array is taken as it is, without a copy. */
export function toBytes(data: BytesLike): Uint8Array {
  return typeof data === 'string' ? encoder.encode(data) : data;
}

/** Reads bytes as UTF-8; what is no UTF-8 becomes U+FFFD. */
export function text(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
