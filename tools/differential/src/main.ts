import { parseArgs } from 'node:util';
import { report } from './run/report.ts';
import { type Failure, runSeed, wholeRun } from './run/run-seed.ts';
import { runSeeds } from './run/run-seeds.ts';
import { shrink } from './run/shrink.ts';

const usage = `usage: npm run differential -- [--seeds N | --seed X] [--requests N | --only N,N,…]
  --seeds N     so many seeds, each one a run on fresh servers (20)
  --seed X      this seed alone
  --requests N  requests a run (2000)
  --only N,N,…  of the seed's requests these alone, as a failure prints them`;

/** How long a failure is made smaller, in milliseconds. */
const shrinkMsMax = 60_000;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '20' },
    seed: { type: 'string' },
    requests: { type: 'string', default: '2000' },
    only: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

function wholeNumber(text: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  console.error(`${text} is no whole number\n${usage}`);
  process.exit(2);
}

async function firstFailure(): Promise<Failure | undefined> {
  const requests = wholeNumber(values.requests);
  if (values.seed === undefined) {
    const first = Math.floor(Math.random() * 2 ** 31);
    const seeds = Array.from({ length: wholeNumber(values.seeds) }, (_, index) => first + index);
    return runSeeds(seeds, requests, (seed) => console.log(`seed ${seed}: equal`));
  }
  const seed = wholeNumber(values.seed);
  return runSeed(
    values.only === undefined ? wholeRun(seed, requests) : { seed, numbers: values.only.split(',').map(wholeNumber) },
  );
}

if (values.help) {
  console.log(usage);
} else {
  const failure = await firstFailure();
  if (failure === undefined) {
    console.log('No difference.');
  } else {
    console.error(
      `Seed ${failure.run.seed} is different at ${failure.where}; looking for fewer requests that show it.`,
    );
    console.error(report(await shrink(failure, shrinkMsMax, (text) => console.error(text))));
    process.exitCode = 1;
  }
}
