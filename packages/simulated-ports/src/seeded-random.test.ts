import { expect, test } from 'vitest';
import { SeededRandom } from './seeded-random.ts';

const draw = (random: SeededRandom, count: number): number[] =>
  Array.from({ length: count }, () => random.below(1_000));

test('repeats itself for the same seed and not for another', () => {
  expect(draw(new SeededRandom(7), 50)).toEqual(draw(new SeededRandom(7), 50));
  expect(draw(new SeededRandom(7), 50)).not.toEqual(draw(new SeededRandom(8), 50));
});

test('a fork depends on seed and label, not on what was drawn', () => {
  const random = new SeededRandom(7);
  const early = draw(random.fork('disk'), 20);
  draw(random, 100);
  expect(draw(random.fork('disk'), 20)).toEqual(early);
  expect(draw(random.fork('network'), 20)).not.toEqual(early);
  expect(draw(new SeededRandom(8).fork('disk'), 20)).not.toEqual(early);
});

test('draws every number below the bound about equally often', () => {
  const random = new SeededRandom(1);
  const counts = new Array<number>(6).fill(0);
  for (let i = 0; i < 60_000; i++) {
    const drawn = random.below(6);
    counts[drawn] = (counts[drawn] ?? 0) + 1;
  }
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(500);
});

test('takes bounds of 1 to 2^32 and no others', () => {
  const random = new SeededRandom(1);
  expect(random.below(1)).toBe(0);
  expect(random.below(2 ** 32)).toBeLessThan(2 ** 32);
  for (const bound of [0, -1, 1.5, 2 ** 32 + 1, Number.NaN]) expect(() => random.below(bound)).toThrow(RangeError);
});

test('gives bytes', () => {
  expect(new SeededRandom(3).bytes(32)).toEqual(new SeededRandom(3).bytes(32));
  expect(new Set(new SeededRandom(3).bytes(1_000)).size).toBeGreaterThan(200);
});
