// A member and what it is made of.

export type { AppliedResults } from './apply/applied-results.ts';
export type { LoggedRequests, RequestKind } from './apply/request-envelope.ts';
// The cluster.
export { type ClusterMember, clusterMember, isStarted } from './cluster/cluster-member.ts';
export type { DowngradeState } from './cluster/cluster-store.ts';
export {
  ClusterJsonError,
  decodeMember,
  decodeMembers,
  encodeMember,
  encodeMembers,
} from './cluster/member-json.ts';
// Comparing the data of members.
export { CorruptionChecks, type CorruptionChecksOptions } from './corruption/corruption-checks.ts';
export type { MemberHash } from './corruption/hash-comparison.ts';
export type { LeaseTimeToLive } from './lease/lease-requests.ts';
export { Member } from './member.ts';
export type { MemberEnd } from './member-end.ts';
export { FatalMemberError, MemberError, type MemberErrorCode } from './member-error.ts';
export type { MemberBootstrap, MemberObserver, MemberOptions } from './member-options.ts';
export type { MemberStatus } from './member-status.ts';
export type { MemberState } from './state/member-state.ts';
// What it is given.
export type { PeerHandler, PeerTransport, SnapshotBody } from './transport/peer-transport.ts';
export type { RemoteMembers } from './transport/remote-members.ts';
// Versions.
export {
  clusterVersionMin,
  clusterVersionOf,
  compareVersions,
  etcdVersion,
  formatVersion,
  parseVersion,
  type SemanticVersion,
} from './version/semantic-version.ts';
