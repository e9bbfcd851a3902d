/** Length of a key in the `key` bucket: main revision, `_`, sub revision. A tombstone has a `t` more. */
export const revisionKeyBytes = 17;

/** The key of a revision: both numbers in eight bytes big-endian with `_` between them. */
export function encodeRevisionKey(main: number, sub: number): Uint8Array {
  const key = new Uint8Array(revisionKeyBytes);
  const view = new DataView(key.buffer);
  view.setBigUint64(0, BigInt(main));
  key[8] = 0x5f;
  view.setBigUint64(9, BigInt(sub));
  return key;
}

/** The main revision of a key in the `key` bucket. */
export function revisionOf(key: Uint8Array): number {
  return Number(new DataView(key.buffer, key.byteOffset, key.length).getBigUint64(0));
}

/** Whether the key's value is gone at this revision. */
export function isTombstone(key: Uint8Array): boolean {
  return key.length === revisionKeyBytes + 1;
}
