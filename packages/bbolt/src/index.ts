export type { BucketName, ReadBucket, WriteBucket } from './api/bucket.ts';
export type { Cursor } from './api/cursor.ts';
export type {
  CheckOptions,
  DatabaseOptions,
  DefragmentOptions,
  DefragmentResult,
  MemoryDatabaseOptions,
  OpenReport,
} from './api/options.ts';
export type { ReadTransaction, WriteTransaction } from './api/transaction.ts';
export type { DatabaseCopy } from './copy.ts';
export { Database } from './database.ts';
export { DatabaseError, type DatabaseErrorCode } from './database-error.ts';
export { type CompactOptions, compact } from './defragment/compact.ts';
