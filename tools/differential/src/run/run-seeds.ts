import { availableParallelism } from 'node:os';
import { type Failure, runSeed, wholeRun } from './run-seed.ts';

/** One pair waits (for a start, for etcd's loop of 100 ms) while others work; more than this many only contend for the processor. */
const pairsAtOnceMax = Math.max(2, Math.min(4, availableParallelism()));

/** Runs seeds, several at a time. Stops to begin new ones after the first failure; resolves with it, or `undefined`. */
export async function runSeeds(
  seeds: readonly number[],
  requests: number,
  tell: (seed: number) => void = () => {},
): Promise<Failure | undefined> {
  const waiting = [...seeds];
  let failure: Failure | undefined;
  const work = async (): Promise<void> => {
    for (let seed = waiting.shift(); seed !== undefined && failure === undefined; seed = waiting.shift()) {
      const found = await runSeed(wholeRun(seed, requests));
      failure ??= found;
      if (found === undefined) tell(seed);
    }
  };
  await Promise.all(Array.from({ length: pairsAtOnceMax }, work));
  return failure;
}
