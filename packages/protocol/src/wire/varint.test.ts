import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DecodeErrorCode } from '../decode-error.ts';
import { cursor } from './cursor.ts';
import {
  readInt64,
  readInt64Bigint,
  readInt64Saturating,
  readUint64,
  readUint64Bigint,
  readUint64Saturating,
} from './read-integer.ts';
import { readBool, readInt32, readLength, readTag, readUint32 } from './read-varint.ts';
import { varintSize, varintSizeBigint, writeVarint, writeVarintBigint } from './write-varint.ts';

/** The varint of the low 64 bits, by the definition. */
function reference(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  return Uint8Array.of(...bytes, Number(rest));
}

const edges = [0, 7, 14, 21, 28, 31, 32, 35, 42, 49, 52, 53].flatMap((bits) => [
  2 ** bits - 1,
  2 ** bits,
  2 ** bits + 1,
]);
const safeIntegers = [...edges, ...edges.map((edge) => 0 - edge)].filter(Number.isSafeInteger);
const bigintEdges = [0, 7, 14, 21, 28, 31, 32, 35, 42, 49, 56, 63].flatMap((bits) => [
  2n ** BigInt(bits) - 1n,
  2n ** BigInt(bits),
]);
const allBigints = [...bigintEdges, 2n ** 64n - 1n];

const read = <T>(reader: (bytes: Uint8Array, position: number, end: number) => T, bytes: Uint8Array): T => {
  // What stands around the varint must not matter.
  const framed = Uint8Array.of(0xff, ...bytes, 0xff);
  const value = reader(framed, 1, 1 + bytes.length);
  expect(cursor.position).toBe(1 + bytes.length);
  return value;
};

const failing = (code: DecodeErrorCode) => expect.objectContaining({ name: 'DecodeError', code });

describe('writing', () => {
  test.each(safeIntegers)('%d takes the bytes that the definition gives', (value) => {
    const wanted = reference(BigInt(value));
    const out = new Uint8Array(12);
    expect(varintSize(value)).toBe(wanted.length);
    expect(writeVarint(out, 1, value)).toBe(1 + wanted.length);
    expect(out.subarray(1, 1 + wanted.length)).toEqual(wanted);
  });

  test('any 64-bit integer takes the bytes that the definition gives', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...allBigints), fc.bigInt(-(2n ** 63n), 2n ** 64n - 1n)), (value) => {
        const wanted = reference(value);
        const out = new Uint8Array(12);
        expect(varintSizeBigint(value)).toBe(wanted.length);
        expect(writeVarintBigint(out, 1, value)).toBe(1 + wanted.length);
        expect(out.subarray(1, 1 + wanted.length)).toEqual(wanted);
      }),
      { numRuns: 2000 },
    );
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])('%d is refused', (value) => {
    expect(() => writeVarint(new Uint8Array(12), 0, value)).toThrow(RangeError);
  });
});

describe('reading', () => {
  test.each(safeIntegers)('%d comes back as a counter', (value) => {
    const bytes = reference(BigInt(value));
    expect(read(readInt64, bytes)).toBe(value);
    expect(read(readInt64Saturating, bytes)).toBe(value);
    if (value >= 0) {
      expect(read(readUint64, bytes)).toBe(value);
      expect(read(readUint64Saturating, bytes)).toBe(value);
    }
  });

  test('any 64-bit integer comes back as an identifier', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...allBigints), fc.bigInt(0n, 2n ** 64n - 1n)), (value) => {
        const bytes = reference(value);
        expect(read(readUint64Bigint, bytes)).toBe(value);
        expect(read(readInt64Bigint, bytes)).toBe(BigInt.asIntN(64, value));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([2n ** 53n, 2n ** 63n - 1n, -(2n ** 53n), -(2n ** 63n)])('the counter %d is out of range', (value) => {
    expect(() => read(readInt64, reference(value))).toThrow(failing('OUT_OF_RANGE'));
    expect(() => read(readUint64, reference(value))).toThrow(failing('OUT_OF_RANGE'));
  });

  test('a saturating integer stops at the safe ones', () => {
    expect(read(readInt64Saturating, reference(2n ** 63n - 1n))).toBe(Number.MAX_SAFE_INTEGER);
    expect(read(readInt64Saturating, reference(-(2n ** 63n)))).toBe(Number.MIN_SAFE_INTEGER);
    expect(read(readUint64Saturating, reference(2n ** 64n - 1n))).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('32-bit fields keep the low 32 bits, and a bool is whatever is not zero', () => {
    expect(read(readUint32, reference(2n ** 40n + 5n))).toBe(5);
    expect(read(readInt32, reference(-1n))).toBe(-1);
    expect(read(readUint32, reference(0xffff_ffffn))).toBe(0xffff_ffff);
    expect(read(readBool, reference(2n ** 40n))).toBe(true);
    expect(read(readBool, Uint8Array.of(0x80, 0x00))).toBe(false);
  });

  test('more bytes than needed are allowed, up to ten', () => {
    expect(read(readInt64, Uint8Array.of(0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00))).toBe(1);
  });

  test.each([
    ['eleven bytes', [...Array(10).fill(0x80), 0x00]],
    ['a tenth byte with more than the last bit', [...Array(9).fill(0xff), 0x02]],
  ])('%s are too long', (_, bytes) => {
    for (const reader of [readUint32, readBool, readInt64, readUint64Bigint, readTag, readLength]) {
      expect(() => reader(Uint8Array.from(bytes), 0, bytes.length)).toThrow(failing('VARINT_TOO_LONG'));
    }
  });

  test('a varint that goes on behind the end is truncated, however long', () => {
    const bytes = new Uint8Array(12).fill(0x80);
    for (const reader of [
      readUint32,
      readInt32,
      readBool,
      readInt64,
      readUint64,
      readInt64Bigint,
      readTag,
      readLength,
    ]) {
      for (let end = 0; end < 10; end++) {
        expect(() => reader(bytes, 0, end)).toThrow(failing('TRUNCATED'));
      }
    }
  });

  test.each([0n, 7n, 2n ** 32n, 2n ** 63n])('%d is no tag', (tag) => {
    expect(() => read(readTag, reference(tag))).toThrow(failing('INVALID_TAG'));
  });

  test.each([2n, 127n, 128n, 300n, 2n ** 31n, 2n ** 32n, 2n ** 63n])(
    'a length of %d does not fit one byte',
    (length) => {
      const bytes = Uint8Array.of(...reference(length), 1);
      expect(() => readLength(bytes, 0, bytes.length)).toThrow(failing('TRUNCATED'));
    },
  );

  test.each([0, 1, 127, 128, 16_383, 16_384, 70_000])('a length of %d fits exactly', (length) => {
    const prefix = reference(BigInt(length));
    const bytes = new Uint8Array(prefix.length + length);
    bytes.set(prefix);
    expect(readLength(bytes, 0, bytes.length)).toBe(length);
    expect(cursor.position).toBe(prefix.length);
  });
});
