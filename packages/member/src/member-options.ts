import type { Clock, Disk, Failpoints, Logger, Random } from '@quorate/ports';
import type { ClusterMember } from './cluster/cluster-member.ts';
import type { PeerTransport } from './transport/peer-transport.ts';
import type { RemoteMembers } from './transport/remote-members.ts';

/** How a member without a log begins. Ignored when there is one. */
export interface MemberBootstrap {
  /** `new`: it founds the cluster together with the others; `existing`: it was added to one that runs. */
  readonly state: 'new' | 'existing';
  readonly memberId: bigint;
  readonly clusterId: bigint;
  /** The founders, or the members of the running cluster; this one is among them. */
  readonly members: readonly ClusterMember[];
}

/** What happens on the way, for metrics; every call is cheap and must not throw. */
export interface MemberObserver {
  /** The log was written and, mostly, synced; seconds. */
  logFlushed?(report: {
    readonly writeSeconds: number;
    readonly syncSeconds: number | undefined;
    readonly bytes: number;
  }): void;
  /** A commit of the database became durable; seconds. */
  databaseCommitted?(seconds: number): void;
  /** A request was applied; seconds. Only called when present, since it costs two looks at the clock a request. */
  requestApplied?(kind: string, seconds: number, succeeded: boolean): void;
  leaderChanged?(leaderId: bigint, isLeader: boolean): void;
  proposalFailed?(): void;
  leaseExpired?(): void;
}

export interface MemberOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly disk: Disk;
  readonly logger: Logger;
  /** Makes the way to the other members, once the member knows who it is. */
  readonly createTransport: (identity: { readonly memberId: bigint; readonly clusterId: bigint }) => PeerTransport;
  readonly remote: RemoteMembers;
  readonly observer?: MemberObserver;
  /** For fault tests; see docs/failpoints.md. */
  readonly failpoints?: Failpoints;

  /** `--name` */
  readonly name: string;
  /** `--advertise-client-urls`: published to the cluster. */
  readonly clientUrls: readonly string[];
  /** `--data-dir` */
  readonly dataDirectory: string;
  /** `--wal-dir`, if the log lies elsewhere. */
  readonly walDirectory?: string;
  readonly bootstrap: MemberBootstrap;
  /** `--force-new-cluster`: go on as the only member of the cluster. */
  readonly forceNewCluster?: boolean;

  /** `--heartbeat-interval`: one tick of raft, in milliseconds. */
  readonly heartbeatMs: number;
  /** `--election-timeout`, in milliseconds; at least five heartbeats. */
  readonly electionMs: number;
  readonly preVote: boolean;
  /** `--initial-election-tick-advance`: let the first election of a lone member come at once. */
  readonly electionTickAdvance: boolean;
  /** `--max-request-bytes`: the largest encoded request in the log. */
  readonly requestBytesMax: number;
  /** `--quota-backend-bytes`, resolved: bytes of the database; Infinity when it is off. */
  readonly quotaBytes: number;
  /** `--snapshot-count`: entries between two snapshots of the log. */
  readonly snapshotEntries: number;
  /** `--snapshot-catchup-entries`: entries that are kept behind a snapshot for slow members. */
  readonly catchUpEntries: number;
  /** `--max-wals`: segments of the log to keep; 0 keeps all. */
  readonly walSegmentsMax: number;
  /** `--max-snapshots`: `.snap` files to keep; 0 keeps all. */
  readonly snapshotFilesMax: number;
  readonly learnersMax: number;
  readonly strictReconfigCheck: boolean;
  readonly compactionBatchMax?: number;
  readonly compactionPauseMs?: number;
  readonly batchIntervalMs?: number;
  readonly batchOperationsMax?: number;
  /** Bytes of a log segment; for tests. */
  readonly walSegmentBytes?: number;
  /** Bound of the database's page cache in bytes. */
  readonly databaseCacheBytes?: number;
  /** `--unsafe-no-fsync` */
  readonly unsafeNoFsync?: boolean;
}
