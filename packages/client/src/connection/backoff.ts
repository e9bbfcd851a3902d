import { abortedError } from '../errors/local-errors.ts';

/** The first pause. Go's client waits as long between attempts. */
const pauseMsMin = 25;

/** Long enough to spare a cluster that elects a leader, short enough to be there when it has one. */
const pauseMsMax = 1_000;

/** Share of a pause that is left to chance, so that clients that failed together do not come back together. */
const jitterFraction = 0.2;

/** Milliseconds to wait after `failures` failures in a row, 1 or more. */
export function backoffMs(failures: number): number {
  const pauseMs = Math.min(pauseMsMin * 2 ** Math.min(failures - 1, 10), pauseMsMax);
  return pauseMs * (1 + jitterFraction * (2 * Math.random() - 1));
}

/** Resolves after so many milliseconds, or rejects with `aborted` as soon as the signal fires. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      if (signal !== undefined) reject(abortedError('waiting', signal, false));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    if (signal?.aborted) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}
