import type {
  CheckOptions,
  DatabaseOptions,
  DefragmentOptions,
  DefragmentResult,
  MemoryDatabaseOptions,
  OpenReport,
} from './api/options.ts';
import type { ReadTransaction, WriteTransaction } from './api/transaction.ts';
import { copyMoment, type DatabaseCopy } from './copy.ts';
import { DatabaseError } from './database-error.ts';
import { type DefragmentHost, defragment } from './defragment/defragment.ts';
import { pageSizeDefault } from './format/layout.ts';
import { openStore, requirePageSize } from './storage/open-store.ts';
import { Store } from './storage/store.ts';
import { Reader } from './transaction/reader.ts';
import { Writer } from './transaction/writer.ts';
import { checkMoment } from './walk/check.ts';

/** A bbolt database over a file or over memory: one writer, any number of readers, each seeing one moment. */
export class Database {
  /** How many commits may be waiting for the disk at once; see `WriteTransaction.commit`. */
  static readonly commitsInFlightMax = 8;

  /** The file; undefined for a database in memory. */
  readonly path: string | undefined;
  readonly openReport: OpenReport;
  readonly #options: DatabaseOptions | undefined;
  #store: Store;
  #writer: Writer | undefined;
  #openReadTransactions = 0;
  #isClosed = false;
  #hasGivenUpPlace = false;
  #defragmentation: Promise<DefragmentResult> | undefined;
  /** Files that were replaced and that readers may still see. */
  readonly #retired = new Set<Store>();
  /** Told when the open write transaction ends. */
  #writerWatch: ((pagesWritten: number) => void) | undefined;

  private constructor(store: Store, openReport: OpenReport, options?: DatabaseOptions) {
    this.#store = store;
    this.openReport = openReport;
    this.path = options?.path;
    this.#options = options;
    store.cache.onDamage = options?.onDamage;
    store.commits.failpoints = options?.failpoints;
  }

  /**
   * Opens or creates a database file and locks it. Rejects with DatabaseError `locked`, `not-a-database`, `corrupt`, or with
   * the disk's own error.
   */
  static async open(options: DatabaseOptions): Promise<Database> {
    const { store, report } = await openStore(options);
    return new Database(store, report, options);
  }

  /** An empty database without a file, on the same tree: commits are done when `commit` returns. */
  static inMemory(options: MemoryDatabaseOptions = {}): Database {
    const store = Store.inMemory(requirePageSize(options.pageSize ?? pageSizeDefault));
    return new Database(store, { created: true, freelistWasSynced: false });
  }

  get pageSize(): number {
    return this.#store.pageSize;
  }

  get openReadTransactions(): number {
    return this.#openReadTransactions;
  }

  /** Commits that are not durable yet. */
  get commitsInFlight(): number {
    return this.#store.commits.inFlight;
  }

  /** Whether `commit` would be taken now. */
  get canCommit(): boolean {
    return this.commitsInFlight < Database.commitsInFlightMax;
  }

  /** Number of the latest commit, durable or not. */
  get transactionId(): number {
    return this.#store.latest.transactionId;
  }

  /** Sees the latest commit, durable or not. */
  beginRead(): ReadTransaction {
    this.#requireUsable();
    this.#openReadTransactions++;
    return this.#beginReader(this.#store, () => {
      this.#openReadTransactions--;
    });
  }

  /** Throws DatabaseError `write-in-progress` when one is open, `read-only`, `closed` or `write-failed`. */
  beginWrite(): WriteTransaction {
    this.#requireUsable();
    if (this.#options?.readOnly) {
      throw new DatabaseError('read-only', `${this.path} was opened only to be read`);
    }
    if (this.#writer !== undefined) {
      throw new DatabaseError('write-in-progress', 'a write transaction is open: commit or roll it back first');
    }
    this.#writer = new Writer(this.#store, Database.commitsInFlightMax, (pagesWritten) => {
      this.#writer = undefined;
      const watch = this.#writerWatch;
      this.#writerWatch = undefined;
      watch?.(pagesWritten);
    });
    return this.#writer;
  }

  /** Resolves when `canCommit` is true. */
  commitCapacity(): Promise<void> {
    return this.#store.commits.below(Database.commitsInFlightMax);
  }

  /** Resolves when every commit so far is durable. */
  flushed(): Promise<void> {
    return this.#store.flushed();
  }

  /** Highest page in use × page size: etcd's `dbSize`. The file itself may be larger, as it grows in steps. */
  sizeBytes(): number {
    return this.#store.latest.highWater * this.pageSize;
  }

  /**
   * `sizeBytes` less the pages that can be used again now: etcd's `dbSizeInUse`. The same as `sizeBytes` when the file was
   * opened only to be read and does not list its free pages.
   */
  sizeInUseBytes(): number {
    return this.sizeBytes() - this.#store.free.freeCount * this.pageSize;
  }

  /** A copy of the latest commit; resolves as soon as that commit is durable. Writes may go on while it is read. */
  async copy(): Promise<DatabaseCopy> {
    this.#requireUsable();
    return copyMoment(this.#beginReader(this.#store));
  }

  /**
   * Checks the latest commit, at the moment when the first problem is asked for, as `bbolt check` does: that every page is reached
   * once or free, and holds what it should in the right order. Yields every problem as a sentence. Writes may go on.
   */
  async *check(options: CheckOptions = {}): AsyncGenerator<string, void> {
    this.#requireUsable();
    yield* checkMoment(this.#beginReader(this.#store), options);
  }

  /**
   * Rewrites the file without its free pages, in slices, while reads and writes go on; afterwards `sizeBytes` is near to what
   * `sizeInUseBytes` was. The switch to the new file is made in the turn in which a write transaction is committed, or at once
   * when none with changes is open; so a transaction with changes that is never ended keeps it waiting. Commits made after the
   * switch become durable when the new file has taken the old one's place. What was read with transactions begun before stays
   * readable.
   *
   * Rejects with DatabaseError `defragment-in-progress`, `read-only`, or with the error that stopped it: then the temporary file
   * is removed, and the database is as before, unless the new file could not take its place: then it has failed (`write-failed`).
   */
  async defragment(options: DefragmentOptions): Promise<DefragmentResult> {
    this.#requireUsable();
    this.#requirePlace();
    if (this.#options?.readOnly) {
      throw new DatabaseError('read-only', `${this.path} was opened only to be read`);
    }
    if (this.#defragmentation !== undefined) {
      throw new DatabaseError('defragment-in-progress', 'the database is being defragmented already');
    }
    this.#defragmentation = defragment(this.#defragmentHost(), options);
    try {
      return await this.#defragmentation;
    } finally {
      this.#defragmentation = undefined;
    }
  }

  /**
   * To be called before another file is put at this database's path: a defragmentation that goes on is stopped, or ends when it has
   * come too far, and none begins any more, so that its result never takes the place of that file. All else goes on.
   */
  async giveUpPlace(): Promise<void> {
    this.#hasGivenUpPlace = true;
    await this.#defragmentation?.catch(() => undefined);
  }

  /** Waits for the commits in flight, unlocks and closes the file. An open write transaction is rolled back. */
  async close(): Promise<void> {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    this.#writer?.rollback();
    await this.#defragmentation?.catch(() => undefined);
    try {
      await this.#store.flushed();
    } finally {
      for (const store of [...this.#retired, this.#store]) {
        await store.close();
      }
    }
  }

  #requirePlace(): void {
    if (this.#hasGivenUpPlace) {
      throw new DatabaseError('closed', `${this.path}: another file is about to take its place`);
    }
  }

  /** A store that was replaced is closed with the last reader that sees it. */
  #beginReader(store: Store, onClose?: () => void): Reader {
    return new Reader(store, () => {
      onClose?.();
      if (store !== this.#store) {
        this.#closeIfUnused(store);
      }
    });
  }

  #closeIfUnused(store: Store): void {
    if (store.readerCount === 0) {
      // What it holds is superseded, so that a file that does not close harms nobody.
      store.close().then(
        () => this.#retired.delete(store),
        () => this.#retired.delete(store),
      );
    }
  }

  #defragmentHost(): DefragmentHost {
    const db = this;
    return {
      disk: this.#options?.disk,
      failpoints: this.#options?.failpoints,
      path: this.path,
      get store() {
        return db.#store;
      },
      get isWriting() {
        return db.#writer !== undefined && db.#writer.changes > 0;
      },
      requireUsable: () => {
        this.#requireUsable();
        this.#requirePlace();
      },
      beginReader: () => this.#beginReader(this.#store),
      onWriterEnd: (callback) => {
        this.#writerWatch = callback;
      },
      switchTo: (store) => this.#switchTo(store),
    };
  }

  #switchTo(store: Store): void {
    const old = this.#store;
    store.cache.bytesMax = old.cache.bytesMax;
    store.cache.onDamage = old.cache.onDamage;
    store.commits.failpoints = old.commits.failpoints;
    this.#store = store;
    this.#writer?.rebase(store);
    this.#retired.add(old);
    this.#closeIfUnused(old);
  }

  #requireUsable(): void {
    if (this.#isClosed) {
      throw new DatabaseError('closed', `the database${this.path === undefined ? '' : ` ${this.path}`} was closed`);
    }
    if (this.#store.commits.failure !== undefined) {
      throw this.#store.commits.failure;
    }
  }
}
