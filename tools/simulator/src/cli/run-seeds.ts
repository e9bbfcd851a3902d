import { describeFault } from '../faults/fault-plan.ts';
import { shrinkPlan } from '../run/shrink-plan.ts';
import { simulate } from '../run/simulate.ts';
import { Figures } from './figures.ts';
import type { Arguments } from './parse-arguments.ts';
import { type RunSummary, summaryOf } from './run-summary.ts';

/** So long is a failing plan made smaller, in milliseconds. */
const shrinkMsMax = 30_000;
/** How often a long run says how far it is, in milliseconds. */
const progressMs = 60_000;

/** Real time and a place to write to. */
export interface Surroundings {
  nowMs(): number;
  print(line: string): void;
}

/** Who runs seeds: this process, or others. */
export interface Runner {
  /** So many at a time. */
  readonly jobs: number;
  run(seed: number): Promise<RunSummary>;
  close(): void;
}

/** Runs seeds in this process. */
export function runHere(asked: Arguments, print: (line: string) => void): Runner {
  const { faults, kinds, settings, trace } = asked;
  return {
    jobs: 1,
    run: async (seed) =>
      summaryOf(
        await simulate({ seed, kinds, settings, ...(faults ? { faults } : {}), ...(trace ? { trace: print } : {}) }),
      ),
    close() {},
  };
}

/** Runs seeds until the first one fails, or the number or the time asked for is reached. True when none failed. */
export async function runSeeds(asked: Arguments, { nowMs, print }: Surroundings, runner: Runner): Promise<boolean> {
  const startedMs = nowMs();
  const figures = new Figures();
  let toldMs = startedMs;
  let begun = 0;
  let failed: number | undefined;
  const isOver = () => {
    if (failed !== undefined) return true;
    if (asked.seeds !== undefined && begun >= asked.seeds) return true;
    return begun > 0 && asked.budgetMs !== undefined && nowMs() - startedMs >= asked.budgetMs;
  };
  const runOneAfterTheOther = async () => {
    while (!isOver()) {
      const run = await runner.run((asked.seed + begun++) % 2 ** 32);
      figures.add(run);
      // Of several that fail at a time the first seed counts, so that it does not matter which process was faster.
      if (run.isBroken) failed = Math.min(failed ?? run.seed, run.seed);
      if (nowMs() - toldMs < progressMs) continue;
      toldMs = nowMs();
      print(`${figures.runs} seeds after ${Math.round((toldMs - startedMs) / 1000)} s`);
    }
  };
  try {
    await Promise.all(Array.from({ length: runner.jobs }, runOneAfterTheOther));
  } finally {
    runner.close();
  }
  if (failed !== undefined) await report(failed, asked, { nowMs, print });
  print(`first seed ${asked.seed}`);
  print(figures.describe(nowMs() - startedMs));
  return failed === undefined;
}

/** Runs the seed once more, since only what it came to passes between processes, and looks for the least that still fails. */
async function report(seed: number, asked: Arguments, { nowMs, print }: Surroundings): Promise<void> {
  const { kinds, settings, faults } = asked;
  const failed = await simulate({ seed, kinds, settings, ...(faults ? { faults } : {}) });
  print(`seed ${seed} broke a promise: ${failed.violation?.message}`);
  const shrinkUntilMs = nowMs() + shrinkMsMax;
  const runWith = (chosen: readonly number[]) => simulate({ seed, kinds, settings, faults: chosen });
  const shrunk = asked.keepPlan ? undefined : await shrinkPlan(failed, () => nowMs() > shrinkUntilMs, runWith);
  const { plan } = shrunk?.run ?? failed;
  print(plan.length > 0 ? 'with these faults:' : 'without any fault');
  for (const fault of plan) print(`  ${describeFault(fault)}`);
  const numbers = plan.map(({ number }) => number).join(',') || 'none';
  print(`to see it again: npm run simulate -- --seed ${seed}${scenarioOf(asked)} --faults ${numbers} --trace`);
}

/** The words that ask for the same scenario. */
function scenarioOf({ kinds, settings }: Arguments): string {
  const ofKinds = kinds ? ` --kinds ${kinds.join(',')}` : '';
  const given = Object.entries(settings ?? {}).map(([name, value]) => `${name}=${value}`);
  return ofKinds + (given.length > 0 ? ` --with ${given.join(',')}` : '');
}
