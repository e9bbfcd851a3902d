import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import type { DatabaseCopy } from './copy.ts';
import { Database } from './database.ts';
import { drawShape, mutate } from './testdata/history.ts';
import { compareBucket, ModelBucket, toKey } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';

function newDisk(): SimulatedDisk {
  const disk = new SimulatedDisk();
  disk.place('d/other', new Uint8Array(0));
  return disk;
}

async function collect(copy: DatabaseCopy, betweenChunks?: () => void): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of copy.chunks()) {
    chunks.push(chunk);
    betweenChunks?.();
  }
  return Buffer.concat(chunks);
}

/** Random content with large values, so that the copy has several chunks and overflow pages across their borders. */
function write(db: Database, model: ModelBucket, random: SeededRandom): Promise<void> {
  const tx = db.beginWrite();
  mutate(tx, model, 100, { ...drawShape(random), deleteShare: 10, increasing: false }, random);
  const large = tx.createBucketIfMissing('large');
  const inModel = (model.entries.get('large') as ModelBucket | undefined) ?? new ModelBucket();
  model.entries.set('large', inModel);
  for (let index = 0; index < 4; index++) {
    const key = `l${random.below(20)}`;
    const value = random.bytes(random.below(200_000));
    large.put(toKey(key), value);
    inModel.entries.set(key, value);
  }
  return tx.commit();
}

for (const kind of ['file', 'memory'] as const) {
  test(`a copy of a database in a ${kind} is the moment it was taken, whatever is written meanwhile`, async () => {
    const random = new SeededRandom(11);
    const db = kind === 'file' ? await Database.open({ disk: newDisk(), path: 'd/db' }) : Database.inMemory();
    const model = new ModelBucket();
    for (let index = 0; index < 8; index++) {
      await write(db, model, random);
    }
    const copy = await db.copy();
    const frozen = model.clone();
    const bytes = await collect(copy, () => void write(db, model, random));
    await db.flushed();
    expect(bytes.length).toBe(copy.sizeBytes);
    expect(bytes.length).toBeGreaterThan(2_000_000);
    const disk = newDisk();
    disk.place('d/copy', bytes);
    const copied = await Database.open({ disk, path: 'd/copy' });
    expect(await problemsOf(copied)).toEqual([]);
    using reader = copied.beginRead();
    for (const [name, bucket] of frozen.entries) {
      compareBucket(reader.bucket(name), bucket as ModelBucket, name);
    }
    expect(copied.transactionId).toBe(copy.transactionId);
    await db.close();
  });
}

test('each meta page of a copy leads to its content alone', async () => {
  const disk = newDisk();
  const db = await Database.open({ disk, path: 'd/db', pageSize: 1024 });
  const tx = db.beginWrite();
  tx.createBucketIfMissing('b').put(toKey('k'), toKey('v'));
  await tx.commit();
  const bytes = await collect(await db.copy());
  for (const damaged of [0, 1]) {
    const other = newDisk();
    other.place('d/copy', bytes);
    other.flipBit('d/copy', damaged * 1024 + 40, 3);
    const copied = await Database.open({ disk: other, path: 'd/copy' });
    expect(copied.openReport.damagedMeta).toContain(`meta page ${damaged}`);
    expect(copied.beginRead().get('b', toKey('k'))).toEqual(toKey('v'));
    await copied.close();
  }
});

test('a copy that is left early lets its moment go', async () => {
  const db = await Database.open({ disk: newDisk(), path: 'd/db' });
  for await (const chunk of (await db.copy()).chunks()) {
    expect(chunk.length).toBe(2 * 4096);
    break;
  }
  (await db.copy()).close();
  for (let index = 0; index < 50; index++) {
    const tx = db.beginWrite();
    tx.createBucketIfMissing('b').put(toKey('k'), new Uint8Array(3000).fill(index));
    await tx.commit();
  }
  expect(db.sizeBytes()).toBeLessThan(12 * 4096);
  await db.close();
});
