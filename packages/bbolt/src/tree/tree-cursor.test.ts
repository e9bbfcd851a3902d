import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { WriteBucket } from '../api/bucket.ts';
import { Database } from '../database.ts';
import { toKey, toText } from '../testdata/model.ts';

/** A bucket of `count` keys in pages so small that they are spread over many leaves. */
function bucketOf(count: number): WriteBucket {
  const bucket = Database.inMemory({ pageSize: 1024 }).beginWrite().createBucketIfMissing('b');
  for (let index = 0; index < count; index++) {
    bucket.put(toKey(keyOf(index)), new Uint8Array(40));
  }
  return bucket;
}

const keyOf = (index: number) => `k${String(index).padStart(4, '0')}`;

test('before it was moved, and past either end, a cursor stands nowhere', () => {
  const cursor = bucketOf(3).cursor();
  expect(cursor.next()).toBe(false);
  expect(cursor.prev()).toBe(false);
  expect(() => cursor.value).toThrow(expect.objectContaining({ code: 'cursor-unpositioned' }));
  expect(cursor.last()).toBe(true);
  expect(cursor.next()).toBe(false);
  expect(() => cursor.key).toThrow(expect.objectContaining({ code: 'cursor-unpositioned' }));
  expect(cursor.seek(toKey('z'))).toBe(false);
  expect(bucketOf(0).cursor().first()).toBe(false);
  expect(bucketOf(0).cursor().last()).toBe(false);
});

test('seek finds the key or the next greater one, across the borders of leaves', () => {
  const bucket = bucketOf(500);
  const cursor = bucket.cursor();
  for (let index = 0; index < 499; index++) {
    expect(cursor.seek(toKey(`${keyOf(index)}x`))).toBe(true);
    expect(toText(cursor.key)).toBe(keyOf(index + 1));
    expect(cursor.prev()).toBe(true);
    expect(toText(cursor.key)).toBe(keyOf(index));
  }
});

test('a cursor goes on from its key when the tree changes around it', () => {
  const bucket = bucketOf(300);
  const cursor = bucket.cursor();
  cursor.seek(toKey(keyOf(100)));
  bucket.delete(toKey(keyOf(100)));
  expect(toText(cursor.key)).toBe(keyOf(100));
  expect(cursor.value).toBeUndefined();
  expect(cursor.next()).toBe(true);
  expect(toText(cursor.key)).toBe(keyOf(101));
  bucket.put(toKey(keyOf(101)), toKey('changed'));
  expect(toText(cursor.value as Uint8Array)).toBe('changed');
  for (let index = 0; index < 300; index++) {
    bucket.put(toKey(`${keyOf(101)}-${index}`), new Uint8Array(40));
  }
  expect(cursor.next()).toBe(true);
  expect(toText(cursor.key)).toBe(`${keyOf(101)}-0`);
  bucket.delete(toKey(keyOf(101)));
  expect(cursor.prev()).toBe(true);
  expect(toText(cursor.key)).toBe(keyOf(99));
});

test('whatever is put and deleted, moves agree with a sorted list', () => {
  const step = fc.tuple(
    fc.constantFrom('put', 'delete', 'next', 'prev', 'seek', 'first', 'last'),
    fc.integer({ min: 0, max: 400 }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const bucket = bucketOf(200);
      const keys = new Set(Array.from({ length: 200 }, (_, index) => keyOf(index)));
      const cursor = bucket.cursor();
      let at: string | undefined;
      for (const [what, number] of steps) {
        const key = keyOf(number);
        const sorted = () => [...keys].sort();
        let moved: boolean | undefined;
        if (what === 'put') {
          bucket.put(toKey(key), new Uint8Array(number));
          keys.add(key);
        } else if (what === 'delete') {
          expect(bucket.delete(toKey(key))).toBe(keys.delete(key));
        } else if (what === 'next') {
          moved = cursor.next();
          at = at === undefined ? undefined : sorted().find((other) => other > (at as string));
        } else if (what === 'prev') {
          moved = cursor.prev();
          at = at === undefined ? undefined : sorted().findLast((other) => other < (at as string));
        } else if (what === 'seek') {
          moved = cursor.seek(toKey(key));
          at = sorted().find((other) => other >= key);
        } else {
          moved = what === 'first' ? cursor.first() : cursor.last();
          at = what === 'first' ? sorted()[0] : sorted().at(-1);
        }
        if (moved !== undefined) {
          expect(moved).toBe(at !== undefined);
          expect(moved ? toText(cursor.key) : undefined).toBe(at);
        }
      }
    }),
    { numRuns: 60 },
  );
});
