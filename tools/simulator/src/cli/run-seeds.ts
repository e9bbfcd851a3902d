import { describeFault } from '../faults/fault-plan.ts';
import { shrinkPlan } from '../run/shrink-plan.ts';
import { type RunResult, simulate } from '../run/simulate.ts';
import { Figures } from './figures.ts';
import type { Arguments } from './parse-arguments.ts';

/** So long is a failing plan made smaller, in milliseconds. */
const shrinkMsMax = 30_000;

/** Real time and a place to write to. */
export interface Surroundings {
  nowMs(): number;
  print(line: string): void;
}

/** Runs seeds until the first one fails, or the number or the time asked for is reached. True when none failed. */
export async function runSeeds(asked: Arguments, { nowMs, print }: Surroundings): Promise<boolean> {
  const startedMs = nowMs();
  const figures = new Figures();
  const isOver = (count: number) => {
    if (asked.seeds !== undefined && count >= asked.seeds) return true;
    return count > 0 && asked.budgetMs !== undefined && nowMs() - startedMs >= asked.budgetMs;
  };
  let failed: RunResult | undefined;
  for (let count = 0; !failed && !isOver(count); count++) {
    const run = await simulate({
      seed: (asked.seed + count) % 2 ** 32,
      ...(asked.faults ? { faults: asked.faults } : {}),
      ...(asked.trace ? { trace: print } : {}),
    });
    figures.add(run);
    if (run.violation) failed = run;
  }
  if (failed) await report(failed, asked, { nowMs, print });
  print(`first seed ${asked.seed}`);
  print(figures.describe(nowMs() - startedMs));
  return failed === undefined;
}

async function report(failed: RunResult, asked: Arguments, { nowMs, print }: Surroundings): Promise<void> {
  print(`seed ${failed.seed} broke a promise: ${failed.violation?.message}`);
  const shrinkUntilMs = nowMs() + shrinkMsMax;
  const shrunk = asked.keepPlan ? undefined : await shrinkPlan(failed, () => nowMs() > shrinkUntilMs);
  const { plan } = shrunk?.run ?? failed;
  print(plan.length > 0 ? 'with these faults:' : 'without any fault');
  for (const fault of plan) print(`  ${describeFault(fault)}`);
  const numbers = plan.map(({ number }) => number).join(',') || 'none';
  print(`to see it again: npm run simulate -- --seed ${failed.seed} --faults ${numbers} --trace`);
}
