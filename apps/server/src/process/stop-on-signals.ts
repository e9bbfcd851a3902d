import type { Logger } from '@quorate/ports';

/** Longest time a stop may take; a member that hangs in its last steps must not hold up whoever stops it. */
const stopMsMax = 15_000;

const stopSignals = ['SIGTERM', 'SIGINT'] as const;

/** Go's names of the signals, which operators know from etcd's log. */
const signalNames = { SIGTERM: 'terminated', SIGINT: 'interrupt' } as const;

/**
 * Lets SIGTERM and SIGINT stop the process in order: `stop` runs, then the process dies by that very signal, so that its parent sees
 * what ended it (status 143 or 130 in a shell). As process 1, where signals have no default effect, it exits with 0. A second
 * signal does not wait. Returns what takes the handlers away again.
 */
export function stopOnSignals(stop: () => Promise<void>, log: Logger): () => void {
  let stopping = false;
  const handlers = stopSignals.map((signal) => {
    const handle = (): void => {
      if (stopping) {
        dieBy(signal);
        return;
      }
      stopping = true;
      log.info('received signal; shutting down', { signal: signalNames[signal] });
      const deadline = setTimeout(() => {
        log.warn('stopping takes too long; ending at once', { 'limit-ms': stopMsMax });
        dieBy(signal);
      }, stopMsMax);
      stop()
        .catch((error: unknown) => log.error('failed to stop in order', { error }))
        .finally(() => {
          clearTimeout(deadline);
          dieBy(signal);
        });
    };
    process.on(signal, handle);
    return { signal, handle };
  });
  return () => {
    for (const { signal, handle } of handlers) process.off(signal, handle);
  };
}

function dieBy(signal: (typeof stopSignals)[number]): void {
  if (process.pid === 1) process.exit(0);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
