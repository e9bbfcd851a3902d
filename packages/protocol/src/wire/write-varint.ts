const twoTo32 = 2 ** 32;

/** The same eight bytes as two halves and as one integer, to go between them without bigint arithmetic. */
const halves = new Int32Array(2);
const signed = new BigInt64Array(halves.buffer);
const lowHalf = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

/** Bytes that a safe integer takes as a varint; ten for a negative one. */
export function varintSize(value: number): number {
  if (value >>> 0 === value) return sizeOfBits(32 - Math.clz32(value | 1));
  if (value < 0) return 10;
  return value < 2 ** 35 ? 5 : value < 2 ** 42 ? 6 : value < 2 ** 49 ? 7 : 8;
}

/** Bytes that a 64-bit integer takes as a varint; ten for a negative one. */
export function varintSizeBigint(value: bigint): number {
  signed[0] = value;
  const high = halves[1 - lowHalf] as number;
  if (high === 0) return sizeOfBits(32 - Math.clz32((halves[lowHalf] as number) | 1));
  return sizeOfBits(64 - Math.clz32(high));
}

/** Bits divided by seven, rounded up, for 1 to 64 bits. A division would leave the integers, and optimised code with it. */
function sizeOfBits(bits: number): number {
  return (bits * 9 + 64) >>> 6;
}

/**
 * Writes a safe integer as a varint and returns the offset after it. Negative ones take ten bytes, as int64 and int32 have it.
 *
 * @throws {RangeError} when the value is no safe integer
 */
export function writeVarint(out: Uint8Array, offset: number, value: number): number {
  if (value >>> 0 === value) {
    let at = offset;
    let rest = value;
    while (rest > 0x7f) {
      out[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    out[at++] = rest;
    return at;
  }
  if (!Number.isSafeInteger(value)) throw new RangeError(`cannot encode ${value}: it is no safe integer`);
  const high = Math.floor(value / twoTo32);
  return writeHalves(out, offset, value | 0, high | 0);
}

/** Writes the low 64 bits of an integer as a varint and returns the offset after it. */
export function writeVarintBigint(out: Uint8Array, offset: number, value: bigint): number {
  signed[0] = value;
  const low = halves[lowHalf] as number;
  const high = halves[1 - lowHalf] as number;
  return high === 0 ? writeVarint(out, offset, low >>> 0) : writeHalves(out, offset, low, high);
}

/** `high` is not zero, so that at least five bytes are written. */
function writeHalves(out: Uint8Array, offset: number, low: number, high: number): number {
  out[offset] = low | 0x80;
  out[offset + 1] = (low >>> 7) | 0x80;
  out[offset + 2] = (low >>> 14) | 0x80;
  out[offset + 3] = (low >>> 21) | 0x80;
  let at = offset + 4;
  let rest = (low >>> 28) | ((high & 0x07) << 4);
  let remaining = high >>> 3;
  while (remaining !== 0) {
    out[at++] = rest | 0x80;
    rest = remaining & 0x7f;
    remaining >>>= 7;
  }
  out[at++] = rest;
  return at;
}
