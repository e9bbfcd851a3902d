import { type Fault, SeededRandom, SimulatedDisk, type Survival } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { type HistoryShape, mutate } from './testdata/history.ts';
import { compareBucket, ModelBucket, toKey, toText } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';

const path = 'member/snap/db';
const seed = Number(process.env.BBOLT_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What was committed, by number of the commit, and the highest number that was acknowledged as durable. */
interface Progress {
  readonly models: Map<number, ModelBucket>;
  acknowledged: number;
}

const openOptions = (disk: SimulatedDisk) => ({ disk, path, pageSize: 1024, cacheBytes: 8 * 1024 });

/** Commits that overlap, a reader that stays open over some of them, values that need overflow pages, a reopening. */
async function workload(disk: SimulatedDisk, progress: Progress): Promise<void> {
  const random = new SeededRandom(seed);
  const shape: HistoryShape = {
    keySpace: 60,
    valueBytesMax: 700,
    deleteShare: 30,
    bucketShare: 5,
    increasing: false,
    nextIncreasing: 0,
  };
  let model = new ModelBucket();
  for (let life = 0; life < 2; life++) {
    const db = await Database.open(openOptions(disk));
    const waiting: Promise<void>[] = [];
    for (let index = 0; index < 5; index++) {
      const reader = index === 1 ? db.beginRead() : undefined;
      const changed = model.clone();
      const tx = db.beginWrite();
      mutate(tx, changed, 25, shape, random);
      if (tx.changes === 0) {
        tx.rollback();
        continue;
      }
      const number = tx.transactionId;
      const durable = tx.commit().then(() => {
        progress.acknowledged = Math.max(progress.acknowledged, number);
      });
      durable.catch(() => undefined);
      model = changed;
      progress.models.set(number, changed);
      waiting.push(durable);
      if (index % 2 === 1) {
        await Promise.all(waiting);
      }
      reader?.close();
    }
    await Promise.all(waiting);
    await db.close();
  }
}

function newProgress(): Progress {
  const empty = new ModelBucket();
  // A new file has two metas, so that a crash during its creation leaves the one or the other.
  return {
    models: new Map([
      [0, empty],
      [1, empty],
    ]),
    acknowledged: 0,
  };
}

function newDisk(): SimulatedDisk {
  const disk = new SimulatedDisk();
  disk.place('member/snap/other', new Uint8Array(0));
  return disk;
}

/** Opens what a crash left: it must be exactly one of the commits, not older than the last acknowledged, and go on working. */
async function verifySurvivor(disk: SimulatedDisk, progress: Progress): Promise<void> {
  let db = await Database.open(openOptions(disk));
  expect(db.transactionId).toBeGreaterThanOrEqual(progress.acknowledged);
  const model = progress.models.get(db.transactionId);
  if (model === undefined) {
    throw new Error(`commit ${db.transactionId} was never made`);
  }
  requireContent(db, model);
  expect(await problemsOf(db)).toEqual([]);
  const after = model.clone();
  const tx = db.beginWrite();
  mutate(tx, after, 20, { ...shapeAfter, nextIncreasing: 0 }, new SeededRandom(seed + 1));
  await tx.commit();
  await db.close();
  db = await Database.open(openOptions(disk));
  requireContent(db, after);
  await db.close();
}

const shapeAfter = { keySpace: 60, valueBytesMax: 700, deleteShare: 0, bucketShare: 0, increasing: false };

function requireContent(db: Database, model: ModelBucket): void {
  using reader = db.beginRead();
  expect(reader.bucketNames().map(toText)).toEqual(model.sortedKeys());
  for (const [name, bucket] of model.entries) {
    compareBucket(reader.bucket(toKey(name)), bucket as ModelBucket, name);
  }
}

async function countOperations(): Promise<number> {
  const disk = newDisk();
  await workload(disk, newProgress());
  return disk.operationCount;
}

async function failAt(operation: number, fault: Fault, survival: Survival, random: SeededRandom): Promise<void> {
  const disk = newDisk();
  const progress = newProgress();
  disk.faults = ({ number }) => (number === operation ? fault : undefined);
  await workload(disk, progress).catch((error: unknown) => {
    if (!(error instanceof Error) || error.message.includes('invariant')) {
      throw error;
    }
  });
  disk.crash(survival, random);
  await verifySurvivor(disk, progress);
}

const faults: readonly Fault[] = [
  { kind: 'fail', code: 'io' },
  { kind: 'fail', code: 'no-space' },
  { kind: 'short-write', bytes: 700, code: 'no-space' },
  { kind: 'power-cut-before' },
  { kind: 'power-cut-after' },
];
const survivals: readonly Survival[] = ['none', 'all', 'some', 'some'];

for (const fault of faults) {
  const name = fault.kind === 'fail' ? `${fault.kind} (${fault.code})` : fault.kind;
  test(`after a ${name} at any disk operation and a crash, what was acknowledged is there (seed ${seed})`, async () => {
    const operations = await countOperations();
    expect(operations).toBeGreaterThan(50);
    for (let operation = 1; operation <= operations; operation++) {
      for (const [index, survival] of survivals.entries()) {
        try {
          await failAt(operation, fault, survival, new SeededRandom(seed + operation * 10 + index));
        } catch (cause) {
          throw new Error(`operation ${operation}, ${survival} survives, BBOLT_SEED=${seed}`, { cause });
        }
      }
    }
  });
}

test('after a failed sync everything says that the file must be opened again', async () => {
  const disk = newDisk();
  const db = await Database.open(openOptions(disk));
  disk.faults = ({ kind }) => (kind === 'sync' ? { kind: 'fail', code: 'io' } : undefined);
  const reader = db.beginRead();
  const first = db.beginWrite();
  first.createBucketIfMissing('b');
  const durable = first.commit();
  const second = db.beginWrite();
  second.createBucketIfMissing('c');
  await expect(durable).rejects.toThrow(DatabaseError);
  const failed = expect.objectContaining({ code: 'write-failed' });
  await expect(second.commit()).rejects.toEqual(failed);
  second.rollback();
  expect(() => db.beginWrite()).toThrow(failed);
  expect(() => db.beginRead()).toThrow(failed);
  await expect(db.flushed()).rejects.toEqual(failed);
  reader.close();
  await expect(db.close()).rejects.toEqual(failed);
  expect(disk.openFiles).toBe(0);
});
