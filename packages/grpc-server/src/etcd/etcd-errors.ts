import { isRpcError, RpcError, toRpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';

/**
 * etcd's errors by name: code and text as its clients know them. They tell errors apart by text, so the texts are exact.
 */
const table = {
  emptyKey: [StatusCode.InvalidArgument, 'etcdserver: key is not provided'],
  keyNotFound: [StatusCode.InvalidArgument, 'etcdserver: key not found'],
  valueProvided: [StatusCode.InvalidArgument, 'etcdserver: value is provided'],
  leaseProvided: [StatusCode.InvalidArgument, 'etcdserver: lease is provided'],
  tooManyOps: [StatusCode.InvalidArgument, 'etcdserver: too many operations in txn request'],
  duplicateKey: [StatusCode.InvalidArgument, 'etcdserver: duplicate key given in txn request'],
  invalidClientApiVersion: [StatusCode.InvalidArgument, 'etcdserver: invalid client api version'],
  invalidSortOption: [StatusCode.InvalidArgument, 'etcdserver: invalid sort option'],
  compacted: [StatusCode.OutOfRange, 'etcdserver: mvcc: required revision has been compacted'],
  futureRevision: [StatusCode.OutOfRange, 'etcdserver: mvcc: required revision is a future revision'],
  noSpace: [StatusCode.ResourceExhausted, 'etcdserver: mvcc: database space exceeded'],

  leaseNotFound: [StatusCode.NotFound, 'etcdserver: requested lease not found'],
  leaseExists: [StatusCode.FailedPrecondition, 'etcdserver: lease already exists'],
  leaseTtlTooLarge: [StatusCode.OutOfRange, 'etcdserver: too large lease TTL'],

  watchCanceled: [StatusCode.Canceled, 'etcdserver: watch canceled'],

  memberExists: [StatusCode.FailedPrecondition, 'etcdserver: member ID already exist'],
  peerUrlExists: [StatusCode.FailedPrecondition, 'etcdserver: Peer URLs already exists'],
  memberBadUrls: [StatusCode.InvalidArgument, 'etcdserver: given member URLs are invalid'],
  memberNotFound: [StatusCode.NotFound, 'etcdserver: member not found'],
  memberNotLearner: [StatusCode.FailedPrecondition, 'etcdserver: can only promote a learner member'],
  learnerNotReady: [
    StatusCode.FailedPrecondition,
    'etcdserver: can only promote a learner member which is in sync with leader',
  ],
  tooManyLearners: [StatusCode.FailedPrecondition, 'etcdserver: too many learner members in cluster'],
  clusterIdMismatch: [StatusCode.FailedPrecondition, 'etcdserver: cluster ID mismatch'],
  // etcd has a FailedPrecondition and a ResourceExhausted of these two texts, yet sends them as Unknown.
  memberNotEnoughStarted: [StatusCode.Unknown, 'etcdserver: re-configuration failed due to not enough started members'],
  tooManyRequests: [StatusCode.Unknown, 'etcdserver: too many requests'],

  requestTooLarge: [StatusCode.InvalidArgument, 'etcdserver: request is too large'],

  rootUserNotExist: [StatusCode.FailedPrecondition, 'etcdserver: root user does not exist'],
  rootRoleNotExist: [StatusCode.FailedPrecondition, 'etcdserver: root user does not have root role'],
  userAlreadyExists: [StatusCode.FailedPrecondition, 'etcdserver: user name already exists'],
  userEmpty: [StatusCode.InvalidArgument, 'etcdserver: user name is empty'],
  userNotFound: [StatusCode.FailedPrecondition, 'etcdserver: user name not found'],
  roleAlreadyExists: [StatusCode.FailedPrecondition, 'etcdserver: role name already exists'],
  roleNotFound: [StatusCode.FailedPrecondition, 'etcdserver: role name not found'],
  roleEmpty: [StatusCode.InvalidArgument, 'etcdserver: role name is empty'],
  authFailed: [StatusCode.InvalidArgument, 'etcdserver: authentication failed, invalid user ID or password'],
  permissionNotGiven: [StatusCode.InvalidArgument, 'etcdserver: permission not given'],
  permissionDenied: [StatusCode.PermissionDenied, 'etcdserver: permission denied'],
  roleNotGranted: [StatusCode.FailedPrecondition, 'etcdserver: role is not granted to the user'],
  permissionNotGranted: [StatusCode.FailedPrecondition, 'etcdserver: permission is not granted to the role'],
  authNotEnabled: [StatusCode.FailedPrecondition, 'etcdserver: authentication is not enabled'],
  invalidAuthToken: [StatusCode.Unauthenticated, 'etcdserver: invalid auth token'],
  invalidAuthManagement: [StatusCode.InvalidArgument, 'etcdserver: invalid auth management'],
  authOldRevision: [StatusCode.InvalidArgument, 'etcdserver: revision of auth store is old'],

  noLeader: [StatusCode.Unavailable, 'etcdserver: no leader'],
  notLeader: [StatusCode.FailedPrecondition, 'etcdserver: not leader'],
  leaderChanged: [StatusCode.Unavailable, 'etcdserver: leader changed'],
  notCapable: [StatusCode.FailedPrecondition, 'etcdserver: not capable'],
  stopped: [StatusCode.Unavailable, 'etcdserver: server stopped'],
  timeout: [StatusCode.Unavailable, 'etcdserver: request timed out'],
  timeoutLeaderFailed: [
    StatusCode.Unavailable,
    'etcdserver: request timed out, possibly due to previous leader failure',
  ],
  timeoutConnectionLost: [StatusCode.Unavailable, 'etcdserver: request timed out, possibly due to connection lost'],
  timeoutAppliedIndex: [
    StatusCode.Unavailable,
    'etcdserver: request timed out, waiting for the applied index took too long',
  ],
  unhealthy: [StatusCode.Unavailable, 'etcdserver: unhealthy cluster'],
  corrupt: [StatusCode.DataLoss, 'etcdserver: corrupt cluster'],
  notSupportedForLearner: [StatusCode.FailedPrecondition, 'etcdserver: rpc not supported for learner'],
  badLeaderTransferee: [StatusCode.FailedPrecondition, 'etcdserver: bad leader transferee'],

  wrongDowngradeVersionFormat: [StatusCode.InvalidArgument, 'etcdserver: wrong downgrade target version format'],
  invalidDowngradeTargetVersion: [StatusCode.InvalidArgument, 'etcdserver: invalid downgrade target version'],
  clusterVersionUnavailable: [StatusCode.FailedPrecondition, 'etcdserver: cluster version not found during downgrade'],
  downgradeInProcess: [StatusCode.FailedPrecondition, 'etcdserver: cluster has a downgrade job in progress'],
  noInflightDowngrade: [StatusCode.FailedPrecondition, 'etcdserver: no inflight downgrade job'],

  canceled: [StatusCode.Canceled, 'etcdserver: request canceled'],
  deadlineExceeded: [StatusCode.DeadlineExceeded, 'etcdserver: context deadline exceeded'],
} as const satisfies Record<string, readonly [StatusCode, string]>;

export type EtcdErrorName = keyof typeof table;

const codeByText = new Map<string, StatusCode>(Object.values(table).map(([code, text]) => [text, code]));

/**
 * Texts without the server's prefix, as lower layers use them, to the error a client sees
 * (the mapping of etcd's API layer).
 */
const nameByInnerText: Readonly<Record<string, EtcdErrorName>> = {
  'mvcc: required revision has been compacted': 'compacted',
  'mvcc: required revision is a future revision': 'futureRevision',
  'mvcc: database space exceeded': 'noSpace',
  'lease not found': 'leaseNotFound',
  'lease already exists': 'leaseExists',
  'too large lease TTL': 'leaseTtlTooLarge',
};

/** One of etcd's errors, to be thrown. */
export function etcdError(name: EtcdErrorName, options?: ErrorOptions): RpcError {
  const [code, text] = table[name];
  return new RpcError(code, text, options);
}

/** The code that etcd sends beside a text of its own; `undefined` for a text that is none of its errors'. */
export function etcdCodeOf(text: string): StatusCode | undefined {
  return codeByText.get(text);
}

/**
 * What a client is told of whatever a backend threw: an `RpcError` as it is, one of etcd's texts with its code, an aborted call as
 * etcd's contexts say it, DataLoss for an error whose `code` is `corrupt` (a damaged file), and Unknown for the rest.
 */
export function toEtcdError(error: unknown): RpcError {
  if (isRpcError(error)) return error;
  if (!(error instanceof Error)) return toRpcError(error);
  const code = codeByText.get(error.message);
  if (code !== undefined) return new RpcError(code, error.message, { cause: error });
  const name = Object.hasOwn(nameByInnerText, error.message) ? nameByInnerText[error.message] : undefined;
  if (name !== undefined) return etcdError(name, { cause: error });
  if ((error as { code?: unknown }).code === 'corrupt') {
    return new RpcError(StatusCode.DataLoss, error.message, { cause: error });
  }
  if (error.name === 'AbortError') return new RpcError(StatusCode.Canceled, 'context canceled', { cause: error });
  if (error.name === 'TimeoutError') {
    return new RpcError(StatusCode.DeadlineExceeded, 'context deadline exceeded', { cause: error });
  }
  return toRpcError(error);
}
