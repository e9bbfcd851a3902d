import { DecodeError } from '../decode-error.ts';
import { cursor } from './cursor.ts';
import { readVarint64 } from './read-varint.ts';

const twoTo32 = 2 ** 32;

/** The same eight bytes as two halves and as one integer, to go between them without bigint arithmetic. */
const halves = new Int32Array(2);
const unsigned = new BigUint64Array(halves.buffer);
const signed = new BigInt64Array(halves.buffer);
const lowHalf = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 0 : 1;

/**
 * Reads a varint of at most four bytes, -1 when it is longer or not all there.
 */
function readShort(bytes: Uint8Array, position: number, end: number): number {
  if (position + 3 >= end) {
    if (position < end) {
      const only = bytes[position] as number;
      if (only < 0x80) {
        cursor.position = position + 1;
        return only;
      }
    }
    return -1;
  }
  let byte = bytes[position] as number;
  let value = byte & 0x7f;
  let length = 1;
  if (byte >= 0x80) {
    byte = bytes[position + 1] as number;
    value |= (byte & 0x7f) << 7;
    length = 2;
    if (byte >= 0x80) {
      byte = bytes[position + 2] as number;
      value |= (byte & 0x7f) << 14;
      length = 3;
      if (byte >= 0x80) {
        byte = bytes[position + 3] as number;
        value |= (byte & 0x7f) << 21;
        length = 4;
        if (byte >= 0x80) return -1;
      }
    }
  }
  cursor.position = position + length;
  return value;
}

/**
 * Reads an int64 as a safe integer.
 *
 * @throws {DecodeError} `OUT_OF_RANGE` beyond the safe integers
 */
export function readInt64(bytes: Uint8Array, position: number, end: number): number {
  const short = readShort(bytes, position, end);
  if (short >= 0) return short;
  readVarint64(bytes, position, end);
  return safe(cursor.high * twoTo32 + (cursor.low >>> 0), position);
}

/** Reads a uint64 as a safe integer; throws as {@link readInt64}. */
export function readUint64(bytes: Uint8Array, position: number, end: number): number {
  const short = readShort(bytes, position, end);
  if (short >= 0) return short;
  readVarint64(bytes, position, end);
  return safe((cursor.high >>> 0) * twoTo32 + (cursor.low >>> 0), position);
}

/** Reads an int64 as the nearest safe integer. */
export function readInt64Saturating(bytes: Uint8Array, position: number, end: number): number {
  const short = readShort(bytes, position, end);
  if (short >= 0) return short;
  readVarint64(bytes, position, end);
  const value = cursor.high * twoTo32 + (cursor.low >>> 0);
  return Math.max(Number.MIN_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, value));
}

/** Reads a uint64 as the nearest safe integer. */
export function readUint64Saturating(bytes: Uint8Array, position: number, end: number): number {
  const short = readShort(bytes, position, end);
  if (short >= 0) return short;
  readVarint64(bytes, position, end);
  return Math.min(Number.MAX_SAFE_INTEGER, (cursor.high >>> 0) * twoTo32 + (cursor.low >>> 0));
}

/** Reads an int64 with all its bits. */
export function readInt64Bigint(bytes: Uint8Array, position: number, end: number): bigint {
  readHalves(bytes, position, end);
  return signed[0] as bigint;
}

/** Reads a uint64 with all its bits. */
export function readUint64Bigint(bytes: Uint8Array, position: number, end: number): bigint {
  readHalves(bytes, position, end);
  return unsigned[0] as bigint;
}

function readHalves(bytes: Uint8Array, position: number, end: number): void {
  const short = readShort(bytes, position, end);
  if (short >= 0) {
    halves[lowHalf] = short;
    halves[1 - lowHalf] = 0;
    return;
  }
  readVarint64(bytes, position, end);
  halves[lowHalf] = cursor.low;
  halves[1 - lowHalf] = cursor.high;
}

function safe(value: number, position: number): number {
  if (!Number.isSafeInteger(value)) {
    throw new DecodeError('OUT_OF_RANGE', position, `${value} is beyond the safe integers`);
  }
  return value;
}
