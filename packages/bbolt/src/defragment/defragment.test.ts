import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import type { ReadTransaction } from '../api/transaction.ts';
import { Database } from '../database.ts';
import { HastyClock } from '../testdata/hasty-clock.ts';
import { drawShape, mutate } from '../testdata/history.ts';
import { compareBucket, ModelBucket, toKey, toText } from '../testdata/model.ts';
import { problemsOf } from '../testdata/problems-of.ts';
import { compact } from './compact.ts';

const path = 'd/db';
const tempPath = 'd/db.tmp.1';
const seed = Number(process.env.BBOLT_SEED ?? Math.floor(Math.random() * 2 ** 31));

function newDisk(): SimulatedDisk {
  const disk = new SimulatedDisk();
  disk.place('d/other', new Uint8Array(0));
  return disk;
}

function requireSame(tx: ReadTransaction, model: ModelBucket): void {
  expect(tx.bucketNames().map(toText)).toEqual(model.sortedKeys());
  for (const [name, bucket] of model.entries) {
    compareBucket(tx.bucket(toKey(name)), bucket as ModelBucket, name);
  }
}

async function fillAndThin(db: Database): Promise<void> {
  const tx = db.beginWrite();
  const bucket = tx.createBucketIfMissing('key');
  for (let index = 0; index < 5000; index++) {
    bucket.put(toKey(String(index).padStart(17, '0')), new Uint8Array(100).fill(index));
  }
  await tx.commit();
  const second = db.beginWrite();
  for (let index = 0; index < 5000; index++) {
    if (index % 50 !== 0) {
      second.bucket('key')?.delete(toKey(String(index).padStart(17, '0')));
    }
  }
  await second.commit();
}

test('a thinned database shrinks, and is the same on reopening', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path });
  await fillAndThin(db);
  const old = db.beginRead();
  const number = db.transactionId;
  const before = db.sizeBytes();
  const result = await db.defragment({ clock: new HastyClock(), tempPath });
  expect(result.sizeBytesBefore).toBe(before);
  expect(result.sizeBytesAfter).toBe(db.sizeBytes());
  expect(db.sizeBytes()).toBeLessThan(before / 10);
  expect(db.transactionId).toBeGreaterThanOrEqual(number);
  expect(disk.paths()).toEqual(['/d/db', '/d/other']);
  expect(old.get('key', toKey('0'.repeat(17)))?.length).toBe(100);
  old.close();
  const tx = db.beginWrite();
  tx.bucket('key')?.put(toKey('new'), toKey('value'));
  await tx.commit();
  await db.close();
  const again = await Database.open({ disk, path });
  expect(await problemsOf(again)).toEqual([]);
  using reader = again.beginRead();
  let count = 0;
  reader.bucket('key')?.forEach(() => {
    count++;
  });
  expect(count).toBe(101);
  await again.close();
  expect(disk.openFiles).toBe(0);
});

test('a write transaction without changes goes on over the switch, and one with changes is waited for', async () => {
  const db = Database.inMemory();
  await fillAndThin(db);
  const idle = db.beginWrite();
  const bucket = idle.bucket('key');
  const cursor = bucket?.cursor();
  cursor?.first();
  await db.defragment({ clock: new HastyClock(), tempPath });
  expect(cursor?.next()).toBe(true);
  expect(toText(cursor?.key as Uint8Array)).toBe('50'.padStart(17, '0'));
  bucket?.put(toKey('a'), toKey('1'));
  let isDone = false;
  const done = db.defragment({ clock: new HastyClock(), tempPath }).then(() => {
    isDone = true;
  });
  for (let turn = 0; turn < 300; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isDone).toBe(false);
  await idle.commit();
  await done;
  expect(toText(db.beginRead().get('key', toKey('a')) as Uint8Array)).toBe('1');
  expect(await problemsOf(db)).toEqual([]);
});

test('a database closed in the middle removes the temporary file and says so', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path });
  await fillAndThin(db);
  const done = db.defragment({ clock: new HastyClock(), tempPath });
  const outcome = expect(done).rejects.toMatchObject({ code: 'closed' });
  await expect(db.defragment({ clock: new HastyClock(), tempPath })).rejects.toMatchObject({
    code: 'defragment-in-progress',
  });
  await db.close();
  await outcome;
  expect(disk.paths()).toEqual(['/d/db', '/d/other']);
});

test('a database whose file is about to be replaced is not put in its place again', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path });
  await fillAndThin(db);
  const defragmentation = db.defragment({ clock: new HastyClock(), tempPath }).catch((error: unknown) => error);
  await db.giveUpPlace();
  const other = new Uint8Array(10).fill(1);
  disk.place(path, other);
  await expect(db.defragment({ clock: new HastyClock(), tempPath })).rejects.toThrow('about to take its place');
  expect(await defragmentation).toMatchObject({ code: 'closed' });
  const tx = db.beginWrite();
  tx.createBucketIfMissing('still');
  await tx.commit();
  await db.close();
  expect(disk.contents(path)).toEqual(other);
  expect(disk.paths()).toEqual(['/d/db', '/d/other']);
});

test('compact copies a closed file without its free pages and leaves it as it is', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path });
  await fillAndThin(db);
  const size = db.sizeBytes();
  await expect(compact({ disk, clock: new HastyClock(), from: path, to: 'd/small' })).rejects.toMatchObject({
    code: 'locked',
  });
  await db.close();
  const before = disk.contents(path);
  const result = await compact({ disk, clock: new HastyClock(), from: path, to: 'd/small' });
  expect(disk.contents(path)).toEqual(before);
  expect(result.sizeBytesBefore).toBe(size);
  disk.crash('none');
  const small = await Database.open({ disk, path: 'd/small' });
  expect(small.sizeBytes()).toBe(result.sizeBytesAfter);
  expect(small.sizeBytes()).toBeLessThan(size / 10);
  expect(await problemsOf(small)).toEqual([]);
  expect(small.beginRead().get('key', toKey('4950'.padStart(17, '0')))?.length).toBe(100);
  await small.close();
});

test('writes that never let it catch up do not keep it from coming to an end', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path });
  await fillAndThin(db);
  let isDone = false;
  const done = db.defragment({ clock: new HastyClock(), tempPath }).finally(() => {
    isDone = true;
  });
  let writes = 0;
  while (!isDone) {
    const tx = db.beginWrite();
    for (let index = 0; index < 5000; index += 250) {
      tx.bucket('key')?.put(toKey(String(index).padStart(17, '0')), new Uint8Array(3000).fill(writes));
    }
    writes++;
    await tx.commit();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await done;
  using reader = db.beginRead();
  for (let index = 0; index < 5000; index += 250) {
    const value = reader.get('key', toKey(String(index).padStart(17, '0')));
    expect(value?.[0]).toBe((writes - 1) & 0xff);
  }
  expect(await problemsOf(db)).toEqual([]);
  await db.close();
});

async function writeDuring(random: SeededRandom): Promise<void> {
  const disk = newDisk();
  const options = { disk, path, pageSize: 1024, cacheBytes: 64 * 1024 };
  let db = await Database.open(options);
  let model = new ModelBucket();
  const shape = drawShape(random);
  const write = async () => {
    const changed = model.clone();
    const tx = db.beginWrite();
    for (let part = 0; part <= random.below(3); part++) {
      mutate(tx, changed, 1 + random.below(60), shape, random);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const durable = tx.commit();
    model = changed;
    await (random.below(2) === 0 ? durable : undefined);
    for (let turn = random.below(100); turn > 0; turn--) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  for (let index = 0; index < 3; index++) {
    await write();
  }
  const before = { reader: db.beginRead(), model };
  let isDone = false;
  const done = db.defragment({ clock: new HastyClock(), tempPath }).finally(() => {
    isDone = true;
  });
  let during = before;
  for (let index = 0; !isDone && index < 30; index++) {
    await write();
    during = index === 2 ? { reader: db.beginRead(), model } : during;
  }
  await done;
  await write();
  requireSame(before.reader, before.model);
  requireSame(during.reader, during.model);
  requireSame(db.beginRead(), model);
  expect(await problemsOf(db)).toEqual([]);
  await db.close();
  db = await Database.open(options);
  requireSame(db.beginRead(), model);
  await db.close();
}

test(`what is written during a defragmentation is in its result (seed ${seed})`, async () => {
  for (let run = 0; run < 100; run++) {
    try {
      await writeDuring(new SeededRandom(seed + run));
    } catch (cause) {
      throw new Error(`run with BBOLT_SEED=${seed + run}`, { cause });
    }
  }
});
