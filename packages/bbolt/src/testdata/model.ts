import type { ReadBucket, WriteBucket } from '../api/bucket.ts';

/** What a bucket should hold: keys and names as text of one character a byte; a value as bytes, or a nested bucket. */
export class ModelBucket {
  sequence = 0;
  readonly entries = new Map<string, Uint8Array | ModelBucket>();

  clone(): ModelBucket {
    const copy = new ModelBucket();
    copy.sequence = this.sequence;
    for (const [key, value] of this.entries) {
      copy.entries.set(key, value instanceof ModelBucket ? value.clone() : value);
    }
    return copy;
  }

  sortedKeys(): string[] {
    return [...this.entries.keys()].sort();
  }
}

export function toKey(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

export function toText(key: Uint8Array): string {
  return Buffer.from(key).toString('latin1');
}

/** Throws with the first difference between a bucket and its model, looking with cursors both ways and with `get`. */
export function compareBucket(bucket: ReadBucket | WriteBucket | undefined, model: ModelBucket, path = ''): void {
  if (bucket === undefined) {
    throw new Error(`${path}: the bucket is missing`);
  }
  if (bucket.sequence !== model.sequence) {
    throw new Error(`${path}: sequence ${bucket.sequence}, not ${model.sequence}`);
  }
  const expected = model.sortedKeys();
  compareKeysSeen(path, expected, walkForward(bucket));
  compareKeysSeen(`${path} (backwards)`, expected.toReversed(), walkBackward(bucket));
  for (const key of expected) {
    const value = model.entries.get(key);
    const seen = bucket.get(toKey(key));
    if (value instanceof ModelBucket) {
      if (seen !== undefined) {
        throw new Error(`${path}/${key}: a value where a bucket should be`);
      }
      compareBucket(bucket.bucket(toKey(key)), value, `${path}/${key}`);
    } else if (seen === undefined || value === undefined || Buffer.compare(seen, value) !== 0) {
      throw new Error(`${path}/${key}: value ${seen?.length} bytes, not the ${value?.length} expected`);
    }
  }
}

function compareKeysSeen(path: string, expected: readonly string[], seen: readonly string[]): void {
  for (let index = 0; index < Math.max(expected.length, seen.length); index++) {
    if (expected[index] !== seen[index]) {
      throw new Error(`${path}: key ${index} is ${seen[index]}, not ${expected[index]}`);
    }
  }
}

function walkForward(bucket: ReadBucket): string[] {
  const keys: string[] = [];
  bucket.forEach((key) => {
    keys.push(toText(key));
  });
  return keys;
}

function walkBackward(bucket: ReadBucket): string[] {
  const keys: string[] = [];
  const cursor = bucket.cursor();
  for (let isThere = cursor.last(); isThere; isThere = cursor.prev()) {
    keys.push(toText(cursor.key));
  }
  return keys;
}
