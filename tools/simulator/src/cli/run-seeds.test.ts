import { expect, test } from 'vitest';
import { parseArguments } from './parse-arguments.ts';
import { type Runner, runSeeds } from './run-seeds.ts';
import type { RunSummary } from './run-summary.ts';

function summary(seed: number, isBroken: boolean): RunSummary {
  const counts = { simulatedMs: 1000, events: 1, revisions: 1, acknowledged: 1, terms: 1, undecidedHistories: 0 };
  return { seed, isBroken, ...counts, faultCounts: new Map() };
}

/** Answers in the reverse order of asking, two at a time. */
function runnerOf(broken: ReadonlySet<number>): Runner & { readonly asked: number[]; readonly closed: () => boolean } {
  const asked: number[] = [];
  let isClosed = false;
  return {
    jobs: 2,
    asked,
    closed: () => isClosed,
    async run(seed) {
      asked.push(seed);
      for (let turns = seed % 2 === 0 ? 3 : 0; turns > 0; turns--) await Promise.resolve();
      return summary(seed, broken.has(seed));
    },
    close() {
      isClosed = true;
    },
  };
}

test('every seed is run once, whoever runs it, and the runners are let go', async () => {
  const runner = runnerOf(new Set());
  const lines: string[] = [];
  const asked = parseArguments(['--seed', '40', '--seeds', '7'], 0);
  expect(await runSeeds(asked, { nowMs: () => 0, print: (line) => lines.push(line) }, runner)).toBe(true);
  expect([...runner.asked].sort()).toEqual([40, 41, 42, 43, 44, 45, 46]);
  expect(runner.closed()).toBe(true);
  expect(lines.join('\n')).toContain('7 seeds, 0.00 simulated hours');
});
