/**
 * Writes an integer of RFC 7541 section 5.1: `flags` are the bits above the prefix of `prefixBits`. Returns the offset behind it; at most
 * six bytes for values below 2^31.
 */
export function writeInteger(
  target: Uint8Array,
  offset: number,
  flags: number,
  prefixBits: number,
  value: number,
): number {
  const prefixMax = (1 << prefixBits) - 1;
  if (value < prefixMax) {
    target[offset] = flags | value;
    return offset + 1;
  }
  target[offset] = flags | prefixMax;
  let at = offset + 1;
  let rest = value - prefixMax;
  while (rest >= 0x80) {
    target[at++] = (rest & 0x7f) | 0x80;
    rest >>>= 7;
  }
  target[at] = rest;
  return at + 1;
}
