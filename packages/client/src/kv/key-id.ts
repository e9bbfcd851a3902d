/** A key as a string for maps: one character a byte, so that no two keys share one, and in the order of the keys. */
export function keyId(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
}
