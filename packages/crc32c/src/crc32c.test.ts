import fc from 'fast-check';
import { expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';

/** The definition, bit by bit. */
function slow(bytes: Uint8Array, seed: number): number {
  let crc = ~seed;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
  }
  return ~crc >>> 0;
}

test('gives the check value of the standard', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
});

test('gives the examples of RFC 3720, appendix B.4', () => {
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
  expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => i))).toBe(0x46dd794e);
  expect(crc32c(Uint8Array.from({ length: 32 }, (_, i) => 31 - i))).toBe(0x113fdb5c);
});

test('of nothing is the seed', () => {
  expect(crc32c(new Uint8Array(0), 0)).toBe(0);
  expect(crc32c(new Uint8Array(0), 0xdeadbeef)).toBe(0xdeadbeef);
});

test('agrees with the definition for every length and seed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.integer({ min: 0, max: 0xffffffff }), (bytes, seed) => {
      expect(crc32c(bytes, seed)).toBe(slow(bytes, seed));
    }),
  );
});

test('goes on from any point, and reads only the range it is given', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, cut) => {
      const at = Math.min(cut, bytes.length);
      expect(crc32c(bytes, crc32c(bytes, 0, 0, at), at)).toBe(crc32c(bytes));
      expect(crc32c(bytes, 0, at)).toBe(slow(bytes.subarray(at), 0));
    }),
  );
});

test('refuses a range outside the bytes', () => {
  expect(() => crc32c(new Uint8Array(4), 0, 0, 5)).toThrow(RangeError);
  expect(() => crc32c(new Uint8Array(4), 0, -1, 2)).toThrow(RangeError);
  expect(() => crc32c(new Uint8Array(4), 0, 3, 2)).toThrow(RangeError);
});
