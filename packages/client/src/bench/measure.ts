/** What a piece of work took. */
export interface Cost {
  /** Calls or events a second. */
  readonly perSecond: number;
  /** Microseconds of processor time of this process for each, which a busy machine does not change. */
  readonly cpuMicros: number;
}

/** Does so much work, so many pieces of which count, and says what it took. */
export async function costOf(pieces: number, work: () => Promise<unknown>): Promise<Cost> {
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const seconds = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { perSecond: pieces / seconds, cpuMicros: (user + system) / pieces };
}

/** The middle one of an odd number of numbers. */
export function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
