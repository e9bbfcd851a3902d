import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IntervalIndex } from './interval-index.ts';

const key = fc.nat(60).map((n) => String(n).padStart(2, '0'));
const range = fc.tuple(key, fc.option(key, { nil: undefined }));

test('a key finds exactly the ranges that cover it', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(range, { maxLength: 200, selector: ([start, end]) => `${start}-${end}` }),
      fc.func(fc.boolean()),
      (ranges, stays) => {
        const index = new IntervalIndex<string>();
        const name = ([start, end]: readonly [string, string | undefined]) => `${start}-${end}`;
        for (const [start, end] of ranges) index.add(start, end, name([start, end]));
        const left = ranges.filter((each) => stays(name(each)));
        for (const [start, end] of ranges) if (!stays(name([start, end]))) index.delete(start, end);
        expect(index.size).toBe(left.length);
        for (let n = 0; n <= 60; n++) {
          const at = String(n).padStart(2, '0');
          const found: string[] = [];
          index.visit(at, (value) => found.push(value));
          const covering = left.filter(([start, end]) => start <= at && (end === undefined || end > at)).map(name);
          expect(found.sort()).toEqual(covering.sort());
        }
        for (const each of left) expect(index.get(...each)).toBe(name(each));
      },
    ),
    { numRuns: 100 },
  );
});

test('10,000 ranges in ascending order are found by few steps', () => {
  const index = new IntervalIndex<number>();
  const name = (n: number) => String(n).padStart(6, '0');
  for (let n = 0; n < 10_000; n++) index.add(name(n), name(n + 1), n);
  const found: number[] = [];
  index.visit(name(7_777), (value) => found.push(value));
  expect(found).toEqual([7_777]);
});
