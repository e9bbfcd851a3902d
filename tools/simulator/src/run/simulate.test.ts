import { expect, test } from 'vitest';
import { lineDigest } from '../trace/trace.ts';
import { simulate } from './simulate.ts';

/** Enough seeds to meet every kind of fault, few enough for every change; CI runs others besides. */
const seeds = Array.from({ length: 25 }, (_, at) => at + 1);

test.each(seeds)('seed %i keeps every promise', async (seed) => {
  const { violation, acknowledged } = await simulate({ seed });
  expect(violation, `npm run simulate -- --seed ${seed} --trace`).toBeUndefined();
  expect(acknowledged).toBeGreaterThan(20);
});

test('a seed gives the same run, event by event', async () => {
  const digests: string[] = [];
  let lines = 0;
  for (let time = 0; time < 2; time++) {
    const digest = lineDigest();
    await simulate({
      seed: 11,
      trace: (line) => {
        lines++;
        digest.add(line);
      },
    });
    digests.push(digest.end());
  }
  expect(lines).toBeGreaterThan(2000);
  expect(digests[0]).toBe(digests[1]);
});

test('another seed gives another run', async () => {
  const first = await simulate({ seed: 11, faults: [] });
  const other = await simulate({ seed: 12, faults: [] });
  expect(first.events).not.toBe(other.events);
});
