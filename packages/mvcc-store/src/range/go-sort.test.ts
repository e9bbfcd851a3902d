import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortAsGoDoes } from './go-sort.ts';

/** Positions of the items after sorting them by value. */
function order(values: readonly number[]): number[] {
  const items = values.map((value, position) => ({ value, position }));
  sortAsGoDoes(items, (a, b) => a.value < b.value);
  return items.map(({ position }) => position);
}

test('the result is sorted and nothing is lost', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(50), { maxLength: 600 }), (values) => {
      const positions = order(values);
      expect(positions.map((position) => values[position])).toEqual([...values].sort((a, b) => a - b));
      expect(new Set(positions).size).toBe(values.length);
    }),
  );
});

test('long sorted, reversed and patterned lists are sorted too', () => {
  const length = 3_000;
  const patterns: ((i: number) => number)[] = [
    (i) => i,
    (i) => length - i,
    () => 1,
    (i) => i % 2,
    (i) => Math.abs(length / 2 - i),
    (i) => (i * 7_919) % length,
    (i) => (i < length - 5 ? i : 5),
  ];
  for (const pattern of patterns) {
    const values = Array.from({ length }, (_, i) => pattern(i));
    expect(order(values).map((position) => values[position])).toEqual([...values].sort((a, b) => a - b));
  }
});

// Where a range of etcd 3.5.30 (Go 1.26) left equal values; recorded.
test('equals end up where etcd has them', () => {
  expect(order([65, 66, 66, 66, 65, 66, 65, 66, 66, 65, 66, 66, 65, 65])).toEqual([
    9, 12, 13, 0, 4, 6, 8, 5, 1, 3, 10, 11, 7, 2,
  ]);
  expect(order([66, 66, 66, 66, 66, 65, 65, 65, 65, 65, 66, 66, 65, 66])).toEqual([
    9, 8, 7, 12, 6, 5, 4, 3, 1, 0, 10, 11, 2, 13,
  ]);
  expect(order([66, 66, 66, 65, 65, 66, 65, 66, 66, 65, 65, 66, 65, 65, 65, 65])).toEqual([
    12, 9, 15, 3, 4, 14, 13, 6, 10, 7, 8, 11, 0, 1, 5, 2,
  ]);
  expect(order([2, 1, 2, 1, 2, 1])).toEqual([1, 3, 5, 0, 2, 4]);
});
