/** Why a member could not do what it was asked; each has one text, which is etcd's own. */
const texts = {
  'no-leader': 'etcdserver: no leader',
  'not-leader': 'etcdserver: not leader',
  'leader-changed': 'etcdserver: leader changed',
  stopped: 'etcdserver: server stopped',
  timeout: 'etcdserver: request timed out',
  'timeout-leader-failed': 'etcdserver: request timed out, possibly due to previous leader failure',
  'timeout-connection-lost': 'etcdserver: request timed out, possibly due to connection lost',
  'timeout-applied-index': 'etcdserver: request timed out, waiting for the applied index took too long',
  'timeout-leader-transfer': 'etcdserver: request timed out, leader transfer took too long',
  'request-too-large': 'etcdserver: request is too large',
  'too-many-requests': 'etcdserver: too many requests',
  'no-space': 'etcdserver: mvcc: database space exceeded',
  corrupt: 'etcdserver: corrupt cluster',
  'member-id-exists': 'etcdserver: member ID already exist',
  'peer-url-exists': 'etcdserver: Peer URLs already exists',
  'member-not-found': 'etcdserver: member not found',
  'member-not-learner': 'etcdserver: can only promote a learner member',
  'learner-not-ready': 'etcdserver: can only promote a learner member which is in sync with leader',
  'too-many-learners': 'etcdserver: too many learner members in cluster',
  'not-enough-started-members': 'etcdserver: re-configuration failed due to not enough started members',
  unhealthy: 'etcdserver: unhealthy cluster',
  'bad-leader-transferee': 'etcdserver: bad leader transferee',
  'not-primary-lessor': 'not a primary lessor',
  'wrong-downgrade-version-format': 'etcdserver: wrong downgrade target version format',
  'invalid-downgrade-target-version': 'etcdserver: invalid downgrade target version',
  'cluster-version-unavailable': 'etcdserver: cluster version not found during downgrade',
  'downgrade-in-process': 'etcdserver: cluster has a downgrade job in progress',
  'no-inflight-downgrade': 'etcdserver: no inflight downgrade job',
  'unknown-method': 'etcdserver: unknown method',
} as const;

export type MemberErrorCode = keyof typeof texts;

/** A request that the member or the cluster refused or could not finish. The message is etcd's text for the code. */
export class MemberError extends Error {
  override readonly name = 'MemberError';
  readonly code: MemberErrorCode;

  constructor(code: MemberErrorCode, options?: ErrorOptions) {
    super(texts[code], options);
    this.code = code;
  }
}

/**
 * What this member must not go on with: damaged files, a log that contradicts the database, a disk that failed. The member
 * stops; the message names the place and the way out.
 */
export class FatalMemberError extends Error {
  override readonly name = 'FatalMemberError';
  readonly code = 'fatal';
}
