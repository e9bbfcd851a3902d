import { type EtcdError, isEtcdError } from '@quorate/client/raw';
import type { CommandContext } from '../command-context.ts';
import { CtlError, exitCode } from '../ctl-error.ts';
import { connectionReasons } from './connection-reasons.ts';
import { noAnswerFrom } from './open-connection.ts';

/** What to try next, by the client's codes. */
const hints: Readonly<Record<string, string>> = {
  'auth-failed': 'Check the name and the password of --user.',
  'user-empty': 'The cluster asks who you are: give --user name:password.',
  'invalid-auth-token': 'The cluster asks who you are: give --user name:password.',
  'permission-denied': 'The user has no role with this permission: see `role grant-permission` and `user grant-role`.',
  compacted: 'Older revisions are gone: leave --rev away, or use the revision that `endpoint status -w json` shows.',
  'no-space': 'The database has reached its quota: compact, defrag, then `alarm disarm`.',
  'lease-not-found': 'It has expired or was revoked; `lease list` shows those that live.',
  'not-leader': 'Ask the leader: `endpoint status --cluster` shows which member that is.',
  'root-user-missing': 'First `user add root`, then `auth enable`.',
  unimplemented: 'The server is too old for this command.',
};

/** The status of gRPC for calls that were cut. */
const cancelled = 1;

/** Errors for which nothing was answered; etcd's tools all call them the end of their time. */
const withoutAnswer = new Set<string>(['timeout', 'unreachable']);

/** An error of the client as etcd's tools tell of it. Anything else stays what it is. */
export function explained(error: unknown, { flags }: CommandContext): unknown {
  if (!isEtcdError(error)) return error;
  if (error.code === 'aborted') return new CtlError(exitCode.interrupted, 'context canceled');
  if (withoutAnswer.has(error.code) || isCutAtDeadline(error)) {
    const endpoints = flags.has('endpoints') ? flags.strings('endpoints') : [error.endpoint ?? ''];
    const reasons = error.code === 'unreachable' ? connectionReasons(error.message) : [];
    const hint = [noAnswerFrom(endpoints), ...reasons].join('\n');
    return new CtlError(exitCode.error, 'context deadline exceeded', hint);
  }
  // Without a token no connection is of use.
  const code = error.method?.endsWith('/Authenticate') ? exitCode.badConnection : exitCode.error;
  return new CtlError(code, serverText(error), hints[error.code]);
}

/** A server that is told of the deadline cuts the call itself when its clock is first. */
function isCutAtDeadline({ code, grpcCode }: EtcdError): boolean {
  return code === 'unavailable' && grpcCode === cancelled;
}

/** The words of the server, without those that the client puts in front. */
export function serverText(error: EtcdError): string {
  const prefix = `${error.method} at ${error.endpoint ?? 'no endpoint'}: `;
  return error.message.startsWith(prefix) ? error.message.slice(prefix.length) : error.message;
}
