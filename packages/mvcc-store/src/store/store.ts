import { type Clock, type Logger, silentLogger } from '@quorate/ports';
import type { DeleteRangeRequest, PutRequest, RangeRequest, TxnRequest } from '@quorate/protocol';
import type { Backend } from '../backend/backend.ts';
import type { CompactionHash } from '../compaction/compaction-hashes.ts';
import { Compactor } from '../compaction/compactor.ts';
import { hashDatabase } from '../hash/hash-database.ts';
import { hashKv } from '../hash/hash-kv.ts';
import { type LeaseKeeper, noLeases } from '../lease-keeper.ts';
import { rangeInSlices, rangeNow } from '../range/range.ts';
import { restoreState } from '../restore/restore-state.ts';
import type { DeleteRangeResult, HashKvResult, PutResult, RangeResult, TxnResult } from '../result/results.ts';
import { StoreState } from '../state/store-state.ts';
import { StoreError } from '../store-error.ts';
import { checkTxn, decideTxn, runTxn } from '../txn/apply-txn.ts';
import { applyDeleteRange, applyPut, requireKeyToKeep, requireLease } from '../write/apply-write.ts';
import type { ChangeListener } from '../write/change.ts';
import { Writing } from '../write/writing.ts';
import { CountingStoreCounters, type StoreCounters } from './store-counters.ts';
import {
  compactionBatchMaxDefault,
  compactionPauseMsDefault,
  type StoreOptions,
  valueCacheBytesMaxDefault,
} from './store-options.ts';

/**
 * Keys at revisions, exactly as etcd keeps them. What changes or reads a few keys is synchronous, one request after the other in the
 * order of the log; what may be large has a sliced form that lets the event loop go on.
 *
 * Requests have been checked as etcd's API layer does (keys not empty, no duplicates in a txn, …); what depends on the state is checked
 * here and throws a {@link StoreError} before anything is changed.
 */
export class Store {
  readonly #options: StoreOptions;
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #leases: LeaseKeeper;
  readonly #counters = new CountingStoreCounters();
  readonly #changeListeners: ChangeListener[] = [];
  readonly #restoreListeners: (() => void)[] = [];
  #state: StoreState;
  #compactor: Compactor;

  private constructor(options: StoreOptions) {
    this.#options = options;
    this.#clock = options.clock;
    this.#logger = options.logger ?? silentLogger;
    this.#leases = options.leases ?? noLeases;
    this.#state = this.#newState(options.backend);
    this.#compactor = this.#newCompactor(this.#state);
  }

  /** Reads the index from the database, in slices, and resumes a compaction that was interrupted. */
  static async open(options: StoreOptions): Promise<Store> {
    const store = new Store(options);
    await store.#load(store.#state, store.#compactor);
    return store;
  }

  get backend(): Backend {
    return this.#state.backend;
  }

  /** The current revision; 1 in an empty store. */
  get revision(): number {
    return this.#state.revision;
  }

  /** -1 when it was never compacted. */
  get compactRevision(): number {
    return this.#state.compactRevision;
  }

  /** Keys that are alive. */
  get keyCount(): number {
    return this.#state.index.live;
  }

  get counters(): StoreCounters {
    return this.#counters;
  }

  /**
   * On the spot, whatever the size: for ranges known to be small.
   *
   * @throws StoreError `compacted`, `future-revision`, `invalid-sort-option`
   */
  range(request: RangeRequest): RangeResult {
    this.#counters.ranges++;
    return rangeNow(this.#state, request, this.#state.revision);
  }

  /**
   * The same, at one revision, without holding the event loop: a small answer is there at once, a large one is gathered in slices over many
   * turns. A compaction meanwhile does not disturb it.
   */
  rangeSliced(request: RangeRequest): RangeResult | Promise<RangeResult> {
    this.#counters.ranges++;
    return rangeInSlices(this.#state, request, this.#clock);
  }

  /** @throws StoreError `lease-not-found`, `key-not-found` (ignore_value or ignore_lease on a key that is missing) */
  put(request: PutRequest): PutResult {
    const state = this.#state;
    requireLease(request, this.#leases);
    requireKeyToKeep(request, state);
    const writing = new Writing(state, this.#leases);
    const result = applyPut(state, writing, request);
    this.#counters.countPut(request);
    this.#finish(writing);
    return result;
  }

  deleteRange(request: DeleteRangeRequest): DeleteRangeResult {
    const writing = new Writing(this.#state, this.#leases);
    const result = applyDeleteRange(this.#state, writing, request);
    this.#counters.deletes++;
    this.#finish(writing);
    return result;
  }

  /** Throws as the operations in it; then nothing was changed. A txn that only reads may be called at any time. */
  txn(request: TxnRequest): TxnResult {
    const state = this.#state;
    const decided = decideTxn(state, request);
    checkTxn(state, this.#leases, decided);
    const writing = new Writing(state, this.#leases);
    const result = runTxn(state, writing, decided);
    this.#counters.countTxn(decided.operations, result.responses);
    this.#finish(writing);
    return result;
  }

  /** Deletes keys (one character a byte) in the order given, in one revision: what revoking a lease does. Answers the store's revision. */
  deleteKeys(keys: readonly string[]): number {
    const writing = new Writing(this.#state, this.#leases);
    for (const key of keys) {
      const entry = this.#state.index.get(key);
      if (entry !== undefined && entry.version > 0) writing.delete(entry);
      this.#counters.deletes++;
    }
    this.#finish(writing);
    return this.#state.revision;
  }

  /**
   * Forgets history up to `revision`: from here on it cannot be read. Records go in the background, after the decision is durable; `done`
   * resolves when they are gone and that is committed (etcd's `physical`), and rejects with `closed` when the store is closed before.
   *
   * @throws StoreError `compacted`, `future-revision`
   */
  compact(revision: number): { readonly done: Promise<void> } {
    if (revision <= this.#state.compactRevision) throw new StoreError('compacted');
    if (revision > this.#state.revision) throw new StoreError('future-revision');
    const done = this.#compactor.schedule(revision);
    done.catch(() => {});
    return { done };
  }

  /** Hash of all keys at a revision (0: the current one), in slices. Rejects with `compacted`, `future-revision`. */
  async hashKv(revision: number): Promise<HashKvResult> {
    const known = this.#compactor.hashes.of(revision);
    if (known !== undefined) return { ...known, revision: this.#state.revision };
    return hashKv(this.#state, this.#clock, revision);
  }

  /** Hashes that the latest compactions computed in passing, newest first: for comparing members. */
  compactionHashes(): readonly CompactionHash[] {
    return this.#compactor.hashes.all;
  }

  /** CRC-32C of the whole database as etcd's Hash call computes it, in slices. */
  async hash(): Promise<{ readonly hash: number; readonly revision: number }> {
    const hash = await hashDatabase(this.#state.backend, this.#clock);
    return { hash, revision: this.#state.revision };
  }

  /**
   * Goes over to another database, as after a snapshot from the leader; the keeper of leases has done so before. Reads go on, on the old
   * database until the new one is read; watchers go on from where they were. Resolves when the old database is not used any more.
   */
  async restore(backend: Backend): Promise<void> {
    const state = this.#newState(backend);
    const compactor = this.#newCompactor(state);
    await this.#load(state, compactor);
    const [oldState, oldCompactor] = [this.#state, this.#compactor];
    this.#state = state;
    this.#compactor = compactor;
    for (const listener of this.#restoreListeners) listener();
    await oldCompactor.stop();
    await oldState.pins.noneBelow(Number.POSITIVE_INFINITY);
  }

  /** Adds a listener; the answer takes it away. */
  onChange(listener: ChangeListener): () => void {
    return addTo(this.#changeListeners, listener);
  }

  /** Adds a listener for the moment in which another database takes over; the answer takes it away. */
  onRestore(listener: () => void): () => void {
    return addTo(this.#restoreListeners, listener);
  }

  /** The encoded KeyValue that a key had at a revision; undefined when it had none, or when that is compacted. */
  keyAt(key: string, revision: number): Uint8Array | undefined {
    return this.#state.readKeyAt(key, revision);
  }

  /**
   * Calls `visit` with the records of the history from `revision` on, in order, as they are in the database, until it returns false. For
   * those who catch up.
   */
  visitHistory(revision: number, visit: (recordKey: Uint8Array, kv: Uint8Array) => boolean): void {
    this.#state.visitRecords(revision, visit);
  }

  /** Stops background work. The backend is its owner's to close. */
  async close(): Promise<void> {
    await this.#compactor.stop();
    await this.#state.pins.noneBelow(Number.POSITIVE_INFINITY);
  }

  async #load(state: StoreState, compactor: Compactor): Promise<void> {
    const { unfinishedCompaction, leases } = await restoreState(state, this.#clock);
    this.#attachLeases(leases);
    if (unfinishedCompaction === undefined) return;
    this.#logger.info('resume scheduled compaction', { compactRevision: unfinishedCompaction });
    compactor.schedule(unfinishedCompaction).catch(() => {});
  }

  #attachLeases(leases: ReadonlyMap<string, bigint>): void {
    for (const [key, lease] of leases) {
      if (this.#leases.has(lease)) this.#leases.attach(lease, key);
      else this.#logger.error('a key belongs to a lease that is not there', { key, lease });
    }
  }

  #finish({ changes, revision }: Writing): void {
    if (changes.length === 0) return;
    this.#state.revision = revision;
    for (const listener of this.#changeListeners) listener(revision, changes);
  }

  #newState(backend: Backend): StoreState {
    return new StoreState(backend, this.#options.valueCacheBytesMax ?? valueCacheBytesMaxDefault);
  }

  #newCompactor(state: StoreState): Compactor {
    return new Compactor(state, {
      clock: this.#clock,
      logger: this.#logger,
      failpoints: this.#options.failpoints,
      onRemoved: (records) => {
        this.#counters.compactedRecords += records;
      },
      batchMax: this.#options.compactionBatchMax ?? compactionBatchMaxDefault,
      pauseMs: this.#options.compactionPauseMs ?? compactionPauseMsDefault,
    });
  }
}

function addTo<T>(listeners: T[], listener: T): () => void {
  listeners.push(listener);
  return () => {
    const index = listeners.indexOf(listener);
    if (index >= 0) listeners.splice(index, 1);
  };
}
