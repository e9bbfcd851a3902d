import { EtcdError } from './etcd-error.ts';

const grpcCancelled = 1;
const grpcDeadlineExceeded = 4;
const grpcUnavailable = 14;

/** The caller's signal fired. */
export function abortedError(what: string, signal: AbortSignal, mayHaveExecuted: boolean): EtcdError {
  return new EtcdError('aborted', {
    message: `${what} was aborted`,
    grpcCode: grpcCancelled,
    mayHaveExecuted,
    cause: signal.reason,
  });
}

/** The time for the call was over before an answer came. */
export function timeoutError(what: string, timeoutMs: number, mayHaveExecuted: boolean, cause?: unknown): EtcdError {
  return new EtcdError('timeout', {
    message: `${what} took longer than ${timeoutMs} ms`,
    grpcCode: grpcDeadlineExceeded,
    mayHaveExecuted,
    cause,
  });
}

/** Nothing could be sent, since no endpoint was connected in time. */
export function unreachableError(what: string, reasons: string, timeoutMs: number, cause?: unknown): EtcdError {
  return new EtcdError('unreachable', {
    message: `${what}: no endpoint could be reached within ${timeoutMs} ms\n${reasons}`,
    grpcCode: grpcUnavailable,
    mayHaveExecuted: false,
    cause,
  });
}

/** The client was closed. */
export function closedError(what: string, mayHaveExecuted: boolean): EtcdError {
  return new EtcdError('closed', {
    message: `${what}: it was closed`,
    grpcCode: grpcCancelled,
    mayHaveExecuted,
  });
}

/** An argument no server would take. */
export function invalidArgument(message: string): EtcdError {
  return new EtcdError('invalid-argument', { message, grpcCode: 3, mayHaveExecuted: false });
}
