import type { ReadBucket } from '@quorate/bbolt';
import { crc32c } from '@quorate/crc32c';
import type { Clock } from '@quorate/ports';
import type { Backend } from '../backend/backend.ts';
import { nextTurn } from '../turn.ts';
import { sliceBytesMax, sliceRecordsMax } from './hash-kv.ts';

/** Keys of the bucket `meta` that differ between members that hold the same. */
const ignoredMetaKeys = new Set(['consistent_index', 'term', 'storageVersion']);

/**
 * CRC-32C of the whole database: all buckets in the order of their names, each with its name, its keys and its values. The answer to etcd's
 * Hash call, which exists for tests.
 */
export async function hashDatabase(backend: Backend, clock: Clock): Promise<number> {
  await nextTurn(clock);
  using transaction = await backend.beginRead();
  let hash = 0;
  for (const name of transaction.bucketNames()) {
    const text = Buffer.from(name).toString();
    hash = crc32c(name, hash);
    const bucket = transaction.bucket(name) as ReadBucket;
    const cursor = bucket.cursor();
    let records = 0;
    let bytes = 0;
    for (let isThere = cursor.first(); isThere; isThere = cursor.next()) {
      const { key, value } = cursor;
      if (value === undefined || (text === 'meta' && ignoredMetaKeys.has(Buffer.from(key).toString()))) continue;
      hash = crc32c(value, crc32c(key, hash));
      records++;
      bytes += value.length;
      if (records >= sliceRecordsMax || bytes >= sliceBytesMax) {
        await nextTurn(clock);
        records = 0;
        bytes = 0;
      }
    }
  }
  return hash;
}
