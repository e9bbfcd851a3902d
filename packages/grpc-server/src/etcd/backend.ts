import type {
  AlarmMember,
  AlarmRequest,
  AlarmResponse,
  CompactionRequest,
  DeleteRangeRequest,
  DowngradeRequest,
  DowngradeResponse,
  HashKVRequest,
  HashKVResponse,
  HashResponse,
  LeaseGrantRequest,
  LeaseGrantResponse,
  LeaseLeasesResponse,
  LeaseRevokeRequest,
  LeaseRevokeResponse,
  LeaseTimeToLiveRequest,
  LeaseTimeToLiveResponse,
  MemberAddRequest,
  MemberAddResponse,
  MemberListRequest,
  MemberListResponse,
  MemberPromoteRequest,
  MemberPromoteResponse,
  MemberRemoveRequest,
  MemberRemoveResponse,
  MemberUpdateRequest,
  MemberUpdateResponse,
  PutRequest,
  RangeRequest,
  StatusResponse,
  TxnRequest,
} from '@quorate/protocol';
import type { EncodedMessage } from '../message/framing.ts';
import type { Call } from '../rpc/call.ts';
import type { AuthBackend } from './auth/auth-backend.ts';
import type { WatchBackend } from './watch/watch-backend.ts';

/**
 * What stands behind etcd's services: a member. The service layer has checked every request as etcd's API layer does before it
 * arrives here, and every error may be thrown or be a rejection:
 *
 * - an `RpcError` reaches the client as it is;
 * - an error whose message is one of etcd's texts (`errors.md`) gets the code that etcd gives it;
 * - anything else becomes Unknown with its own text.
 *
 * Responses may leave their header away: the service layer fills cluster id, member id, raft term and (where etcd has one) the current
 * revision; a revision that is set stays. Only KV's hot methods return encoded responses, header included.
 */
export interface EtcdBackend {
  readonly member: MemberState;
  readonly kv: KvBackend;
  readonly watch: WatchBackend;
  readonly lease: LeaseBackend;
  readonly cluster: ClusterBackend;
  readonly maintenance: MaintenanceBackend;
  /** Absent: every Auth method answers as an etcd with auth off and no users; adding some is refused as `not capable`. */
  readonly auth?: AuthBackend;
}

/** What the member knows of itself; read on every call, so each is a plain property or a cheap function. */
export interface MemberState {
  readonly clusterId: bigint;
  readonly memberId: bigint;
  /** The current raft term. */
  raftTerm(): number;
  /** The store's current revision. */
  revision(): number;
  /** Whether this member knows a leader. */
  hasLeader(): boolean;
  /** A learner serves only Status, Snapshot and serializable Range. */
  isLearner(): boolean;
  /** Whether the cluster version is decided; before, every call is refused as `not capable`. */
  isCapable(): boolean;
  /**
   * Calls `listener` each time the member has been without a leader for more than three election timeouts: streams whose client sent
   * `hasleader` end then. Returns what takes the listener away again.
   */
  onLeaderLost(listener: () => void): () => void;
}

/** One encoded answer, at once or later. */
export type Answer = EncodedMessage | Promise<EncodedMessage>;

/**
 * Keys and values. `raw` is what the request was decoded from (see `UnaryHandler` for how long it lives), so a write's bytes can be
 * wrapped into a raft entry as they came. The answers are encoded RangeResponse, PutResponse, DeleteRangeResponse, TxnResponse and
 * CompactionResponse with their whole header.
 */
export interface KvBackend {
  range(request: RangeRequest, raw: Uint8Array, call: Call): Answer;
  put(request: PutRequest, raw: Uint8Array, call: Call): Answer;
  deleteRange(request: DeleteRangeRequest, raw: Uint8Array, call: Call): Answer;
  txn(request: TxnRequest, raw: Uint8Array, call: Call): Answer;
  /** With `physical` it answers only once the compaction has been carried out. */
  compact(request: CompactionRequest, raw: Uint8Array, call: Call): Answer;
}

export interface LeaseBackend {
  /** With ID 0 the member picks one; a TTL below the minimum is raised. */
  grant(request: LeaseGrantRequest, raw: Uint8Array, call: Call): Promise<LeaseGrantResponse>;
  revoke(request: LeaseRevokeRequest, raw: Uint8Array, call: Call): Promise<LeaseRevokeResponse>;
  /** Renews a lease and resolves to its TTL in seconds; 0 when there is no such lease. Rejection ends the client's stream. */
  renew(id: bigint, call: Call): Promise<number>;
  /** TTL -1 when there is no such lease. */
  timeToLive(request: LeaseTimeToLiveRequest, call: Call): Promise<LeaseTimeToLiveResponse>;
  leases(call: Call): Promise<LeaseLeasesResponse>;
}

export interface ClusterBackend {
  /** The service layer has checked that the peer URLs are well-formed. */
  memberAdd(request: MemberAddRequest, call: Call): Promise<MemberAddResponse>;
  memberRemove(request: MemberRemoveRequest, call: Call): Promise<MemberRemoveResponse>;
  memberUpdate(request: MemberUpdateRequest, call: Call): Promise<MemberUpdateResponse>;
  memberList(request: MemberListRequest, call: Call): Promise<MemberListResponse>;
  memberPromote(request: MemberPromoteRequest, call: Call): Promise<MemberPromoteResponse>;
}

export interface MaintenanceBackend {
  alarm(request: AlarmRequest, raw: Uint8Array, call: Call): Promise<AlarmResponse>;
  status(call: Call): Promise<StatusResponse>;
  /** Resolves when the database file has been rewritten. */
  defragment(call: Call): Promise<void>;
  /** CRC-32C over the whole key-value part of the database file. */
  hash(call: Call): Promise<HashResponse>;
  hashKv(request: HashKVRequest, call: Call): Promise<HashKVResponse>;
  /** A consistent copy of the database file. */
  snapshot(call: Call): Promise<DatabaseCopy>;
  moveLeader(targetId: bigint, call: Call): Promise<void>;
  downgrade(request: DowngradeRequest, call: Call): Promise<DowngradeResponse>;
  /** The alarms that are raised, as this member has applied them. */
  alarms(): readonly AlarmMember[];
}

/** The bytes of a database file at one revision, read once from front to back. */
export interface DatabaseCopy {
  /** Size of the whole file in bytes. */
  readonly sizeBytes: number;
  /** Storage version such as `3.7.0`, sent beside every chunk; empty when unknown. */
  readonly storageVersion: string;
  /** Chunks of any size. Returning early (the client went away) must release the copy. */
  readonly chunks: AsyncIterable<Uint8Array>;
}
