import { parseArguments, usage } from './cli/parse-arguments.ts';
import { runSeeds } from './cli/run-seeds.ts';

/** The only real time and chance of the simulator: how long it runs, and where it begins when nobody says so. */
const surroundings = { nowMs: () => performance.now(), print: (line: string) => console.log(line) };
const fallbackSeed = Date.now() % 2 ** 32;

try {
  const asked = parseArguments(process.argv.slice(2), fallbackSeed);
  process.exitCode = (await runSeeds(asked, surroundings)) ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.error(usage);
  process.exitCode = 2;
}
