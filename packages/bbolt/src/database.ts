import type {
  CheckOptions,
  DatabaseOptions,
  DefragmentOptions,
  DefragmentResult,
  MemoryDatabaseOptions,
  OpenReport,
} from './api/options.ts';
import type { ReadTransaction, WriteTransaction } from './api/transaction.ts';
import { DatabaseError } from './database-error.ts';

/** A consistent copy of one moment, in the form of a database file that stands on its own. */
export interface DatabaseCopy {
  /** Length of the whole copy. */
  readonly sizeBytes: number;
  /** The bytes in order, in chunks of at most 1 MiB; each chunk is the caller's. May be iterated once. */
  chunks(): AsyncIterable<Uint8Array>;
  /** Lets the moment go. Done by itself when `chunks` was iterated to its end or left early. */
  close(): void;
}

/** A bbolt database over a file or over memory: one writer, any number of readers, each seeing one moment. */
export class Database {
  /** How many commits may be waiting for the disk at once; see `WriteTransaction.commit`. */
  static readonly commitsInFlightMax = 8;

  /**
   * Opens or creates a database file and locks it. Rejects with DatabaseError `locked`, `not-a-database`, `corrupt`, or with
   * the disk's own error.
   */
  static open(_options: DatabaseOptions): Promise<Database> {
    throw new DatabaseError('closed', 'being written');
  }

  /** An empty database without a file, on the same tree: commits resolve in the same turn. */
  static inMemory(_options: MemoryDatabaseOptions = {}): Database {
    throw new DatabaseError('closed', 'being written');
  }

  /** The file; undefined for a database in memory. */
  declare readonly path: string | undefined;
  declare readonly pageSize: number;
  declare readonly openReport: OpenReport;
  /** How many read transactions are open. */
  declare readonly openReadTransactions: number;
  /** Commits that are not durable yet. */
  declare readonly commitsInFlight: number;
  /** Whether `commit` would be taken now. */
  declare readonly canCommit: boolean;
  /** Number of the latest commit, durable or not. */
  declare readonly transactionId: number;

  /** Sees the latest commit, durable or not. */
  declare beginRead: () => ReadTransaction;
  /** Throws DatabaseError `write-in-progress` when one is open. */
  declare beginWrite: () => WriteTransaction;
  /** Resolves when `canCommit` is true. */
  declare commitCapacity: () => Promise<void>;
  /** Resolves when every commit so far is durable. */
  declare flushed: () => Promise<void>;
  /** Highest page in use × page size: etcd's `dbSize`. */
  declare sizeBytes: () => number;
  /** `sizeBytes` less the pages on the free list: etcd's `dbSizeInUse`. */
  declare sizeInUseBytes: () => number;
  /** A copy of the latest commit; resolves as soon as that commit is durable. Writes may go on while it is read. */
  declare copy: () => Promise<DatabaseCopy>;
  /** Rewrites the file without its free pages while reads and writes go on. */
  declare defragment: (options: DefragmentOptions) => Promise<DefragmentResult>;
  /** Checks the latest commit as `bbolt check` does and yields every problem as a sentence. */
  declare check: (options?: CheckOptions) => AsyncIterable<string>;
  /** Waits for the commits in flight, unlocks and closes the file. An open write transaction is rolled back. */
  declare close: () => Promise<void>;
}
