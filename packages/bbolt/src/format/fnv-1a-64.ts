/**
 * FNV-1a with 64 bits, the checksum of a meta page. The state is held in two 32-bit halves; the prime is 2^40 + 0x1b3, so a
 * product needs no wider arithmetic than doubles have.
 */
export function fnv1a64(bytes: Uint8Array): bigint {
  let low = 0x84222325;
  let high = 0xcbf29ce4;
  for (const byte of bytes) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    const carry = Math.floor(product / 0x1_0000_0000);
    high = (Math.imul(high, 0x1b3) + carry + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return (BigInt(high) << 32n) | BigInt(low);
}
