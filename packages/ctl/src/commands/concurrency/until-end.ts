import { once } from 'node:events';
import { CtlError, exitCode } from '../../ctl-error.ts';

/**
 * Waits until somebody interrupts.
 *
 * @throws {CtlError} when what was held is lost before
 */
export async function untilEnd(lost: AbortSignal, interrupted: AbortSignal): Promise<void> {
  // A signal alone does not keep the process alive.
  const keepAlive = setInterval(() => {}, 60_000);
  try {
    if (!lost.aborted && !interrupted.aborted) await Promise.race([once(lost, 'abort'), once(interrupted, 'abort')]);
  } finally {
    clearInterval(keepAlive);
  }
  if (!interrupted.aborted) throw new CtlError(exitCode.error, 'session expired');
}
