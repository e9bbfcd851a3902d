import { type Fault, SeededRandom, SimulatedDisk, type Survival } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { HastyClock } from './testdata/hasty-clock.ts';
import { type HistoryShape, mutate } from './testdata/history.ts';
import { compareBucket, ModelBucket, toKey, toText } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';

const path = 'member/snap/db';
const seed = Number(process.env.BBOLT_SEED ?? Math.floor(Math.random() * 2 ** 31));

/** What was committed, in order, and the index of the last that was acknowledged as durable. */
interface Progress {
  readonly models: ModelBucket[];
  acknowledged: number;
}

type Workload = (disk: SimulatedDisk, progress: Progress) => Promise<void>;

const openOptions = (disk: SimulatedDisk) => ({ disk, path, pageSize: 1024, cacheBytes: 8 * 1024 });

const shape: HistoryShape = {
  keySpace: 60,
  valueBytesMax: 700,
  deleteShare: 30,
  bucketShare: 5,
  increasing: false,
  nextIncreasing: 0,
};

/** Begins a transaction with random changes; what is answered begins its commit. */
function makeChanges(db: Database, progress: Progress, random: SeededRandom): () => Promise<void> {
  const changed = (progress.models.at(-1) as ModelBucket).clone();
  const tx = db.beginWrite();
  mutate(tx, changed, 12, shape, random);
  const mark = toKey(String(progress.models.length));
  tx.createBucketIfMissing('mark').put(toKey('mark'), mark);
  const inModel = new ModelBucket();
  inModel.entries.set('mark', mark);
  changed.entries.set('mark', inModel);
  return () => {
    const index = progress.models.push(changed) - 1;
    const durable = tx.commit().then(() => {
      progress.acknowledged = Math.max(progress.acknowledged, index);
    });
    durable.catch(() => undefined);
    return durable;
  };
}

function commitChanges(db: Database, progress: Progress, random: SeededRandom): Promise<void> {
  return makeChanges(db, progress, random)();
}

/** Commits that overlap, a reader that stays open over some of them, values that need overflow pages, a reopening. */
async function overlappingCommits(disk: SimulatedDisk, progress: Progress): Promise<void> {
  const random = new SeededRandom(seed);
  for (let life = 0; life < 2; life++) {
    const db = await Database.open(openOptions(disk));
    for (let index = 0; index < 5; index++) {
      const reader = index === 1 ? db.beginRead() : undefined;
      const durable = commitChanges(db, progress, random);
      if (index % 2 === 1) {
        await durable;
      }
      reader?.close();
    }
    await db.flushed();
    await db.close();
  }
}

/** Turns that a defragmentation of so little needs until it waits for the open write transaction. */
const turnsToCatchUp = 150;

/** Commits before, during and after a defragmentation, and in every turn while the new file takes the old one's place. */
async function defragmentation(disk: SimulatedDisk, progress: Progress): Promise<void> {
  const random = new SeededRandom(seed);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const db = await Database.open({ disk, path, pageSize: 1024 });
  await commitChanges(db, progress, random);
  await commitChanges(db, progress, random);
  const done = db.defragment({ clock: new HastyClock(), tempPath: `${path}.tmp` });
  done.catch(() => undefined);
  await turn();
  await commitChanges(db, progress, random);
  const commit = makeChanges(db, progress, random);
  for (let index = 0; index < turnsToCatchUp; index++) {
    await turn();
  }
  void commit();
  for (let index = 0; index < 4; index++) {
    void commitChanges(db, progress, random);
    await turn();
  }
  await done;
  await commitChanges(db, progress, random);
  await db.close();
}

function newProgress(): Progress {
  return { models: [new ModelBucket()], acknowledged: 0 };
}

/** For the defragmentation every operation takes a turn, so that commits come between any two of its own. */
function newDisk(workload?: Workload): SimulatedDisk {
  const disk = new SimulatedDisk(workload === defragmentation ? { clock: new HastyClock() } : {});
  disk.place('member/snap/other', new Uint8Array(0));
  return disk;
}

/** Opens what a crash left: it must be exactly one of the commits, not older than the last acknowledged, and go on working. */
async function verifySurvivor(disk: SimulatedDisk, progress: Progress): Promise<void> {
  let db = await Database.open(openOptions(disk));
  const model = progress.models
    .slice(progress.acknowledged)
    .find((candidate, index, all) => isContent(db, candidate, index === all.length - 1));
  expect(await problemsOf(db)).toEqual([]);
  const after = (model as ModelBucket).clone();
  const tx = db.beginWrite();
  mutate(tx, after, 20, { ...shapeAfter, nextIncreasing: 0 }, new SeededRandom(seed + 1));
  await tx.commit();
  await db.close();
  db = await Database.open(openOptions(disk));
  requireContent(db, after);
  await db.close();
}

/** Throws, with the difference, for the last candidate. */
function isContent(db: Database, model: ModelBucket, isLast: boolean): boolean {
  try {
    requireContent(db, model);
    return true;
  } catch (error) {
    if (isLast) {
      throw error;
    }
    return false;
  }
}

const shapeAfter = { keySpace: 60, valueBytesMax: 700, deleteShare: 0, bucketShare: 0, increasing: false };

function requireContent(db: Database, model: ModelBucket): void {
  using reader = db.beginRead();
  expect(reader.bucketNames().map(toText)).toEqual(model.sortedKeys());
  for (const [name, bucket] of model.entries) {
    compareBucket(reader.bucket(toKey(name)), bucket as ModelBucket, name);
  }
}

async function countOperations(workload: Workload): Promise<number> {
  const disk = newDisk(workload);
  const progress = newProgress();
  await workload(disk, progress);
  expect(progress.acknowledged).toBe(progress.models.length - 1);
  return disk.operationCount;
}

async function failAt(
  workload: Workload,
  operation: number,
  fault: Fault,
  survival: Survival,
  random: SeededRandom,
): Promise<void> {
  const disk = newDisk(workload);
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
const survivals: readonly Survival[] = ['none', 'all', 'some'];

async function failEverywhere(workload: Workload, fault: Fault): Promise<void> {
  const operations = await countOperations(workload);
  expect(operations).toBeGreaterThan(40);
  for (let operation = 1; operation <= operations; operation++) {
    for (const [index, survival] of survivals.entries()) {
      try {
        await failAt(workload, operation, fault, survival, new SeededRandom(seed + operation * 10 + index));
      } catch (cause) {
        throw new Error(`operation ${operation}, ${survival} survives, BBOLT_SEED=${seed}`, { cause });
      }
    }
  }
}

for (const fault of faults) {
  const name = fault.kind === 'fail' ? `${fault.kind} (${fault.code})` : fault.kind;
  test(`after a ${name} at any disk operation and a crash, what was acknowledged is there (seed ${seed})`, async () => {
    await failEverywhere(overlappingCommits, fault);
  });
  test(`the same during a defragmentation: ${name} (seed ${seed})`, async () => {
    await failEverywhere(defragmentation, fault);
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
