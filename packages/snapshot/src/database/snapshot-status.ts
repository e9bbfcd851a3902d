import { Database, type ReadTransaction } from '@quorate/bbolt';
import { crc32c } from '@quorate/crc32c';
import type { Clock, Disk } from '@quorate/ports';
import { KeyValue } from '@quorate/protocol';
import { SnapshotError } from '../snapshot-error.ts';
import { isTombstone, revisionOf } from './revision-key.ts';

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
  /** Lets the integrity check yield to the event loop now and then. */
  readonly clock?: Clock;
}

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
    return sumUp(transaction);
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

function sumUp(transaction: ReadTransaction): SnapshotStatus {
  let hash = 0;
  let totalPairs = 0;
  for (const name of transaction.bucketNames()) {
    hash = crc32c(name, hash);
    transaction.bucket(name)?.forEach((key, value) => {
      hash = crc32c(key, hash);
      if (value !== undefined) hash = crc32c(value, hash);
      totalPairs++;
    });
  }
  const { revision, totalKey } = countKeys(transaction);
  const version = transaction.get('meta', new TextEncoder().encode('storageVersion'));
  const totalSize = transaction.sizeBytes;
  return { hash, revision, totalKey, totalPairs, totalSize, version: new TextDecoder().decode(version) };
}

/** The keys are in order of their revisions, so the last record of a key says whether it lives. */
function countKeys(transaction: ReadTransaction): { revision: number; totalKey: number } {
  const live = new Set<string>();
  let revision = 0;
  transaction.bucket('key')?.forEach((key, value) => {
    revision = revisionOf(key);
    if (value === undefined || value.length === 0) return;
    const name = latin1(KeyValue.decode(value).key);
    if (isTombstone(key)) live.delete(name);
    else live.add(name);
  });
  return { revision, totalKey: live.size };
}

/** One character a byte: equal bytes give equal text, whatever they are. */
function latin1({ buffer, byteOffset, length }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, length).toString('latin1');
}
