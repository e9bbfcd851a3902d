import type { BucketName, ReadBucket, WriteBucket } from './bucket.ts';

/**
 * One moment of the database: what had been committed when it began, whatever is written meanwhile. It costs next to nothing to
 * open, but while it is open the pages it can see are not reused: close it. Everything on it is synchronous.
 */
export interface ReadTransaction extends Disposable {
  /** The number of the commit it sees. */
  readonly transactionId: number;
  /** The database's size at this moment in bytes: highest page in use × page size (bbolt's `Tx.Size`). */
  readonly sizeBytes: number;
  /** The top-level bucket of that name; undefined when there is none. Keep the object for repeated use. */
  bucket(name: BucketName): ReadBucket | undefined;
  /** The value of a key in a top-level bucket; undefined when either is missing. */
  get(bucket: BucketName, key: Uint8Array): Uint8Array | undefined;
  /** The names of the top-level buckets, in order. */
  bucketNames(): Uint8Array[];
  /** Ends it. Fine to call twice. */
  close(): void;
}

/** The one write transaction. It sees its own changes at once; nobody else does before `commit`. */
export interface WriteTransaction extends Disposable {
  /** The number its commit will have. */
  readonly transactionId: number;
  /** How many puts, deletes and bucket changes it holds; a put of the same key twice counts twice. */
  readonly changes: number;
  bucket(name: BucketName): WriteBucket | undefined;
  createBucketIfMissing(name: BucketName): WriteBucket;
  /** Removes a top-level bucket with everything in it; false when there is none. */
  deleteBucket(name: BucketName): boolean;
  get(bucket: BucketName, key: Uint8Array): Uint8Array | undefined;
  bucketNames(): Uint8Array[];
  /**
   * Encodes the changed pages on the spot, makes them what new transactions see, and ends this one: the next `beginWrite` may
   * follow at once. The promise resolves when the commit is durable; commits become durable in order. Without changes nothing is
   * written, and the promise resolves with the commits before.
   *
   * @throws DatabaseError `commit-queue-full` at once when `Database.commitsInFlightMax` commits are not durable yet; the
   * transaction then stays open as it was (`Database.canCommit`, `Database.commitCapacity` tell beforehand). The promise rejects
   * with `write-failed` when the disk failed, and so does everything after it.
   */
  commit(): Promise<void>;
  /** Drops the changes and ends the transaction. Fine to call after `commit` or twice; disposing does the same. */
  rollback(): void;
}
