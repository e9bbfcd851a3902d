/**
 * Figures of the database on this machine: `node --conditions=@quorate/source src/bench/main.ts [--large]`, in a temporary
 * directory that is removed again. `--large` adds the file of 4 GB.
 */
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { NodeClock, NodeDisk } from '@quorate/node-ports';
import { Database, type ReadBucket } from '../index.ts';

const keyBytes = 17;
const commitPuts = 10_000;
const disk = new NodeDisk();

/** Keys as etcd's: a revision that grows, an underscore, a sub-revision of zero. */
function revisionKeys(count: number): (index: number) => Uint8Array {
  const bytes = new Uint8Array(count * keyBytes);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < count; index++) {
    view.setUint32(index * keyBytes + 4, index + 1);
    bytes[index * keyBytes + 8] = 0x5f;
  }
  return (index) => bytes.subarray(index * keyBytes, (index + 1) * keyBytes);
}

function say(what: string, figure: string): void {
  console.log(`${what.padEnd(64)} ${figure}`);
}

function rate(count: number, ms: number): string {
  return `${Math.round((count / ms) * 1000).toLocaleString('en')} /s`;
}

interface Filled {
  readonly holds: number[];
  readonly ms: number;
}

/** Puts in transactions of 10,000; the next one gathers while the last is written. */
async function fill(
  db: Database,
  count: number,
  valueBytes: number,
  key: (index: number) => Uint8Array,
): Promise<Filled> {
  const value = new Uint8Array(valueBytes).fill(7);
  const holds: number[] = [];
  const start = performance.now();
  for (let from = 0; from < count; from += commitPuts) {
    const tx = db.beginWrite();
    const bucket = tx.createBucketIfMissing('key');
    bucket.fillPercent = 0.9;
    for (let index = from; index < Math.min(count, from + commitPuts); index++) {
      bucket.put(key(index), value);
    }
    await db.commitCapacity();
    const before = performance.now();
    const durable = tx.commit();
    holds.push(performance.now() - before);
    durable.catch(() => undefined);
    await new Promise((resolve) => setImmediate(resolve));
  }
  await db.flushed();
  return { holds: holds.sort((left, right) => left - right), ms: performance.now() - start };
}

function randomGets(bucket: ReadBucket, key: (index: number) => Uint8Array, among: number, gets: number): number {
  let state = 12_345;
  let bytes = 0;
  const start = performance.now();
  for (let index = 0; index < gets; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    bytes += bucket.get(key(Math.floor((state / 0x80000000) * among)))?.length ?? 0;
  }
  const ms = performance.now() - start;
  if (bytes === 0) {
    throw new Error('the keys are not there');
  }
  return ms;
}

async function benchWritesAndCachedReads(directory: string): Promise<void> {
  const count = 1_000_000;
  const key = revisionKeys(count);
  const db = await Database.open({ disk, path: path.join(directory, 'db'), cacheBytes: 1024 ** 3 });
  const { ms, holds } = await fill(db, count, 300, key);
  say('put of 17 B / 300 B in increasing order, commits synced', rate(count, ms));
  say('commit of 10,000 puts holds the event loop, median', `${holds[holds.length >> 1]?.toFixed(1)} ms`);
  say('the same, 9 of 10', `${holds[Math.floor(holds.length * 0.9)]?.toFixed(1)} ms`);
  const reader = db.beginRead();
  const bucket = reader.bucket('key') as ReadBucket;
  for (const among of [10_000, 100_000, count]) {
    randomGets(bucket, key, among, 1_000_000);
    say(
      `random get from cache, of ${among.toLocaleString('en')} keys`,
      rate(1_000_000, randomGets(bucket, key, among, 1_000_000)),
    );
  }
  const tx = db.beginWrite();
  const writing = tx.createBucketIfMissing('key');
  for (let index = 0; index < commitPuts / 2; index++) {
    writing.put(key(index * 20), new Uint8Array(300));
  }
  say(
    'the same through an open write transaction, of 100,000',
    rate(1_000_000, randomGets(writing, key, 100_000, 1_000_000)),
  );
  tx.rollback();
  reader.close();
  await benchCopy(db);
  await benchDefragment(db, directory, key);
  await db.close();
}

async function benchCopy(db: Database): Promise<void> {
  const copy = await db.copy();
  const start = performance.now();
  let bytes = 0;
  for await (const chunk of copy.chunks()) {
    bytes += chunk.length;
  }
  say(
    `copy of ${Math.round(bytes / 1e6)} MB as a stream`,
    `${Math.round(bytes / 1e3 / (performance.now() - start))} MB/s`,
  );
}

async function benchDefragment(db: Database, directory: string, key: (index: number) => Uint8Array): Promise<void> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  let isDone = false;
  let puts = 0;
  const start = performance.now();
  delays.enable();
  const done = db.defragment({ clock: new NodeClock(), tempPath: path.join(directory, 'db.tmp.1') }).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    const tx = db.beginWrite();
    for (let index = 0; index < 1000; index++) {
      tx.bucket('key')?.put(key(500_000 + (puts++ % 10_000)), new Uint8Array(300));
    }
    await db.commitCapacity();
    tx.commit().catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const { sizeBytesBefore } = await done;
  const ms = performance.now() - start;
  delays.disable();
  say(
    `defragmentation of ${Math.round(sizeBytesBefore / 1e6)} MB while 1,000 puts come every 100 ms`,
    `${(ms / 1000).toFixed(1)} s`,
  );
  const held = [delays.percentile(99) / 1e6, delays.max / 1e6].map((delay) => delay.toFixed(1));
  say('meanwhile the event loop is late by, 99 of 100 times / at worst', `${held[0]} ms / ${held[1]} ms`);
}

async function benchLargeFile(directory: string): Promise<void> {
  const count = 1_200_000;
  const file = path.join(directory, 'large');
  const key = revisionKeys(count);
  let db = await Database.open({ disk, path: file, noSync: true, cacheBytes: 64 * 1024 ** 2 });
  const { ms } = await fill(db, count, 3_000, key);
  const gigabytes = db.sizeBytes() / 1e9;
  say(`filling a file to ${gigabytes.toFixed(1)} GB without syncs`, `${Math.round((gigabytes / ms) * 1e6)} MB/s`);
  await db.close();
  const start = performance.now();
  db = await Database.open({ disk, path: file, cacheBytes: 64 * 1024 ** 2 });
  say('opening it, which goes through the whole tree', `${((performance.now() - start) / 1000).toFixed(1)} s`);
  const reader = db.beginRead();
  say(
    'random get from it with a cache of 64 MiB',
    rate(100_000, randomGets(reader.bucket('key') as ReadBucket, key, count, 100_000)),
  );
  reader.close();
  await db.close();
}

const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'quorate-bench-'));
try {
  await benchWritesAndCachedReads(directory);
  if (process.argv.includes('--large')) {
    await benchLargeFile(directory);
  }
} finally {
  await fs.rm(directory, { recursive: true, force: true });
}
