import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { Database } from './database.ts';
import { mutate } from './testdata/history.ts';
import { compareBucket, ModelBucket, toKey } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';

const path = 'd/db';
const options = { pageSize: 1024, cacheBytes: 1024 };
const shape = {
  keySpace: 600,
  valueBytesMax: 300,
  deleteShare: 10,
  bucketShare: 0,
  increasing: false,
  nextIncreasing: 0,
};

/** A bucket over many leaves, with a nested one, of which next to nothing is in the cache. */
async function makeDatabase(): Promise<{ disk: SimulatedDisk; db: Database; model: ModelBucket }> {
  const disk = new SimulatedDisk();
  disk.place('d/other', new Uint8Array(0));
  const db = await Database.open({ disk, path, ...options });
  const model = new ModelBucket();
  const random = new SeededRandom(3);
  for (let commit = 0; commit < 3; commit++) {
    const tx = db.beginWrite();
    mutate(tx, model, 500, shape, random);
    const nested = tx.createBucketIfMissing('key').createBucketIfMissing('nested');
    for (let index = 0; index < 100; index++) {
      nested.put(toKey(`n${index}`), new Uint8Array(50));
    }
    await tx.commit();
  }
  return { disk, db, model };
}

/** Makes every read fail in turn, until the work gets through; it must change nothing when it does not. */
async function throughFailingReads(disk: SimulatedDisk, work: () => Promise<void> | void): Promise<number> {
  for (let failing = 1; ; failing++) {
    const failAt = disk.operationCount + failing;
    disk.faults = ({ number, kind }) =>
      number === failAt && kind === 'read' ? { kind: 'fail', code: 'io' } : undefined;
    try {
      await work();
      disk.faults = undefined;
      return failing - 1;
    } catch (error) {
      expect(error).toMatchObject({ name: 'DiskError', code: 'io' });
    }
  }
}

test('a bucket is deleted whole or not at all when pages cannot be read', async () => {
  const { disk, db } = await makeDatabase();
  const tx = db.beginWrite();
  const failures = await throughFailingReads(disk, () => {
    expect(tx.deleteBucket('key')).toBe(true);
  });
  expect(failures).toBeGreaterThan(20);
  await tx.commit();
  expect(db.beginRead().bucket('key')).toBeUndefined();
  expect(await problemsOf(db)).toEqual([]);
  await db.close();
});

test('a commit whose merges cannot read a neighbour can be tried again', async () => {
  const { disk, db } = await makeDatabase();
  const tx = db.beginWrite();
  const bucket = tx.createBucketIfMissing('key');
  const kept = new ModelBucket();
  const keys: Uint8Array[] = [];
  bucket.forEach((key, value) => {
    if (value !== undefined) {
      keys.push(key);
    }
  });
  for (const [index, key] of keys.entries()) {
    // Thins one stretch and leaves the next alone, so that small leaves have neighbours that are still pages.
    if (Math.floor(index / 12) % 2 === 0) {
      bucket.delete(key);
    } else {
      kept.entries.set(Buffer.from(key).toString('latin1'), bucket.get(key) as Uint8Array);
    }
  }
  expect(bucket.deleteBucket('nested')).toBe(true);
  let durable: Promise<void> | undefined;
  const failures = await throughFailingReads(disk, () => {
    durable = tx.commit();
  });
  expect(failures).toBeGreaterThan(0);
  await durable;
  compareBucket(db.beginRead().bucket('key'), kept);
  expect(await problemsOf(db)).toEqual([]);
  await db.close();
});
