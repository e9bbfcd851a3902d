import type { SeededRandom } from '@quorate/simulated-ports';
import type { WriteBucket } from '../api/bucket.ts';
import type { WriteTransaction } from '../api/transaction.ts';
import { ModelBucket, toKey } from './model.ts';

/** How the steps of one history are distributed; drawn once a history, so that histories differ from each other. */
export interface HistoryShape {
  readonly keySpace: number;
  readonly valueBytesMax: number;
  readonly deleteShare: number;
  readonly bucketShare: number;
  readonly increasing: boolean;
  nextIncreasing: number;
}

export function drawShape(random: SeededRandom): HistoryShape {
  return {
    keySpace: [8, 60, 600, 5000][random.below(4)] as number,
    valueBytesMax: [4, 60, 400, 3000][random.below(4)] as number,
    deleteShare: [0, 20, 50, 70][random.below(4)] as number,
    bucketShare: [0, 2, 15][random.below(3)] as number,
    increasing: random.below(4) === 0,
    nextIncreasing: 0,
  };
}

/** Does `steps` random things to a transaction and, in the same way, to the model of its root. */
export function mutate(
  tx: WriteTransaction,
  model: ModelBucket,
  steps: number,
  shape: HistoryShape,
  random: SeededRandom,
): void {
  const top = ['key', 'meta', 'lease'][random.below(3)] as string;
  let bucket: WriteBucket = tx.createBucketIfMissing(top);
  let at = createInModel(model, top);
  if (random.below(3) === 0) {
    bucket.fillPercent = 0.9;
  }
  for (let step = 0; step < steps; step++) {
    const dice = random.below(100);
    if (dice < shape.bucketShare) {
      [bucket, at] = bucketStep(bucket, at, random);
    } else if (dice < shape.bucketShare + shape.deleteShare) {
      deleteStep(bucket, at, shape, random);
    } else {
      const key = shape.increasing ? `i${String(shape.nextIncreasing++).padStart(12, '0')}` : drawKey(shape, random);
      if (!(at.entries.get(key) instanceof ModelBucket)) {
        const value = new Uint8Array(random.below(shape.valueBytesMax)).fill(random.below(256));
        bucket.put(toKey(key), value);
        at.entries.set(key, value);
      }
    }
  }
}

function drawKey(shape: HistoryShape, random: SeededRandom): string {
  const number = random.below(shape.keySpace);
  // Keys of very different length, so that separators change their size.
  return `${number % 7 === 0 ? 'long'.repeat(number % 40) : ''}k${number}`;
}

function deleteStep(bucket: WriteBucket, model: ModelBucket, shape: HistoryShape, random: SeededRandom): void {
  if (random.below(40) === 0) {
    deleteRange(bucket, model, random);
    return;
  }
  const key = drawKey(shape, random);
  const value = model.entries.get(key);
  if (value instanceof ModelBucket) {
    return;
  }
  if (bucket.delete(toKey(key)) !== (value !== undefined)) {
    throw new Error(`delete of ${key} did not say whether it was there`);
  }
  model.entries.delete(key);
}

/** Deletes a stretch of keys with a cursor, as compaction does. */
function deleteRange(bucket: WriteBucket, model: ModelBucket, random: SeededRandom): void {
  const keys = model.sortedKeys();
  const from = keys[random.below(Math.max(1, keys.length))];
  if (from === undefined) {
    return;
  }
  const cursor = bucket.cursor();
  let left = random.below(200);
  for (let isThere = cursor.seek(toKey(from)); isThere && left > 0; isThere = cursor.next(), left--) {
    if (!cursor.isBucket) {
      const key = cursor.key;
      bucket.delete(key);
      model.entries.delete(Buffer.from(key).toString('latin1'));
    }
  }
}

function bucketStep(bucket: WriteBucket, model: ModelBucket, random: SeededRandom): [WriteBucket, ModelBucket] {
  const name = `b${random.below(4)}`;
  switch (random.below(4)) {
    case 0:
      if (bucket.deleteBucket(name) !== model.entries.delete(name)) {
        throw new Error(`deleteBucket of ${name} did not say whether it was there`);
      }
      return [bucket, model];
    case 1:
      model.sequence = random.below(1000);
      bucket.sequence = model.sequence;
      return [bucket, model];
    default:
      return [bucket.createBucketIfMissing(name), createInModel(model, name)];
  }
}

function createInModel(model: ModelBucket, name: string): ModelBucket {
  const existing = model.entries.get(name);
  if (existing instanceof ModelBucket) {
    return existing;
  }
  const created = new ModelBucket();
  model.entries.set(name, created);
  return created;
}
