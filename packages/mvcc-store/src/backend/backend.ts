import type { Database, ReadTransaction, WriteBucket } from '@quorate/bbolt';
import type { Clock, Timer } from '@quorate/ports';
import { type BackendBucket, bucketNames } from './buckets.ts';

/** etcd commits at least this often, in milliseconds, while something is written. */
const batchIntervalMsDefault = 100;
/** etcd commits at the latest after so many puts and deletes. */
const batchOperationsMaxDefault = 10_000;
/** Or after so many bytes: committing copies them, and more would hold the event loop for longer than some milliseconds. */
const batchBytesMax = 4 * 1024 * 1024;
/** The `key` bucket only grows at its end, so its pages are filled further than others; the number is etcd's. */
const keyFillPercent = 0.9;

export interface BackendOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** Longest time that a change waits for its commit, in milliseconds; 100 unless given. */
  readonly batchIntervalMs?: number;
  /** Puts and deletes after which a commit is due at once; 10,000 unless given. */
  readonly batchOperationsMax?: number;
  /**
   * Called before each commit, to write into the same transaction what belongs to it: the index of the last applied entry. It is
   * not called for a transaction without changes.
   */
  readonly preCommit?: (backend: Backend) => void;
  /** A commit failed: nothing after it can be trusted to be durable, and the member has to stop. */
  readonly onFailure: (error: unknown) => void;
  /** Called when a commit has become durable, with how long that took in milliseconds. */
  readonly onCommit?: (durationMs: number) => void;
}

/**
 * The database with one write transaction that is always open: changes are seen by reads at once and committed together, every
 * 100 ms, 10,000 operations or 4 MiB. A commit never falls into the middle of what happens in one turn of the event loop, so whatever one
 * entry changes is committed as a whole, with the index written by `preCommit`.
 */
export class Backend {
  readonly database: Database;
  readonly #options: BackendOptions;
  readonly #clock: Clock;
  readonly #batchIntervalMs: number;
  readonly #batchOperationsMax: number;
  readonly #buckets = new Map<BackendBucket, WriteBucket>();
  #transaction;
  #operations = 0;
  #bytes = 0;
  #timer: Timer | undefined;
  #commitIsDue = false;
  #isWaitingForCapacity = false;
  #isClosed = false;

  /** Opens the write transaction and creates the buckets that are missing. */
  constructor(options: BackendOptions) {
    this.#options = options;
    this.database = options.database;
    this.#clock = options.clock;
    this.#batchIntervalMs = options.batchIntervalMs ?? batchIntervalMsDefault;
    this.#batchOperationsMax = options.batchOperationsMax ?? batchOperationsMaxDefault;
    this.#transaction = this.database.beginWrite();
    for (const name of bucketNames) {
      if (this.#transaction.bucket(name) === undefined) {
        this.#transaction.createBucketIfMissing(name);
        this.#noteOperation();
      }
    }
  }

  /** Puts and deletes that wait for a commit to begin: what a crash would have to replay from the log. */
  get pendingOperations(): number {
    return this.#operations;
  }

  /**
   * A bucket for reading, with all that was written so far. Ask again in each turn: a commit ends the validity of the object. Write with
   * {@link put} and {@link delete}.
   */
  bucket(name: BackendBucket): WriteBucket {
    const known = this.#buckets.get(name);
    if (known !== undefined) return known;
    const bucket = this.#transaction.createBucketIfMissing(name);
    if (name === 'key') bucket.fillPercent = keyFillPercent;
    this.#buckets.set(name, bucket);
    return bucket;
  }

  get(name: BackendBucket, key: Uint8Array): Uint8Array | undefined {
    return this.bucket(name).get(key);
  }

  /** Key and value are kept by reference until the next commit: do not modify them. */
  put(name: BackendBucket, key: Uint8Array, value: Uint8Array): void {
    this.bucket(name).put(key, value);
    this.#bytes += key.length + value.length;
    this.#noteOperation();
  }

  /** Removes a key; false when it was not there. */
  delete(name: BackendBucket, key: Uint8Array): boolean {
    const wasThere = this.bucket(name).delete(key);
    if (wasThere) this.#noteOperation();
    return wasThere;
  }

  /**
   * Commits what was written so far; resolves when that is durable, and rejects when the disk failed. Never call it between the changes
   * of one entry.
   */
  async forceCommit(): Promise<void> {
    while (!this.database.canCommit) await this.database.commitCapacity();
    await this.#commit();
  }

  /**
   * Commits what was written so far and begins to read that moment, durable or not. As with {@link forceCommit}, never between the changes of
   * one entry. The transaction is the caller's to close.
   */
  async beginRead(): Promise<ReadTransaction> {
    while (!this.database.canCommit) await this.database.commitCapacity();
    this.#commit().catch(() => {});
    return this.database.beginRead();
  }

  /** Commits a last time and ends the write transaction. The database itself is its owner's to close. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    await this.forceCommit();
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#transaction.rollback();
  }

  /** Drops what was not committed, as a crash would; for replacing the database by a snapshot of another member. */
  abandon(): void {
    this.#isClosed = true;
    this.#timer?.cancel();
    this.#transaction.rollback();
  }

  #noteOperation(): void {
    this.#operations++;
    if (this.#operations === 1) {
      this.#timer = this.#clock.setTimer(this.#batchIntervalMs, () => this.#commitWhenPossible());
    }
    const isFull = this.#operations >= this.#batchOperationsMax || this.#bytes >= batchBytesMax;
    if (isFull && !this.#commitIsDue) {
      this.#commitIsDue = true;
      this.#clock.nextTurn(() => this.#commitWhenPossible());
    }
  }

  /** When the disk is behind, the batch grows until a commit is taken again. */
  #commitWhenPossible(): void {
    if (this.#isClosed || this.#operations === 0 || this.#isWaitingForCapacity) return;
    if (this.database.canCommit) {
      this.#commit().catch(() => {});
      return;
    }
    this.#isWaitingForCapacity = true;
    this.database.commitCapacity().then(
      () => {
        this.#isWaitingForCapacity = false;
        this.#commitWhenPossible();
      },
      (error) => this.#options.onFailure(error),
    );
  }

  async #commit(): Promise<void> {
    if (this.#isClosed) return;
    const startedMs = this.#clock.monotonicMs();
    const hadChanges = this.#operations > 0;
    try {
      // It may meet a damaged page, as the commit may.
      if (hadChanges) this.#options.preCommit?.(this);
      this.#timer?.cancel();
      this.#timer = undefined;
      this.#operations = 0;
      this.#bytes = 0;
      this.#commitIsDue = false;
      const durable = this.#transaction.commit();
      // After a failed commit the next transaction cannot begin, and nobody would hear of this rejection.
      durable.catch(() => {});
      this.#buckets.clear();
      this.#transaction = this.database.beginWrite();
      await durable;
    } catch (error) {
      this.#options.onFailure(error);
      throw error;
    }
    if (hadChanges) this.#options.onCommit?.(this.#clock.monotonicMs() - startedMs);
  }
}
