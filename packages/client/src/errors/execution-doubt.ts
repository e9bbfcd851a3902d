import type { EtcdErrorCode } from './etcd-error-code.ts';

/**
 * Errors after which a write may have been executed all the same. All others come from checks before the write is proposed, or from
 * applying it to no effect. `no-space` is among them because etcd applies what it had accepted before the alarm was raised and still
 * answers so.
 */
const doubtful: ReadonlySet<EtcdErrorCode> = new Set<EtcdErrorCode>([
  'aborted',
  'apply-too-slow',
  'canceled',
  'closed',
  'deadline-exceeded',
  'leader-changed',
  'no-space',
  'request-timed-out',
  'request-timed-out-connection-lost',
  'request-timed-out-leader-failed',
  'request-timed-out-leader-transfer',
  'stopped',
  'timeout',
  'unavailable',
  'unhealthy',
  'unknown',
]);

/** Whether a write that was sent and failed so may have been executed. */
export function leavesDoubt(code: EtcdErrorCode): boolean {
  return doubtful.has(code);
}

/** Errors that another attempt, or another member, may not meet. */
const transient: ReadonlySet<EtcdErrorCode> = new Set<EtcdErrorCode>([
  'apply-too-slow',
  'leader-changed',
  'no-leader',
  'proposal-dropped',
  'request-timed-out',
  'request-timed-out-connection-lost',
  'request-timed-out-leader-failed',
  'stopped',
  'too-many-requests',
  'unavailable',
  'unhealthy',
  'unreachable',
]);

/** Whether trying again makes sense. */
export function isTransient(code: EtcdErrorCode): boolean {
  return transient.has(code);
}

/** Errors that a new token mends. */
export function wantsToken(code: EtcdErrorCode): boolean {
  return code === 'invalid-auth-token' || code === 'auth-revision-old' || code === 'user-empty';
}
