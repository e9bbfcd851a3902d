import type { Cursor } from './cursor.ts';

/** A bucket's name: bytes, or text that is taken as UTF-8. At least one byte. */
export type BucketName = Uint8Array | string;

/**
 * A bucket as one transaction sees it: a sorted map from keys to values, and from names to nested buckets, in one key space.
 * Keys are ordered bytewise. A bucket object is valid until its transaction ends.
 */
export interface ReadBucket {
  /**
   * The value of a key; undefined when there is none, or when a nested bucket stands there.
   * The bytes are a view into a page that is never written to: they stay as they are even after the transaction ends, but keep
   * the whole page in memory for as long as they are referenced. Copy what you keep; do not modify it.
   *
   * @throws DatabaseError `transaction-closed`; `corrupt` when a page that is read for it is damaged; or the disk's own error.
   */
  get(key: Uint8Array): Uint8Array | undefined;
  /** A cursor that stands nowhere yet; move it with `first`, `last` or `seek`. */
  cursor(): Cursor;
  /** Calls back for every key in ascending order; a nested bucket has `value` undefined. The views are as those of `get`. */
  forEach(callback: (key: Uint8Array, value: Uint8Array | undefined) => void): void;
  /** The nested bucket of that name; undefined when there is none. */
  bucket(name: BucketName): ReadBucket | undefined;
  /** The number stored with the bucket (bbolt's `Sequence`); 0 in a new one. */
  readonly sequence: number;
}

/** A bucket in the write transaction: what it changes is seen at once by every object of the same transaction. */
export interface WriteBucket extends ReadBucket {
  bucket(name: BucketName): WriteBucket | undefined;
  /**
   * Sets a key, replacing the value it had. **Key and value are kept by reference until `commit` returns**: do not modify them
   * before. A put of a key greater than all others takes a short path, see `fillPercent`.
   *
   * @throws DatabaseError `key-required`, `key-too-large` (over 32,768 bytes), `value-too-large` (over 2 GiB − 2),
   * `incompatible-value` when a nested bucket has that name.
   */
  put(key: Uint8Array, value: Uint8Array): void;
  /** Removes a key; false when it was not there. Throws `incompatible-value` for a nested bucket: use `deleteBucket`. */
  delete(key: Uint8Array): boolean;
  /** Throws DatabaseError `incompatible-value` when a key of that name has a value. */
  createBucketIfMissing(name: BucketName): WriteBucket;
  /** Removes a nested bucket with everything in it; false when there is none. Objects of it must not be used any more. */
  deleteBucket(name: BucketName): boolean;
  /** As `ReadBucket.sequence`; setting it is a change like a put. */
  sequence: number;
  /**
   * How full a page is left when it is split, 0.1 to 1; 0.5 unless set. Set it to 0.9 for a bucket whose keys only grow, as etcd
   * does for `key`, or to 1 for one that is only appended to once. It holds for this transaction; it is not stored.
   */
  fillPercent: number;
}
