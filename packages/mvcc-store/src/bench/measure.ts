/** CPU time of this thread in milliseconds: unlike the time on the wall, it does not count what other processes take. */
export function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Runs `work` some times and prints the best rate by the time of the thread, and by that on the wall. */
export async function rate(
  name: string,
  operations: number,
  work: () => void | Promise<void>,
  runs = 3,
): Promise<void> {
  let bestMs = Number.POSITIVE_INFINITY;
  let bestWallMs = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run++) {
    const startedMs = threadMs();
    const startedWallMs = performance.now();
    await work();
    bestMs = Math.min(bestMs, threadMs() - startedMs);
    bestWallMs = Math.min(bestWallMs, performance.now() - startedWallMs);
  }
  const perSecond = (ms: number) => Math.round((operations / ms) * 1000).toLocaleString('en');
  const each = ((bestMs * 1000) / operations).toFixed(2);
  console.log(`  ${name}: ${perSecond(bestMs)}/s, ${each} µs each (on the wall ${perSecond(bestWallMs)}/s)`);
}

export interface Hold {
  /** The longest time that the event loop was held in one go, in milliseconds of this thread. */
  readonly longestMs: number;
  /** How long it took, in milliseconds of this thread and on the wall. */
  readonly totalMs: number;
  readonly wallMs: number;
}

/** How the event loop fares while `work` runs. */
export async function longestHold(work: () => Promise<unknown>): Promise<Hold> {
  let isRunning = true;
  let longestMs = 0;
  let lastMs = threadMs();
  const startedMs = lastMs;
  const startedWallMs = performance.now();
  const tick = (): void => {
    const nowMs = threadMs();
    longestMs = Math.max(longestMs, nowMs - lastMs);
    lastMs = nowMs;
    if (isRunning) setImmediate(tick);
  };
  setImmediate(tick);
  await work();
  isRunning = false;
  longestMs = Math.max(longestMs, threadMs() - lastMs);
  return { longestMs, totalMs: threadMs() - startedMs, wallMs: performance.now() - startedWallMs };
}

/** A hold as a line of text. */
export function showHold(name: string, { longestMs, totalMs, wallMs }: Hold): void {
  const seconds = (ms: number) => (ms >= 1_000 ? `${(ms / 1000).toFixed(1)} s` : `${ms.toFixed(1)} ms`);
  console.log(
    `  ${name}: ${seconds(totalMs)} (on the wall ${seconds(wallMs)}), longest hold ${longestMs.toFixed(1)} ms`,
  );
}

/** Resident memory in megabytes. */
export function residentMb(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().rss / 2 ** 20);
}
