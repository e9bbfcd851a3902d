import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prefixEnd } from './prefix-end.ts';

test('the end of a prefix is the next key that does not begin with it', () => {
  expect([...prefixEnd(Uint8Array.of(1, 2))]).toEqual([1, 3]);
  expect([...prefixEnd(Uint8Array.of(1, 255))]).toEqual([2]);
  expect([...prefixEnd(Uint8Array.of(255))]).toEqual([0]);
  expect([...prefixEnd(Buffer.from('ab'))]).toEqual([0x61, 0x63]);
});

test('keys with the prefix are below its end, others are not between', () => {
  const bytes = fc.uint8Array({ maxLength: 4 });
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 4 }), bytes, (prefix, other) => {
      const end = prefixEnd(prefix);
      const isUnbounded = end.length === 1 && end[0] === 0;
      const isWithin = Buffer.compare(other, prefix) >= 0 && (isUnbounded || Buffer.compare(other, end) < 0);
      expect(isWithin).toBe(Buffer.from(other).subarray(0, prefix.length).equals(prefix));
      expect(Buffer.compare(Buffer.concat([prefix, other]), end) < 0 || isUnbounded).toBe(true);
    }),
  );
});
