import { DecodeError } from '../decode-error.ts';
import { cursor } from './cursor.ts';

/**
 * Reads a varint of up to ten bytes into `cursor.low` and `cursor.high`.
 *
 * @throws {DecodeError} `TRUNCATED`, `VARINT_TOO_LONG`
 */
export function readVarint64(bytes: Uint8Array, start: number, end: number): void {
  let position = start;
  const lowEnd = Math.min(end, start + 4);
  let low = 0;
  let high = 0;
  let byte = 0x80;
  for (let shift = 0; position < lowEnd; shift += 7) {
    byte = bytes[position++] as number;
    low |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      finish(position, low, high);
      return;
    }
  }
  if (position < end) {
    byte = bytes[position++] as number;
    low |= byte << 28;
    high = (byte & 0x7f) >>> 4;
    if (byte < 0x80) {
      finish(position, low, high);
      return;
    }
  }
  const highEnd = Math.min(end, start + 9);
  for (let shift = 3; position < highEnd; shift += 7) {
    byte = bytes[position++] as number;
    high |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      finish(position, low, high);
      return;
    }
  }
  if (position >= end) throw new DecodeError('TRUNCATED', position, 'the message ends inside a varint');
  byte = bytes[position++] as number;
  if (byte > 1) throw new DecodeError('VARINT_TOO_LONG', start, 'a varint has more than 64 bits');
  finish(position, low, high | (byte << 31));
}

function finish(position: number, low: number, high: number): void {
  cursor.position = position;
  cursor.low = low;
  cursor.high = high;
}

/** Reads the low 32 bits of a varint as an unsigned number; leaves the offset after it in `cursor.position`. */
export function readUint32(bytes: Uint8Array, position: number, end: number): number {
  if (position + 1 < end) {
    const first = bytes[position] as number;
    if (first < 0x80) {
      cursor.position = position + 1;
      return first;
    }
    const second = bytes[position + 1] as number;
    if (second < 0x80) {
      cursor.position = position + 2;
      return (first & 0x7f) | (second << 7);
    }
  }
  readVarint64(bytes, position, end);
  return cursor.low >>> 0;
}

/** Reads the low 32 bits of a varint as a signed number: int32 and enum fields. */
export function readInt32(bytes: Uint8Array, position: number, end: number): number {
  return readUint32(bytes, position, end) | 0;
}

/** Reads a bool: any varint that is not zero. */
export function readBool(bytes: Uint8Array, position: number, end: number): boolean {
  if (position < end) {
    const first = bytes[position] as number;
    if (first < 0x80) {
      cursor.position = position + 1;
      return first !== 0;
    }
  }
  readVarint64(bytes, position, end);
  return cursor.low !== 0 || cursor.high !== 0;
}

/**
 * Reads the tag of a field: `number << 3 | wire type`.
 *
 * @throws {DecodeError} `INVALID_TAG` for field number zero or beyond 2^29 - 1
 */
export function readTag(bytes: Uint8Array, position: number, end: number): number {
  if (position < end) {
    const first = bytes[position] as number;
    if (first < 0x80 && first > 7) {
      cursor.position = position + 1;
      return first;
    }
  }
  return readLongTag(bytes, position, end);
}

function readLongTag(bytes: Uint8Array, position: number, end: number): number {
  readVarint64(bytes, position, end);
  const tag = cursor.low >>> 0;
  if (tag < 8 || cursor.high !== 0) throw new DecodeError('INVALID_TAG', position, `${tag} is no tag of a field`);
  return tag;
}

/**
 * Reads the length of a delimited field, and holds it against the end of the message.
 *
 * @throws {DecodeError} `TRUNCATED` when fewer bytes are left
 */
export function readLength(bytes: Uint8Array, position: number, end: number): number {
  if (position < end) {
    const first = bytes[position] as number;
    if (first < 0x80 && position + first < end) {
      cursor.position = position + 1;
      return first;
    }
  }
  return readLongLength(bytes, position, end);
}

function readLongLength(bytes: Uint8Array, position: number, end: number): number {
  let length: number;
  if (end - position >= 2 && (bytes[position] as number) > 0x7f && (bytes[position + 1] as number) < 0x80) {
    length = ((bytes[position] as number) & 0x7f) | ((bytes[position + 1] as number) << 7);
    cursor.position = position + 2;
  } else {
    readVarint64(bytes, position, end);
    length = (cursor.high >>> 0) * 2 ** 32 + (cursor.low >>> 0);
  }
  if (length > end - cursor.position) {
    throw new DecodeError('TRUNCATED', position, `a field of ${length} bytes does not fit the message`);
  }
  return length;
}
