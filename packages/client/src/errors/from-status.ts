import { CompactedError, EtcdError } from './etcd-error.ts';
import { type EtcdErrorCode, serverErrorCodes } from './etcd-error-code.ts';
import { leavesDoubt } from './execution-doubt.ts';

/** How a call ended, as gRPC has it. */
export interface CallStatus {
  readonly code: number;
  readonly details: string;
}

/** The call that ended. */
export interface CallContext {
  readonly method: string;
  readonly endpoint: string | undefined;
  /** It only reads: nothing can have been executed. */
  readonly readOnly: boolean;
}

const knownTexts: ReadonlyMap<string, EtcdErrorCode> = new Map<string, EtcdErrorCode>([
  ...Object.entries(serverErrorCodes),
  ['raft proposal dropped', 'proposal-dropped'],
]);

/** With these beginnings grpc-js says that the request did not get out, or not past the server's HTTP/2 layer. */
const notSentTexts = [
  'No connection established',
  'Name resolution failed',
  'Channel closed before call started',
  'Stream refused by server',
];

/** With these it says that a stream was cut by something else than etcd, e.g. a proxy. */
const cutTexts = ['Received RST_STREAM', 'Call cancelled'];

/** By numbers of gRPC statuses, for texts that are not etcd's. */
const codesByStatus: ReadonlyMap<number, EtcdErrorCode> = new Map([
  [1, 'canceled'],
  [3, 'invalid-argument'],
  [4, 'timeout'],
  [7, 'permission-denied'],
  [12, 'unimplemented'],
  [14, 'unavailable'],
  [16, 'invalid-auth-token'],
]);

/** The code for a status, by its text first: etcd sends some errors with the status Unknown. */
export function codeOfStatus({ code, details }: CallStatus): EtcdErrorCode {
  const known = knownTexts.get(details);
  if (known !== undefined) return known;
  if (code === 14 && notSentTexts.some((text) => details.startsWith(text))) return 'unreachable';
  if (code === 8 && /larger than/i.test(details)) return 'message-too-large';
  if (cutTexts.some((text) => details.startsWith(text))) return 'unavailable';
  return codesByStatus.get(code) ?? 'unknown';
}

/** The error for a call that ended with a status other than OK. */
export function errorFromStatus(status: CallStatus, { method, endpoint, readOnly }: CallContext): EtcdError {
  const code = codeOfStatus(status);
  // grpc-js refuses an answer that is too long only after the request has been executed.
  const answerRefused = code === 'message-too-large' && /^received/i.test(status.details);
  const init = {
    message: `${method} at ${endpoint ?? 'no endpoint'}: ${status.details || 'failed without a reason'}`,
    grpcCode: status.code,
    mayHaveExecuted: !readOnly && (answerRefused || leavesDoubt(code)),
    endpoint,
    method,
  };
  return code === 'compacted' ? new CompactedError(0, init) : new EtcdError(code, init);
}

/** Go's way to print a status, as it stands in the reasons for which watches end. */
const printedStatus = /^rpc error: code = \w+ desc = (.*)$/s;

/** The code for the reason a watch was ended with. */
export function codeOfReason(reason: string): EtcdErrorCode {
  const text = printedStatus.exec(reason)?.[1] ?? reason;
  const known = knownTexts.get(text);
  if (known !== undefined) return known;
  return text.startsWith('mvcc: watcher range is empty') ? 'invalid-argument' : 'unknown';
}
