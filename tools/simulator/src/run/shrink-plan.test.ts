import { expect, test } from 'vitest';
import { Violation } from '../checks/violation.ts';
import { shrinkPlan } from './shrink-plan.ts';
import { type RunResult, simulate } from './simulate.ts';

const whole = await simulate({ seed: 3, faults: [] });
const plan = Array.from({ length: 9 }, (_, at) => ({ number: at + 1, kind: 'pause' as const, atMs: 0, lastsMs: 1 }));
const resultOf = (faults: readonly number[], promise: string | undefined): RunResult => ({
  ...whole,
  plan: plan.filter(({ number }) => faults.includes(number)),
  violation: promise === undefined ? undefined : new Violation(promise, ''),
});
const all = plan.map(({ number }) => number);

test('keeps the faults that it takes to break the promise', async () => {
  const run = async (faults: readonly number[]) =>
    resultOf(faults, faults.includes(3) && faults.includes(7) ? 'kept' : undefined);
  const { faults, run: smallest } = await shrinkPlan(resultOf(all, 'kept'), () => false, run);
  expect(faults).toEqual([3, 7]);
  expect(smallest.plan.map(({ number }) => number)).toEqual([3, 7]);
});

test('another promise that is broken does not count', async () => {
  const run = async (faults: readonly number[]) => resultOf(faults, faults.length === 9 ? 'kept' : 'another');
  expect((await shrinkPlan(resultOf(all, 'kept'), () => false, run)).faults).toEqual(all);
});

test('stops when the time is up', async () => {
  let runs = 0;
  const run = async (faults: readonly number[]) => {
    runs++;
    return resultOf(faults, 'kept');
  };
  const { faults } = await shrinkPlan(resultOf(all, 'kept'), () => runs >= 4, run);
  expect(faults).toEqual([1, 2, 3, 4, 5]);
});
