import { expect, it } from 'vitest';
import { median } from './median.ts';

it('the median is the middle value, or the mean of the middle two, and leaves its argument alone', () => {
  const values = [9, 1, 5];
  expect(median(values)).toBe(5);
  expect(values).toEqual([9, 1, 5]);
  expect(median([10, 1, 2, 4])).toBe(3);
  expect(median([7])).toBe(7);
  expect(() => median([])).toThrow('needs a value');
});
