import { type FaultKind, faultKinds } from '../faults/fault-plan.ts';
import { parseSettings, type Settings } from '../run/settings.ts';

/** What the command line asks for. */
export interface Arguments {
  /** The first seed, 0 … 2³² − 1. */
  readonly seed: number;
  /** How many seeds, from the first one on; no bound when it is undefined. */
  readonly seeds: number | undefined;
  /** For how long, in milliseconds of real time; no bound when it is undefined. */
  readonly budgetMs: number | undefined;
  /** Only these faults of the plan, by number. */
  readonly faults: readonly number[] | undefined;
  /** Faults of these kinds only, and all of them; undefined: what the seed draws. */
  readonly kinds: readonly FaultKind[] | undefined;
  /** In place of what the seed draws. */
  readonly settings: Partial<Settings> | undefined;
  /** Processes that run seeds at a time. */
  readonly jobs: number;
  /** Tells the run event by event. */
  readonly trace: boolean;
  /** A failing plan is not shrunk. */
  readonly keepPlan: boolean;
}

export const usage = `usage: npm run simulate -- [--seeds N] [--budget 60s] [--seed X] [--jobs N] [--faults 1,4] [--kinds pause,kill]
                               [--with members=5] [--trace] [--no-shrink]

  --seeds N     run so many seeds
  --budget T    run for so long: 90s, 10m, 2h (default 60s, unless --seeds or --seed is given)
  --seed X      begin with this seed; alone: run only this one (default: taken from the clock, and printed)
  --faults A,B  of the seed's faults only those with these numbers; "none" for none
  --kinds A,B   faults of these kinds only: ${faultKinds.join(', ')}
  --with A=1,…  settings in place of the seed's own, such as members=5,preVote=false
  --jobs N      so many seeds at a time, each in a process of its own (default 1)
  --trace       print the run event by event
  --no-shrink   do not look for a smaller set of faults that fails`;

const unitsMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Reads the command line; throws an Error whose message says what is wrong. `fallbackSeed` is used when none is given. */
export function parseArguments(words: readonly string[], fallbackSeed: number): Arguments {
  const given = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const [name = '', inline] = (words[at] ?? '').split('=', 2);
    if (name === '--trace' || name === '--no-shrink') given.set(name, '');
    else if (['--seeds', '--budget', '--seed', '--faults', '--kinds', '--with', '--jobs'].includes(name))
      given.set(name, inline ?? words[++at] ?? '');
    else throw new Error(`unknown argument ${words[at]}`);
  }
  const number = (name: string) => {
    const text = given.get(name);
    if (text === undefined) return undefined;
    if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32) throw new Error(`${name} takes a whole number below 2^32`);
    return Number(text);
  };
  const seed = number('--seed');
  const budget = given.get('--budget');
  const seeds = number('--seeds') ?? (seed !== undefined && budget === undefined ? 1 : undefined);
  return {
    seed: seed ?? fallbackSeed,
    seeds,
    budgetMs: budget !== undefined ? duration(budget) : seeds === undefined ? 60_000 : undefined,
    faults: faultNumbers(given.get('--faults')),
    kinds: faultKindsIn(given.get('--kinds')),
    settings: given.has('--with') ? parseSettings(given.get('--with') ?? '') : undefined,
    jobs: jobsIn(number('--jobs'), given),
    trace: given.has('--trace'),
    keepPlan: given.has('--no-shrink'),
  };
}

function duration(text: string): number {
  const [, count, unit = 's'] = /^(\d+)([smh])$/.exec(text) ?? [];
  if (count === undefined) throw new Error('--budget takes a duration such as 90s, 10m or 2h');
  return Number(count) * (unitsMs[unit] ?? 1000);
}

function faultNumbers(text: string | undefined): readonly number[] | undefined {
  if (text === undefined) return undefined;
  if (text === 'none') return [];
  if (!/^\d+(,\d+)*$/.test(text)) throw new Error('--faults takes numbers such as 1,4, or none');
  return text.split(',').map(Number);
}

function faultKindsIn(text: string | undefined): readonly FaultKind[] | undefined {
  return text?.split(',').map((word) => {
    const kind = faultKinds.find((each) => each === word);
    if (!kind) throw new Error(`--kinds takes kinds of faults, separated by commas; ${word} is none`);
    return kind;
  });
}

function jobsIn(jobs: number | undefined, given: ReadonlyMap<string, string>): number {
  if (jobs === undefined) return 1;
  if (jobs < 1 || jobs > 64) throw new Error('--jobs takes a number of 1 to 64');
  if (jobs > 1 && (given.has('--trace') || given.has('--faults'))) {
    throw new Error('--trace and --faults are for a single run: leave --jobs away');
  }
  return jobs;
}
