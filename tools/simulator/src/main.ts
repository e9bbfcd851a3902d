import { parseArguments, usage } from './cli/parse-arguments.ts';
import { runHere, runSeeds } from './cli/run-seeds.ts';
import { startWorkers } from './cli/workers.ts';

/** The only real time and chance of the simulator: how long it runs, and where it begins when nobody says so. */
const surroundings = { nowMs: () => performance.now(), print: (line: string) => console.log(line) };
const fallbackSeed = Date.now() % 2 ** 32;

try {
  const words = process.argv.slice(2);
  const asked = parseArguments(words, fallbackSeed);
  const runner = asked.jobs > 1 ? startWorkers(asked.jobs, words) : runHere(asked, surroundings.print);
  process.exitCode = (await runSeeds(asked, surroundings, runner)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 2;
}
