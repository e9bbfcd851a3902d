export { prefixEnd } from '@quorate/protocol';
export { EtcdClient } from './client.ts';
export type { CallOptions } from './connection/call-options.ts';
export type { ClientOptions, Credentials, TlsFiles, TlsMaterial, TlsOptions } from './connection/client-options.ts';

export type { Store } from './store.ts';

// Keys and values.

export { type BytesLike, text, toBytes } from './kv/bytes.ts';
export { type CompareOperator, compare } from './kv/compare.ts';
export {
  allKeys,
  between,
  fromKey,
  type KeyRange,
  type KeySelector,
  prefix,
} from './kv/key-range.ts';
export type { Kv } from './kv/kv.ts';
export {
  type CompactOptions,
  type DeleteCallOptions,
  type DeleteOptions,
  type DeleteResult,
  type GetOptions,
  type KvResult,
  keep,
  type PutCallOptions,
  type PutOptions,
  type PutResult,
  type RangeOptions,
  type RangeReadOptions,
  type RangeResult,
  type ReadOptions,
  type ScanOptions,
  type SortBy,
} from './kv/kv-options.ts';
export { type Op, op, type ResultsOf } from './kv/op.ts';
export type { Txn, TxnResult } from './kv/txn.ts';

// Watches and leases.

export type { GrantOptions, Lease, LeaseEvents, Leases, TimeToLive } from './lease/lease.ts';
export type { LeaseLike } from './lease/lease-like.ts';
export type {
  DeleteEvent,
  PutEvent,
  WatchBatch,
  WatchEvent,
  WatcherEvents,
  WatchOptions,
} from './watch/watch-options.ts';
export type { Watcher } from './watch/watcher.ts';

// Coordination.

export type { CampaignOptions, ElectedLeader, Election, Leadership } from './election/election.ts';
export type { HeldLock, LockOptions, Mutex } from './lock/lock.ts';
export type { Session, SessionOptions } from './session/session.ts';
export type { Isolation, StmOptions, StmResult, StmTransaction, StmWork } from './stm/stm.ts';

// Copies of ranges.

export type { Cache, CacheEvents, CacheOptions } from './cache/cache.ts';
export type { Leasing } from './leasing/leasing.ts';
export { copyMirror } from './mirror/copy-mirror.ts';
export type { CopyOptions, Mirror, MirrorOptions } from './mirror/mirror.ts';

// Running a cluster.

export type { Auth, RolePermission } from './auth/auth.ts';
export type { Cluster, MembersResult } from './cluster/cluster.ts';
export type { Maintenance, SnapshotChunk } from './maintenance/maintenance.ts';

// Errors.

export { CompactedError, EtcdError, type EtcdErrorInit, isEtcdError, LeaseLostError } from './errors/etcd-error.ts';
export type { ClientErrorCode, EtcdErrorCode } from './errors/etcd-error-code.ts';

// What answers are made of.

export {
  type AlarmMember,
  AlarmType,
  DowngradeAction,
  type KeyValue,
  type Member,
  type ResponseHeader,
  type StatusResponse,
} from '@quorate/protocol';

// Observing: names of `diagnostics_channel` channels and what is published there.

export { type CallEvent, type ClientNotice, callChannelName, noticeChannelName } from './connection/call-events.ts';
