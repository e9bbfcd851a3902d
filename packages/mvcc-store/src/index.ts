export { Backend, type BackendOptions } from './backend/backend.ts';
export { type BackendBucket, bucketNames } from './backend/buckets.ts';
export type { CompactionHash } from './compaction/compaction-hashes.ts';
// For the keeper of leases, and for whoever wants to hear of every change.
export { type LeaseKeeper, noLeases } from './lease-keeper.ts';
export { leaseGrantCost, putCost, txnCost } from './quota.ts';
export {
  type AnswerHeader,
  encodeDeleteRangeResponse,
  encodePutResponse,
  encodeRangeResponse,
  encodeTxnResponse,
  rangeResponseParts,
} from './result/encode-response.ts';
export type {
  DeleteRangeResult,
  HashKvResult,
  OperationResult,
  PutResult,
  RangeResult,
  TxnResult,
} from './result/results.ts';
export { Store } from './store/store.ts';
export type { StoreCounters } from './store/store-counters.ts';
export type { StoreOptions } from './store/store-options.ts';
export { StoreError, type StoreErrorCode } from './store-error.ts';
export type { WatcherOptions, WatchSink, WatchSource } from './watch/watch-api.ts';
export { type WatchCounts, WatchHub, type WatchHubOptions } from './watch/watch-hub.ts';
export type { Change, ChangeListener } from './write/change.ts';
