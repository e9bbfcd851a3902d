import { type Failure, runSeed } from './run-seed.ts';

/**
 * Looks for fewer requests with which a run fails, until none can be left away or the time is over, and returns the smallest failure
 * found. Each try is a run on fresh servers. `msMax` bounds the time until the last try begins, in milliseconds.
 */
export async function shrink(failure: Failure, msMax: number, tell: (text: string) => void): Promise<Failure> {
  const end = performance.now() + msMax;
  let smallest = failure;
  const attempt = async (numbers: readonly number[]): Promise<boolean> => {
    const found = await runSeed({ seed: failure.run.seed, numbers });
    if (found === undefined) return false;
    smallest = found;
    tell(`still different with ${found.sent} requests`);
    return true;
  };
  const current = (): readonly number[] => smallest.run.numbers.slice(0, smallest.sent);
  let pieces = 2;
  while (performance.now() < end && current().length > 1) {
    const numbers = current();
    const length = Math.ceil(numbers.length / pieces);
    let isSmaller = false;
    for (let start = 0; start < numbers.length && performance.now() < end && !isSmaller; start += length) {
      isSmaller = await attempt([...numbers.slice(0, start), ...numbers.slice(start + length)]);
    }
    if (isSmaller) pieces = Math.max(2, pieces - 1);
    else if (length === 1) break;
    else pieces = Math.min(numbers.length, pieces * 2);
  }
  return { ...smallest, run: { ...smallest.run, numbers: current() } };
}
