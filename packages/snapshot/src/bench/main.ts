import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@quorate/bbolt';
import { NodeDisk } from '@quorate/node-ports';
import { KeyValue } from '@quorate/protocol';
import { encodeRevisionKey } from '../database/revision-key.ts';
import { databaseSnapshotStatus, restoreSnapshot, saveDatabaseSnapshot, snapshotBlobs } from '../index.ts';

const keyCount = 1_000_000;
const valueBytes = 256;
const keysPerCommit = 10_000;

const disk = new NodeDisk();
const scratch = mkdtempSync(join(tmpdir(), 'quorate-snapshot-bench-'));
const databasePath = join(scratch, 'db');

async function measure<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  const ms = performance.now() - begin;
  console.log(`${what}: ${(ms / 1_000).toFixed(2)} s`);
  return result;
}

async function fill(): Promise<void> {
  const database = await Database.open({ disk, path: databasePath });
  const value = new Uint8Array(valueBytes).fill(118);
  for (let revision = 2; revision < keyCount + 2; ) {
    await database.commitCapacity();
    const transaction = database.beginWrite();
    const keys = transaction.createBucketIfMissing('key');
    keys.fillPercent = 0.9;
    for (const end = revision + keysPerCommit; revision < end; revision++) {
      const key = new TextEncoder().encode(`key-${String(revision).padStart(10, '0')}`);
      const pair = { key, value, createRevision: revision, modRevision: revision, version: 1 };
      keys.put(encodeRevisionKey(revision, 0), KeyValue.encode(KeyValue.create(pair)));
    }
    void transaction.commit();
  }
  await database.flushed();
  await database.close();
}

async function save(path: string): Promise<void> {
  const database = await Database.open({ disk, path: databasePath, readOnly: true });
  const copy = await database.copy();
  const blobs = async function* (): AsyncGenerator<Uint8Array> {
    for await (const { blob } of snapshotBlobs(copy)) yield blob;
  };
  await saveDatabaseSnapshot(disk, path, blobs());
  await database.close();
}

try {
  await measure(`making a database of ${keyCount.toLocaleString('en')} keys with values of ${valueBytes} bytes`, fill);
  const megabytes = (statSync(databasePath).size / 1e6).toFixed(0);
  const saved = join(scratch, 'saved');
  await measure(`saving a snapshot of ${megabytes} MB, blob by blob`, () => save(saved));
  const dataDirectory = join(scratch, 'restored');
  await measure('restoring it', () => restoreSnapshot({ disk, snapshotPath: saved, dataDirectory }));
  const status = await measure('its status, integrity check included', () => databaseSnapshotStatus(disk, saved));
  console.log(`${status.totalKey.toLocaleString('en')} keys, revision ${status.revision}`);
} finally {
  rmSync(scratch, { recursive: true });
}
