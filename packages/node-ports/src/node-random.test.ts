import { expect, test } from 'vitest';
import { NodeRandom } from './node-random.ts';

const random = new NodeRandom();

test('draws every number below the bound, and none other', () => {
  const seen = new Set(Array.from({ length: 5_000 }, () => random.below(10)));
  expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(random.below(1)).toBe(0);
  expect(random.below(2 ** 32)).toBeLessThan(2 ** 32);
});

test('refuses bounds it cannot draw below', () => {
  for (const bound of [0, -1, 1.5, 2 ** 32 + 1]) expect(() => random.below(bound)).toThrow(RangeError);
});

test('gives bytes of their own', () => {
  const first = random.bytes(32);
  expect(first).toHaveLength(32);
  expect(random.bytes(32)).not.toEqual(first);
  expect(random.bytes(0)).toHaveLength(0);
});
