import assert from 'node:assert/strict';

/** The middle of the values, or the mean of the two in the middle. One round that the machine disturbed does not move it. */
export function median(values: readonly number[]): number {
  assert(values.length > 0, 'a median needs a value');
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (lower + upper) / 2;
}
