import { SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { Database } from './database.ts';
import { encodeMeta } from './format/meta.ts';
import { toKey } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';

const path = 'd/db';

function newDisk(): SimulatedDisk {
  const disk = new SimulatedDisk();
  disk.place('d/other', new Uint8Array(0));
  return disk;
}

async function fill(db: Database, commits: number, keys = 300): Promise<void> {
  for (let commit = 0; commit < commits; commit++) {
    const tx = db.beginWrite();
    const bucket = tx.createBucketIfMissing('key');
    for (let index = 0; index < keys; index++) {
      bucket.put(toKey(`k${index}`), new Uint8Array(50).fill(commit));
    }
    await tx.commit();
  }
}

for (const pageSize of [1024, 8192, 16_384, 65_536]) {
  test(`a file with pages of ${pageSize} bytes keeps them, whatever is asked for on reopening`, async () => {
    const disk = newDisk();
    let db = await Database.open({ disk, path, pageSize });
    await fill(db, 3);
    await db.close();
    db = await Database.open({ disk, path, pageSize: 4096 });
    expect(db.pageSize).toBe(pageSize);
    await fill(db, 2);
    expect(await problemsOf(db)).toEqual([]);
    await db.close();
    disk.flipBit(path, 30, 2);
    db = await Database.open({ disk, path });
    expect(db.openReport.damagedMeta).toContain('meta page 0');
    expect(db.pageSize).toBe(pageSize);
    await db.close();
  });
}

/** Writes a list of free pages into the file as bbolt does without `NoFreelistSync`, over `pages` pages at its end. */
async function withWrittenFreelist(disk: SimulatedDisk, pages: number, countInList: boolean): Promise<number> {
  const db = await Database.open({ disk, path });
  const { highWater, root, free } = internals(db);
  const ids: number[] = [];
  for (let id = 2; id < highWater; id++) {
    if (free.has(id)) {
      ids.push(id);
    }
  }
  const transactionId = db.transactionId + 1;
  await db.close();
  const file = Buffer.alloc((highWater + pages) * 4096);
  file.set((disk.contents(path) as Uint8Array).subarray(0, highWater * 4096));
  const at = highWater * 4096;
  file.writeUInt32LE(highWater, at);
  file.writeUInt16LE(0x10, at + 8);
  file.writeUInt16LE(countInList ? 0xffff : ids.length, at + 10);
  file.writeUInt32LE(pages - 1, at + 12);
  const list = countInList ? [ids.length, ...ids] : ids;
  for (const [index, id] of list.entries()) {
    file.writeBigUInt64LE(BigInt(id), at + 16 + index * 8);
  }
  const meta = {
    pageSize: 4096,
    root,
    rootSequence: 0,
    freelist: highWater,
    highWater: highWater + pages,
    transactionId,
  };
  encodeMeta(meta, transactionId % 2, file.subarray((transactionId % 2) * 4096));
  disk.place(path, file);
  return ids.length;
}

function internals(db: Database) {
  const reader = db.beginRead() as unknown as import('./transaction/reader.ts').Reader;
  reader.close();
  return { ...reader.meta, free: reader.store.free };
}

for (const countInList of [false, true]) {
  test(`a written list of free pages is used and then given up (count in the list: ${countInList})`, async () => {
    const disk = newDisk();
    const first = await Database.open({ disk, path });
    await fill(first, 4);
    await first.close();
    const freePages = await withWrittenFreelist(disk, 2, countInList);
    expect(freePages).toBeGreaterThan(3);
    let db = await Database.open({ disk, path });
    expect(db.openReport.freelistWasSynced).toBe(true);
    expect(db.sizeBytes() - db.sizeInUseBytes()).toBe(freePages * 4096);
    expect(await problemsOf(db)).toEqual([]);
    const size = db.sizeBytes();
    await fill(db, 1, 10);
    await fill(db, 1, 10);
    expect(db.sizeBytes()).toBe(size);
    expect(await problemsOf(db)).toEqual([]);
    await db.close();
    db = await Database.open({ disk, path });
    expect(db.openReport.freelistWasSynced).toBe(false);
    expect(await problemsOf(db)).toEqual([]);
    await db.close();
  });
}

test('a file that is open is locked, one that is no database or is cut short is refused', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path });
  await expect(Database.open({ disk, path })).rejects.toMatchObject({ code: 'locked' });
  await fill(db, 2);
  const size = db.sizeBytes();
  await db.close();
  const file = disk.contents(path) as Uint8Array;
  disk.place('d/short', file.subarray(0, size - 1));
  await expect(Database.open({ disk, path: 'd/short' })).rejects.toMatchObject({ code: 'corrupt' });
  disk.place('d/foreign', new Uint8Array(100_000).fill(1));
  await expect(Database.open({ disk, path: 'd/foreign' })).rejects.toMatchObject({ code: 'not-a-database' });
  await expect(Database.open({ disk, path: 'd/none', readOnly: true })).rejects.toMatchObject({ code: 'not-found' });
  expect(disk.openFiles).toBe(0);
});

test('a file opened only to be read is not changed and takes no writes', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path });
  await fill(db, 2);
  await db.close();
  const before = disk.contents(path);
  const reading = await Database.open({ disk, path, readOnly: true });
  expect(() => reading.beginWrite()).toThrow(expect.objectContaining({ code: 'read-only' }));
  await expect(reading.defragment({} as never)).rejects.toMatchObject({ code: 'read-only' });
  expect(await problemsOf(reading)).toEqual([]);
  expect(reading.beginRead().get('key', toKey('k7'))).toEqual(new Uint8Array(50).fill(1));
  await reading.close();
  expect(disk.contents(path)).toEqual(before);
});

test('a full queue of commits refuses another and leaves the transaction as it was', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path });
  const commits: Promise<void>[] = [];
  const put = () => {
    const tx = db.beginWrite();
    tx.createBucketIfMissing('b').put(toKey(`k${commits.length}`), toKey('v'));
    return tx;
  };
  while (db.canCommit) {
    commits.push(put().commit());
  }
  expect(db.commitsInFlight).toBe(Database.commitsInFlightMax);
  const tx = put();
  expect(() => tx.commit()).toThrow(expect.objectContaining({ code: 'commit-queue-full' }));
  await db.commitCapacity();
  commits.push(tx.commit());
  await Promise.all(commits);
  expect(db.beginRead().get('b', toKey(`k${Database.commitsInFlightMax}`))).toEqual(toKey('v'));
  await db.close();
});

test('a page that is free again leaves nothing behind in the cache', async () => {
  const db = await Database.open({ disk: newDisk(), path });
  await fill(db, 200, 30);
  await fill(db, 1, 1);
  const reader = db.beginRead() as unknown as import('./transaction/reader.ts').Reader;
  const { cache } = reader.store;
  expect(cache.evictablePages).toBeLessThan(20);
  expect(cache.bytes).toBeLessThan(20 * 70_000);
  reader.close();
  await db.close();
});

test('a page cache with a small bound keeps to it', async () => {
  const disk = newDisk();
  const cacheBytes = 100_000;
  const db = await Database.open({ disk, path, cacheBytes });
  await fill(db, 2, 20_000);
  const reader = db.beginRead() as unknown as import('./transaction/reader.ts').Reader;
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 20_000; index += 7) {
      expect(reader.get('key', toKey(`k${index}`))?.[0]).toBe(1);
    }
    expect(reader.store.cache.bytes).toBeLessThan(cacheBytes + 70_000);
  }
  reader.close();
  await db.close();
});
