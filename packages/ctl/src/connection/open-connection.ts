import { type ClientOptions, type Connection, createConnection, isEtcdError } from '@quorate/client/raw';
import { badArguments, CtlError, exitCode } from '../ctl-error.ts';

/**
 * Sets a connection up; it is made with the first call.
 *
 * @throws {CtlError} for endpoints and certificates that cannot be used
 */
export function openConnection(settings: ClientOptions): Connection {
  try {
    return createConnection(settings);
  } catch (error) {
    throw isEtcdError(error) ? badArguments(error.message) : error;
  }
}

/**
 * Waits until one of the endpoints is connected.
 *
 * @throws {CtlError} with the code for bad connections, when `timeoutMs` are over
 */
export async function dial({ transport }: Connection, timeoutMs: number, interrupted: AbortSignal): Promise<void> {
  const { endpoints } = transport;
  const endMs = performance.now() + timeoutMs;
  while (endpoints.pick() === undefined) {
    if (interrupted.aborted) throw new CtlError(exitCode.interrupted, 'context canceled');
    const remainingMs = endMs - performance.now();
    if (remainingMs <= 0) {
      throw new CtlError(exitCode.badConnection, 'context deadline exceeded', noAnswerFrom(endpoints.names));
    }
    await endpoints.waitForChange(undefined, remainingMs, interrupted);
  }
}

/** What to look at when nobody answers. */
export function noAnswerFrom(endpoints: readonly string[]): string {
  return `No answer from ${endpoints.join(', ')}. Is a member running there, and does it speak TLS? See --endpoints, --cacert, --command-timeout.`;
}
