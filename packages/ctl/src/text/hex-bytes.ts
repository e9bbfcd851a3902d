/** Bytes as `\x66\x6f\x6f`. */
export function hexBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').replace(/../g, '\\x$&');
}

/** A 64-bit identifier as etcd's tools print them: hexadecimal, without leading zeros. */
export function hexId(id: bigint): string {
  return BigInt.asUintN(64, id).toString(16);
}

/** A lease as etcd's tools print them: 16 hexadecimal digits. */
export function hexLease(id: bigint): string {
  return hexId(id).padStart(16, '0');
}
