import { expect, test } from 'vitest';
import { report } from './run/report.ts';
import { runSeeds } from './run/run-seeds.ts';

/** The same ones in every run; `npm run differential` draws new ones. */
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);
const requests = 2_000;

test(`etcd 3.5 and ours answer ${requests} random requests alike, from each of ${seeds.length} seeds`, async () => {
  const failure = await runSeeds(seeds, requests);
  expect(failure === undefined ? 'no difference' : report(failure)).toBe('no difference');
});
