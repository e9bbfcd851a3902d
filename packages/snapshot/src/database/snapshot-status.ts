import { Database, type ReadTransaction } from '@quorate/bbolt';
import { crc32c } from '@quorate/crc32c';
import type { Clock, Disk } from '@quorate/ports';
import { KeyValue } from '@quorate/protocol';
import { SnapshotError } from '../snapshot-error.ts';
import { isTombstone, revisionOf } from './revision-key.ts';
import type { Progress } from './save-snapshot.ts';

/** What `etcdutl snapshot status` shows. */
export interface SnapshotStatus {
  /** CRC-32C over the name, keys and values of every bucket. */
  readonly hash: number;
  /** The newest revision in the file, 0 when it holds none. */
  readonly revision: number;
  /** Keys that live at that revision: what etcdutl 3.7 shows. */
  readonly totalKey: number;
  /** Pairs in all buckets, old revisions included: what etcdutl 3.5 shows as `totalKey`. */
  readonly totalPairs: number;
  /** Bytes of the database: its highest page. */
  readonly totalSize: number;
  /** The storage version the file names, such as `3.6.0`; empty before etcd 3.6. */
  readonly version: string;
}

export interface StatusOptions {
  /** Lets the work yield to the event loop now and then; without it, it runs through. */
  readonly clock?: Clock;
  /** Bytes of keys and values summed up so far, after the integrity check, and the size of the database. */
  readonly onProgress?: Progress;
}

/** Pairs summed up between two turns: some milliseconds of work. */
const pairsPerTurn = 10_000;

/** Problems told of a damaged database: more would not help and could be millions. */
const problemsMax = 20;

/** Checks the database in a snapshot file, or a copied `db`, as `bbolt check` does, and sums it up. Rejects with `corrupt`. */
export async function databaseSnapshotStatus(
  disk: Disk,
  path: string,
  options: StatusOptions = {},
): Promise<SnapshotStatus> {
  const database = await Database.open({ disk, path, readOnly: true });
  try {
    await checkIntegrity(database, options);
    using transaction = database.beginRead();
    return await sumUp(transaction, options);
  } finally {
    await database.close();
  }
}

async function checkIntegrity(database: Database, { clock }: StatusOptions): Promise<void> {
  const problems: string[] = [];
  let count = 0;
  for await (const problem of database.check(clock === undefined ? {} : { clock })) {
    count++;
    if (problems.length < problemsMax) problems.push(problem);
  }
  if (count === 0) return;
  const message = `snapshot file integrity check failed. ${count} errors found.\n${problems.join('\n')}`;
  throw new SnapshotError('corrupt', message);
}

async function sumUp(transaction: ReadTransaction, { clock, onProgress }: StatusOptions): Promise<SnapshotStatus> {
  const totalSize = transaction.sizeBytes;
  const keys = new LiveKeys();
  let hash = 0;
  let totalPairs = 0;
  let doneBytes = 0;
  for (const name of transaction.bucketNames()) {
    hash = crc32c(name, hash);
    const isKeyBucket = Buffer.compare(name, keyBucket) === 0;
    const cursor = transaction.bucket(name)?.cursor();
    for (let found = cursor?.first(); cursor !== undefined && found; found = cursor.next()) {
      const { key, value = noBytes } = cursor;
      hash = crc32c(value, crc32c(key, hash));
      if (isKeyBucket) keys.see(key, value);
      doneBytes += key.length + value.length;
      if (++totalPairs % pairsPerTurn !== 0) continue;
      onProgress?.(doneBytes, totalSize);
      if (clock !== undefined) await new Promise<void>((resolve) => clock.nextTurn(resolve));
    }
  }
  const version = new TextDecoder().decode(transaction.get('meta', new TextEncoder().encode('storageVersion')));
  return { hash, revision: keys.revision, totalKey: keys.count, totalPairs, totalSize, version };
}

const keyBucket = new TextEncoder().encode('key');
const noBytes = new Uint8Array(0);

/** Follows the `key` bucket, which is in order of the revisions, so that the last record of a key says whether it lives. */
class LiveKeys {
  revision = 0;
  readonly #live = new Set<string>();

  get count(): number {
    return this.#live.size;
  }

  see(key: Uint8Array, value: Uint8Array): void {
    this.revision = revisionOf(key);
    // The record that a bumped revision leaves is empty.
    if (value.length === 0) return;
    const name = latin1(KeyValue.decode(value).key);
    if (isTombstone(key)) this.#live.delete(name);
    else this.#live.add(name);
  }
}

/** One character a byte: equal bytes give equal text, whatever they are. */
function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}
