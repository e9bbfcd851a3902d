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
  readonly #readOnly: boolean;
  #store: Store;
  #writer: Writer | undefined;
  #openReadTransactions = 0;
  #isClosed = false;

  private constructor(store: Store, openReport: OpenReport, options?: DatabaseOptions) {
    this.#store = store;
    this.openReport = openReport;
    this.path = options?.path;
    this.#readOnly = options?.readOnly ?? false;
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
    return this.#beginReader();
  }

  /** Throws DatabaseError `write-in-progress` when one is open, `read-only`, `closed` or `write-failed`. */
  beginWrite(): WriteTransaction {
    this.#requireUsable();
    if (this.#readOnly) {
      throw new DatabaseError('read-only', `${this.path} was opened only to be read`);
    }
    if (this.#writer !== undefined) {
      throw new DatabaseError('write-in-progress', 'a write transaction is open: commit or roll it back first');
    }
    this.#writer = new Writer(this.#store, Database.commitsInFlightMax, () => {
      this.#writer = undefined;
    });
    return this.#writer;
  }

  /** Resolves when `canCommit` is true. */
  commitCapacity(): Promise<void> {
    return this.#store.commits.below(Database.commitsInFlightMax);
  }

  /** Resolves when every commit so far is durable. */
  flushed(): Promise<void> {
    return this.#store.commits.flushed();
  }

  /** Highest page in use × page size: etcd's `dbSize`. The file itself may be larger, as it grows in steps. */
  sizeBytes(): number {
    return this.#store.latest.highWater * this.pageSize;
  }

  /** `sizeBytes` less the pages that can be used again now: etcd's `dbSizeInUse`. */
  sizeInUseBytes(): number {
    return this.sizeBytes() - this.#store.free.freeCount * this.pageSize;
  }

  /** A copy of the latest commit; resolves as soon as that commit is durable. Writes may go on while it is read. */
  copy(): Promise<DatabaseCopy> {
    this.#requireUsable();
    return copyMoment(this.#beginReader());
  }

  /** Checks the latest commit as `bbolt check` does and yields every problem as a sentence. */
  check(options: CheckOptions = {}): AsyncIterable<string> {
    this.#requireUsable();
    return checkMoment(this.#beginReader(), options);
  }

  /** Waits for the commits in flight, unlocks and closes the file. An open write transaction is rolled back. */
  async close(): Promise<void> {
    if (this.#isClosed) {
      return;
    }
    this.#isClosed = true;
    this.#writer?.rollback();
    try {
      await this.#store.commits.flushed();
    } finally {
      await this.#store.file?.close();
    }
  }

  #beginReader(): Reader {
    this.#openReadTransactions++;
    return new Reader(this.#store, () => {
      this.#openReadTransactions--;
    });
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
