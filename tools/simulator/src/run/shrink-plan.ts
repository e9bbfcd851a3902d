import type { RunResult } from './simulate.ts';

/** What is left of a failing plan. */
export interface ShrunkPlan {
  /** The run with the fewest faults that still breaks the same promise. */
  readonly run: RunResult;
  readonly faults: readonly number[];
  readonly attempts: number;
}

/**
 * Drops faults one by one, the last first, as long as the same promise is still broken; until none can go, or `isTimeUp` says so.
 * `runWith` runs the same seed with some of the faults.
 */
export async function shrinkPlan(
  failing: RunResult,
  isTimeUp: () => boolean,
  runWith: (faults: readonly number[]) => Promise<RunResult>,
): Promise<ShrunkPlan> {
  let best = failing;
  let faults = failing.plan.map(({ number }) => number);
  let attempts = 0;
  for (let isSmaller = true; isSmaller && !isTimeUp(); ) {
    isSmaller = false;
    for (const number of [...faults].reverse()) {
      if (isTimeUp()) break;
      const without = faults.filter((other) => other !== number);
      attempts++;
      const run = await runWith(without);
      if (run.violation?.promise !== failing.violation?.promise) continue;
      best = run;
      faults = without;
      isSmaller = true;
    }
  }
  return { run: best, faults, attempts };
}
