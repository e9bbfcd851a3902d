/**
 * The codes of what etcd says, by its text: the text identifies the error, the gRPC status does not (some arrive as Unknown). Texts as in
 * etcd's `api/v3rpc/rpctypes`.
 */
export const serverErrorCodes = {
  'etcdserver: key is not provided': 'empty-key',
  'etcdserver: key not found': 'key-not-found',
  'etcdserver: value is provided': 'value-provided',
  'etcdserver: lease is provided': 'lease-provided',
  'etcdserver: too many operations in txn request': 'too-many-ops',
  'etcdserver: duplicate key given in txn request': 'duplicate-key',
  'etcdserver: invalid client api version': 'invalid-client-api-version',
  'etcdserver: invalid sort option': 'invalid-sort-option',
  'etcdserver: mvcc: required revision has been compacted': 'compacted',
  'etcdserver: mvcc: required revision is a future revision': 'future-revision',
  'etcdserver: mvcc: database space exceeded': 'no-space',
  'etcdserver: requested lease not found': 'lease-not-found',
  'etcdserver: lease already exists': 'lease-exists',
  'etcdserver: too large lease TTL': 'lease-ttl-too-large',
  'etcdserver: watch canceled': 'watch-canceled',
  'etcdserver: member ID already exist': 'member-exists',
  'etcdserver: Peer URLs already exists': 'peer-url-exists',
  'etcdserver: re-configuration failed due to not enough started members': 'member-not-enough-started',
  'etcdserver: given member URLs are invalid': 'member-bad-urls',
  'etcdserver: member not found': 'member-not-found',
  'etcdserver: can only promote a learner member': 'member-not-learner',
  'etcdserver: can only promote a learner member which is in sync with leader': 'learner-not-ready',
  'etcdserver: too many learner members in cluster': 'too-many-learners',
  'etcdserver: cluster ID mismatch': 'cluster-id-mismatch',
  'etcdserver: request is too large': 'request-too-large',
  'etcdserver: too many requests': 'too-many-requests',
  'etcdserver: root user does not exist': 'root-user-missing',
  'etcdserver: root user does not have root role': 'root-role-missing',
  'etcdserver: user name already exists': 'user-already-exists',
  'etcdserver: user name is empty': 'user-empty',
  'etcdserver: user name not found': 'user-not-found',
  'etcdserver: role name already exists': 'role-already-exists',
  'etcdserver: role name not found': 'role-not-found',
  'etcdserver: role name is empty': 'role-empty',
  'etcdserver: authentication failed, invalid user ID or password': 'auth-failed',
  'auth: authentication failed, password was given for no password user': 'auth-failed',
  'etcdserver: permission not given': 'permission-not-given',
  'etcdserver: permission denied': 'permission-denied',
  'etcdserver: role is not granted to the user': 'role-not-granted',
  'etcdserver: permission is not granted to the role': 'permission-not-granted',
  'etcdserver: authentication is not enabled': 'auth-not-enabled',
  'etcdserver: invalid auth token': 'invalid-auth-token',
  'etcdserver: invalid auth management': 'invalid-auth-mgmt',
  'etcdserver: revision of auth store is old': 'auth-revision-old',
  'etcdserver: no leader': 'no-leader',
  'etcdserver: not leader': 'not-leader',
  'etcdserver: leader changed': 'leader-changed',
  'etcdserver: not capable': 'not-capable',
  'etcdserver: server stopped': 'stopped',
  'etcdserver: request timed out': 'request-timed-out',
  'etcdserver: request timed out, possibly due to previous leader failure': 'request-timed-out-leader-failed',
  'etcdserver: request timed out, possibly due to connection lost': 'request-timed-out-connection-lost',
  'etcdserver: request timed out, leader transfer took too long': 'request-timed-out-leader-transfer',
  'etcdserver: request timed out, waiting for the applied index took too long': 'apply-too-slow',
  'etcdserver: unhealthy cluster': 'unhealthy',
  'etcdserver: corrupt cluster': 'corrupt',
  'etcdserver: rpc not supported for learner': 'not-supported-for-learner',
  'etcdserver: bad leader transferee': 'bad-leader-transferee',
  'etcdserver: wrong downgrade target version format': 'wrong-downgrade-version-format',
  'etcdserver: invalid downgrade target version': 'invalid-downgrade-target-version',
  'etcdserver: cluster version not found during downgrade': 'cluster-version-unavailable',
  'etcdserver: cluster has a downgrade job in progress': 'downgrade-in-progress',
  'etcdserver: no inflight downgrade job': 'no-downgrade',
  'etcdserver: request canceled': 'canceled',
  'etcdserver: context deadline exceeded': 'deadline-exceeded',
} as const;

/** What the client itself finds wrong. */
export type ClientErrorCode =
  /** The caller's signal fired. */
  | 'aborted'
  /** The time for the call was over. */
  | 'timeout'
  /** No endpoint could be reached; nothing was sent. */
  | 'unreachable'
  /** Raft had no leader to give the write to, or one about to change; it was not stored. */
  | 'proposal-dropped'
  /** The connection broke, or the server could not answer. */
  | 'unavailable'
  /** The client was closed. */
  | 'closed'
  /** The lease or session is gone. */
  | 'lease-lost'
  /** The server does not have this rpc. */
  | 'unimplemented'
  /** The message does not fit the limits of client or server. */
  | 'message-too-large'
  /** Every endpoint answered from before what was already seen. */
  | 'stale-read'
  /** A transaction met with conflicts too often. */
  | 'conflict'
  /** The lock is held by somebody else. */
  | 'locked'
  /** The candidate is not, or no longer, the leader. */
  | 'not-elected'
  /** An argument that no server would take. */
  | 'invalid-argument'
  /** An error of the server that has no code of its own; the message is the server's. */
  | 'unknown';

/** Stable names of everything that can go wrong. */
export type EtcdErrorCode = (typeof serverErrorCodes)[keyof typeof serverErrorCodes] | ClientErrorCode;
