import { Database, type DatabaseCopy } from '@quorate/bbolt';
import { Lessor } from '@quorate/lease';
import { Backend, Store, WatchHub } from '@quorate/mvcc-store';
import type { ConfState } from '@quorate/protocol';
import { AlarmRegistry } from '../apply/alarm-registry.ts';
import { ConsistentIndex } from '../apply/consistent-index.ts';
import { ClusterStore } from '../cluster/cluster-store.ts';
import { Membership } from '../cluster/membership.ts';
import type { MemberOptions } from '../member-options.ts';

/** What the state calls up. */
export interface StateDelegate {
  /** Leases have run out: they are to be revoked through the log. */
  expired(leaseIds: readonly bigint[]): void;
  /** Remaining times of leases are to be replicated. */
  checkpoint(checkpoints: readonly { readonly id: bigint; readonly remainingTtl: number }[]): void;
  /** The database could not be written; the member must stop. */
  fail(error: unknown): void;
}

/** Bound of the latest values that the store keeps at hand, in bytes; others are read from the database's pages. */
const valueCacheBytesMax = 32 * 1024 * 1024;

/** Raft's election timeout and half as much again: no lease may be shorter, or it could not outlive an election. */
function minTtlSeconds(options: MemberOptions): number {
  return Math.ceil((1.5 * options.electionMs) / 1000);
}

/** A moment of the state that was copied. */
export interface StateCopy {
  readonly database: DatabaseCopy;
  readonly index: number;
  readonly term: number;
  readonly confState: ConfState | undefined;
}

/** The replicated state of a member: the database and everything that is kept in it. */
export class MemberState {
  readonly consistentIndex: ConsistentIndex;
  readonly membership: Membership;
  readonly clusterStore: ClusterStore;
  readonly alarms: AlarmRegistry;
  readonly lessor: Lessor;
  readonly store: Store;
  readonly watchHub: WatchHub;
  readonly #options: MemberOptions;
  readonly #delegate: StateDelegate;
  #backend: Backend;

  private constructor(
    options: MemberOptions,
    delegate: StateDelegate,
    parts: { backend: Backend; consistentIndex: ConsistentIndex; lessor: Lessor; store: Store },
  ) {
    this.#options = options;
    this.#delegate = delegate;
    this.#backend = parts.backend;
    this.consistentIndex = parts.consistentIndex;
    this.lessor = parts.lessor;
    this.store = parts.store;
    this.watchHub = new WatchHub({ store: parts.store, clock: options.clock });
    this.membership = new Membership(options.learnersMax);
    this.clusterStore = new ClusterStore(parts.backend);
    this.clusterStore.restore(parts.backend, this.membership);
    this.alarms = new AlarmRegistry(() => ({
      put: (key, value) => this.#backend.put('alarm', key, value),
      delete: (key) => this.#backend.delete('alarm', key),
      forEach: (callback) => this.#backend.bucket('alarm').forEach(callback),
    }));
    this.alarms.restore();
  }

  /** Opens the database at `path` and reads what the member keeps in memory of it. */
  static async open(path: string, options: MemberOptions, delegate: StateDelegate): Promise<MemberState> {
    const database = await openDatabase(path, options);
    const consistentIndex = new ConsistentIndex();
    const backend = openBackend(database, consistentIndex, options, delegate);
    consistentIndex.restore(backend);
    const lessor = new Lessor({
      backend,
      clock: options.clock,
      minTtlSeconds: minTtlSeconds(options),
      onExpired: (ids) => delegate.expired(ids),
      onCheckpoint: (checkpoints) => delegate.checkpoint(checkpoints),
      ...(options.failpoints ? { failpoints: options.failpoints } : {}),
    });
    const { compactionBatchMax, compactionPauseMs, failpoints } = options;
    const store = await Store.open({
      backend,
      clock: options.clock,
      logger: options.logger,
      leases: lessor,
      valueCacheBytesMax,
      ...(compactionBatchMax ? { compactionBatchMax } : {}),
      ...(failpoints ? { failpoints } : {}),
      ...(compactionPauseMs ? { compactionPauseMs } : {}),
    });
    return new MemberState(options, delegate, { backend, consistentIndex, lessor, store });
  }

  get backend(): Backend {
    return this.#backend;
  }

  /** Bytes of the database file, as the quota counts them. */
  get sizeBytes(): number {
    return this.#backend.database.sizeBytes();
  }

  /** Writes and syncs everything up to the last applied entry, which is returned. */
  async flush(): Promise<{ readonly index: number; readonly term: number }> {
    const { index, term } = this.consistentIndex;
    this.consistentIndex.save(this.#backend);
    await this.#backend.forceCommit();
    return { index, term };
  }

  /**
   * A copy of the database as of the last applied entry, with what a snapshot says of that entry. Resolves when that moment is
   * durable; applying goes on meanwhile.
   */
  async copy(): Promise<StateCopy> {
    const backend = this.#backend;
    while (!backend.database.canCommit) await backend.database.commitCapacity();
    const { index, term, confState } = this.consistentIndex;
    const flushed = this.flush();
    // It may fail before anybody waits for it; the copy fails then too.
    flushed.catch(() => {});
    // In the same turn: nothing can be applied between the commit and the moment that is copied.
    const database = await backend.database.copy();
    await flushed;
    return { database, index, term, confState };
  }

  /** Goes over to the database at `path`, which came with a leader's snapshot, and drops the one it had. */
  async replace(path: string): Promise<void> {
    const old = this.#backend;
    const database = await openDatabase(path, this.#options);
    await this.#options.failpoints?.hit('applyAfterOpenSnapshot');
    const restored = new ConsistentIndex();
    const backend = openBackend(database, this.consistentIndex, this.#options, this.#delegate);
    restored.restore(backend);
    Object.assign(this.consistentIndex, { index: restored.index, term: restored.term, confState: restored.confState });
    this.#backend = backend;
    this.lessor.restore(backend);
    await this.store.restore(backend);
    this.clusterStore.restore(backend, this.membership);
    this.alarms.restore();
    // Only here: reads went on from the old database until the store had gone over.
    old.abandon();
    await old.database.close();
  }

  /** Writes everything and closes the database. */
  async close(): Promise<void> {
    this.watchHub.close();
    this.lessor.close();
    await this.store.close();
    this.consistentIndex.save(this.#backend);
    await this.#backend.close();
    await this.#backend.database.close();
  }
}

function openDatabase(path: string, options: MemberOptions): Promise<Database> {
  return Database.open({
    disk: options.disk,
    path,
    onDamage: ({ message }) => options.logger.error('the database is damaged', { error: message }),
    ...(options.failpoints ? { failpoints: options.failpoints } : {}),
    ...(options.unsafeNoFsync ? { noSync: true } : {}),
    ...(options.databaseCacheBytes ? { cacheBytes: options.databaseCacheBytes } : {}),
  });
}

function openBackend(
  database: Database,
  consistentIndex: ConsistentIndex,
  options: MemberOptions,
  delegate: StateDelegate,
): Backend {
  const { batchIntervalMs, batchOperationsMax, observer } = options;
  return new Backend({
    database,
    clock: options.clock,
    ...(batchIntervalMs ? { batchIntervalMs } : {}),
    ...(batchOperationsMax ? { batchOperationsMax } : {}),
    preCommit: (backend) => consistentIndex.save(backend),
    onFailure: (error) => delegate.fail(error),
    onCommit: (durationMs) => observer?.databaseCommitted?.(durationMs / 1000),
  });
}
