import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { crc32c } from '@quorate/crc32c';
import { NodeClock, NodeDisk } from '@quorate/node-ports';
import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import type { ReadBucket } from './api/bucket.ts';
import { Database } from './database.ts';
import { mutate } from './testdata/history.ts';
import { ModelBucket, toKey, toText } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';

const run = promisify(execFile);
const tool = path.resolve(import.meta.dirname, '../../../../shared/tools/real-etcd');
const clientUrl = 'http://127.0.0.1:27010';
const peerUrl = 'http://127.0.0.1:27011';

interface SnapshotStatus {
  readonly hash: number;
  readonly totalSize: number;
}

/** The hash that `etcdutl snapshot status` prints: CRC-32C over every bucket's name, keys and values. */
function hashOf(db: Database): number {
  using reader = db.beginRead();
  let hash = 0;
  for (const name of reader.bucketNames()) {
    hash = crc32c(name, hash);
    (reader.bucket(name) as ReadBucket).forEach((key, value) => {
      hash = crc32c(value ?? new Uint8Array(0), crc32c(key, hash));
    });
  }
  return hash;
}

async function statusOf(tools: string, file: string): Promise<SnapshotStatus> {
  const { stdout } = await run(path.join(tools, 'etcdutl'), ['snapshot', 'status', file, '-w', 'json']);
  return JSON.parse(stdout) as SnapshotStatus;
}

async function startEtcd(tools: string, dataDir: string): Promise<ChildProcess> {
  const flags = {
    'data-dir': dataDir,
    'listen-client-urls': clientUrl,
    'advertise-client-urls': clientUrl,
    'listen-peer-urls': peerUrl,
    'initial-advertise-peer-urls': peerUrl,
    'initial-cluster': `default=${peerUrl}`,
  };
  const args = Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]);
  const etcd = spawn(path.join(tools, 'etcd'), args, { stdio: 'ignore' });
  for (let attempt = 0; attempt < 100; attempt++) {
    const health = await fetch(`${clientUrl}/health`).catch(() => undefined);
    if (health?.ok) {
      return etcd;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  etcd.kill();
  throw new Error('etcd did not start within 10 seconds');
}

async function stopEtcd(etcd: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => etcd.once('exit', resolve));
  etcd.kill('SIGTERM');
  await ended;
}

async function call(method: string, body: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${clientUrl}/v3/${method}`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

const base64 = (text: string) => Buffer.from(text).toString('base64');

async function putMany(count: number, prefix: string): Promise<void> {
  for (let from = 0; from < count; from += 50) {
    const success = Array.from({ length: 50 }, (_, index) => ({
      requestPut: { key: base64(`${prefix}${from + index}`), value: base64('v'.repeat((from + index) % 700)) },
    }));
    await call('kv/txn', { success });
  }
}

/** Rewrites much of the file with ours: nested buckets, large values, deletions. */
async function scribble(db: Database): Promise<void> {
  const random = new SeededRandom(7);
  const shape = {
    keySpace: 5000,
    valueBytesMax: 6000,
    deleteShare: 30,
    bucketShare: 1,
    increasing: false,
    nextIncreasing: 0,
  };
  for (let commit = 0; commit < 6; commit++) {
    const tx = db.beginWrite();
    const bucket = tx.createBucketIfMissing('scribble');
    for (let index = 0; index < 500; index++) {
      const key = toKey(`k${random.below(3000)}`);
      if (random.below(3) === 0) {
        bucket.delete(key);
      } else {
        bucket.put(key, random.bytes(random.below(shape.valueBytesMax)));
      }
    }
    bucket.createBucketIfMissing(toKey('nested')).put(toKey(`n${commit}`), random.bytes(50));
    await tx.commit();
  }
  const tx = db.beginWrite();
  tx.bucket('scribble')?.deleteBucket('nested');
  await tx.commit();
}

async function exchange(tools: string, directory: string): Promise<void> {
  const dataDir = path.join(directory, 'data');
  const file = path.join(dataDir, 'member/snap/db');
  let etcd = await startEtcd(tools, dataDir);
  await putMany(1500, 'a');
  await call('kv/deleterange', { key: base64('a1'), range_end: base64('a5') });
  await call('kv/compaction', { revision: '20', physical: true });
  await putMany(300, 'b');
  await stopEtcd(etcd);

  const byEtcd = await statusOf(tools, file);
  const disk = new NodeDisk();
  let db = await Database.open({ disk, path: file });
  expect(await problemsOf(db)).toEqual([]);
  expect(hashOf(db)).toBe(byEtcd.hash);
  expect(db.sizeBytes()).toBe(byEtcd.totalSize);
  await scribble(db);
  const hashScribbled = hashOf(db);
  const sizeScribbled = db.sizeBytes();
  const chunks: Uint8Array[] = [];
  for await (const chunk of (await db.copy()).chunks()) {
    chunks.push(chunk);
  }
  await db.close();
  expect((await statusOf(tools, file)).hash).toBe(hashScribbled);
  const copy = path.join(directory, 'copy.db');
  await fs.writeFile(copy, chunks);
  expect((await statusOf(tools, copy)).hash).toBe(hashScribbled);

  db = await Database.open({ disk, path: file });
  const tx = db.beginWrite();
  expect(tx.deleteBucket('scribble')).toBe(true);
  await tx.commit();
  await db.defragment({ clock: new NodeClock(), tempPath: `${file}.tmp` });
  await db.close();
  const defragmented = await statusOf(tools, file);
  expect(defragmented.hash).toBe(byEtcd.hash);
  expect(defragmented.totalSize).toBeLessThan(sizeScribbled / 2);

  etcd = await startEtcd(tools, dataDir);
  await putMany(1000, 'c');
  await call('kv/deleterange', { key: base64('b'), range_end: base64('b2') });
  await stopEtcd(etcd);
  db = await Database.open({ disk, path: file });
  expect(await problemsOf(db)).toEqual([]);
  const hash = hashOf(db);
  await db.close();
  expect((await statusOf(tools, file)).hash).toBe(hash);
}

test('etcd and its tools read what we wrote, and we read what they wrote', async () => {
  if (!existsSync(tool)) {
    console.warn('The real etcd is not at hand (../shared/tools/real-etcd): only the stored file of etcd 3.5 is read.');
    return;
  }
  const { stdout } = await run(tool);
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'quorate-bbolt-'));
  try {
    await exchange(stdout.trim(), directory);
  } finally {
    await fs.rm(directory, { recursive: true, force: true });
  }
});

test('a snapshot that etcd 3.5 saved is read and written', async () => {
  const disk = new SimulatedDisk();
  disk.place('d/db', await fs.readFile(path.join(import.meta.dirname, 'testdata/etcd-3.5-snapshot.db')));
  const db = await Database.open({ disk, path: 'd/db' });
  expect(await problemsOf(db)).toEqual([]);
  expect(hashOf(db).toString(16)).toBe('6dc0a0d0');
  expect(db.beginRead().bucketNames().map(toText)).toEqual(
    'alarm auth authRoles authUsers cluster key lease members members_removed meta'.split(' '),
  );
  const model = new ModelBucket();
  const tx = db.beginWrite();
  const shape = {
    keySpace: 500,
    valueBytesMax: 500,
    deleteShare: 10,
    bucketShare: 2,
    increasing: false,
    nextIncreasing: 0,
  };
  mutate(tx, model, 500, shape, new SeededRandom(1));
  await tx.commit();
  expect(await problemsOf(db)).toEqual([]);
  await db.close();
});
