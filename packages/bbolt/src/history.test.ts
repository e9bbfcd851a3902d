import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import type { ReadTransaction, WriteTransaction } from './api/transaction.ts';
import { Database } from './database.ts';
import { drawShape, mutate } from './testdata/history.ts';
import { compareBucket, ModelBucket, toKey, toText } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';

const histories = 1000;
const seed = Number(process.env.BBOLT_SEED ?? Math.floor(Math.random() * 2 ** 31));
const path = 'data/db';

interface Held {
  readonly reader: ReadTransaction;
  readonly model: ModelBucket;
}

function requireSame(tx: ReadTransaction | WriteTransaction, model: ModelBucket): void {
  expect(tx.bucketNames().map(toText)).toEqual(model.sortedKeys());
  for (const [name, bucket] of model.entries) {
    compareBucket(tx.bucket(toKey(name)), bucket as ModelBucket, name);
  }
}

/** One history: transactions on a file with a tiny cache, with readers that stay open over some of them, and reopenings. */
async function runHistory(random: SeededRandom): Promise<void> {
  const disk = new SimulatedDisk();
  disk.place('data/other', new Uint8Array(0));
  const shape = drawShape(random);
  const options = { disk, path, pageSize: [1024, 4096][random.below(2)] as number, cacheBytes: 64 * 1024 };
  let db = await Database.open(options);
  let model = new ModelBucket();
  let held: Held[] = [];
  const transactions = 1 + random.below(9);
  for (let index = 0; index < transactions; index++) {
    const changed = model.clone();
    const tx = db.beginWrite();
    mutate(tx, changed, 1 + random.below(300), shape, random);
    if (random.below(4) === 0) {
      requireSame(tx, changed);
      mutate(tx, changed, 1 + random.below(100), shape, random);
    }
    if (random.below(8) === 0) {
      tx.rollback();
    } else {
      const durable = tx.commit();
      model = changed;
      await (random.below(2) === 0 ? durable : db.commitCapacity());
    }
    if (random.below(3) === 0) {
      held.push({ reader: db.beginRead(), model });
    }
    if (random.below(4) === 0 && held.length > 0) {
      const [chosen] = held.splice(random.below(held.length), 1) as [Held];
      requireSame(chosen.reader, chosen.model);
      chosen.reader.close();
    }
    if (random.below(5) === 0) {
      for (const { reader, model: seen } of held.splice(0)) {
        requireSame(reader, seen);
        reader.close();
      }
      held = [];
      await db.close();
      db = await Database.open(options);
    }
  }
  for (const { reader, model: seen } of held) {
    requireSame(reader, seen);
  }
  using latest = db.beginRead();
  requireSame(latest, model);
  expect(await problemsOf(db)).toEqual([]);
}

test('a bucket whose root page becomes a child of the old root is written', async () => {
  await runHistory(new SeededRandom(1767504508));
});

test(`${histories} random histories agree with a sorted map and leave no page astray (seed ${seed})`, async () => {
  for (let index = 0; index < histories; index++) {
    const random = new SeededRandom(seed + index);
    try {
      await runHistory(random);
    } catch (cause) {
      throw new Error(`history with BBOLT_SEED=${seed + index}`, { cause });
    }
  }
});
