import type { Clock, Logger } from '@quorate/ports';
import type { DeleteRangeRequest, PutRequest, RangeRequest, TxnRequest } from '@quorate/protocol';
import type { Backend } from '../backend/backend.ts';
import type { LeaseKeeper } from '../lease-keeper.ts';
import type { DeleteRangeResult, HashKvResult, PutResult, RangeResult, TxnResult } from '../result/results.ts';

export interface StoreOptions {
  readonly backend: Backend;
  readonly clock: Clock;
  readonly logger?: Logger;
  /** Has recovered its leases from the same backend before the store opens; without it there are none. */
  readonly leases?: LeaseKeeper;
  /** Bound of the latest values kept at hand, in bytes; 64 MiB unless given. */
  readonly valueCacheBytesMax?: number;
  /** Records a step of a compaction looks at; 1,000 unless given. */
  readonly compactionBatchMax?: number;
  /** Pause between the steps of a compaction in milliseconds; 10 unless given. */
  readonly compactionPauseMs?: number;
}

/** One change of a revision, as watchers hear of it. */
export interface Change {
  /** The key, one character a byte. */
  readonly key: string;
  readonly isDelete: boolean;
  /** The encoded `mvccpb.KeyValue`; for a delete, of key and mod_revision. */
  readonly kv: Uint8Array;
}

/** Called at the end of each request that changed something, before its answer is known to anybody. */
export type ChangeListener = (revision: number, changes: readonly Change[]) => void;

/**
 * Keys at revisions, exactly as etcd keeps them. What changes or reads a few keys is synchronous, one request after the other in the
 * order of the log; what may be large has a sliced form that lets the event loop go on.
 *
 * Requests have been checked as etcd's API layer does (keys not empty, no duplicates in a txn, …); what depends on the state is checked
 * here and throws a {@link StoreError} before anything is changed.
 */
export declare class Store {
  /** Reads the index from the database, in slices, and resumes a compaction that was interrupted. */
  static open(options: StoreOptions): Promise<Store>;

  readonly backend: Backend;
  /** The current revision; 1 in an empty store. */
  get revision(): number;
  /** -1 when it was never compacted. */
  get compactRevision(): number;
  /** Keys that are alive. */
  get keyCount(): number;

  /** Throws `compacted`, `future-revision`. On the spot, whatever the size: for small ranges, and inside tests. */
  range(request: RangeRequest): RangeResult;
  /**
   * The same, at one revision, without holding the event loop: a small answer is there at once, a large one is gathered in slices over many
   * turns. A compaction meanwhile does not disturb it.
   */
  rangeSliced(request: RangeRequest): RangeResult | Promise<RangeResult>;
  /** Throws `lease-not-found`, `key-not-found` (ignore_value or ignore_lease on a key that is missing). */
  put(request: PutRequest): PutResult;
  deleteRange(request: DeleteRangeRequest): DeleteRangeResult;
  /** Throws as the operations in it; then nothing was changed. A txn that only reads may be called at any time. */
  txn(request: TxnRequest): TxnResult;
  /** Deletes keys (one character a byte) in the order given, in one revision: what revoking a lease does. Answers the store's revision. */
  deleteKeys(keys: readonly string[]): number;

  /**
   * Forgets history up to `revision`: from here on it cannot be read. Records go in the background, after the decision is durable. Throws
   * `compacted`, `future-revision`. The promise resolves when the records are gone and committed (etcd's `physical`).
   */
  compact(revision: number): { readonly done: Promise<void> };
  /** Hash of all keys at a revision (0: the current one), in slices. Rejects with `compacted`, `future-revision`. */
  hashKv(revision: number): Promise<HashKvResult>;
  /** CRC-32C of the whole database as etcd's Hash call computes it, in slices. */
  hash(): Promise<{ readonly hash: number; readonly revision: number }>;

  /** Goes over to another database, as after a snapshot from the leader; reads and watches go on, on the old one until the new is read. */
  restore(backend: Backend): Promise<void>;
  /** Adds a listener; the answer takes it away. */
  onChange(listener: ChangeListener): () => void;
  /** Stops background work. The backend is its owner's to close. */
  close(): Promise<void>;
}
