import { expect, test } from 'vitest';
import { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { problemsOf } from './testdata/problems-of.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const text = (value: Uint8Array | undefined) => (value === undefined ? undefined : new TextDecoder().decode(value));

test('a put is seen by its own transaction at once and by others after the commit', async () => {
  const db = Database.inMemory();
  const before = db.beginRead();
  const tx = db.beginWrite();
  const keys = tx.createBucketIfMissing('key');
  keys.put(bytes('a'), bytes('1'));
  expect(text(keys.get(bytes('a')))).toBe('1');
  expect(db.beginRead().get('key', bytes('a'))).toBeUndefined();
  await tx.commit();
  expect(before.bucket('key')).toBeUndefined();
  expect(text(db.beginRead().get('key', bytes('a')))).toBe('1');
  expect(await problemsOf(db)).toEqual([]);
});

test('a rollback leaves everything as it was', async () => {
  const db = Database.inMemory();
  const first = db.beginWrite();
  first.createBucketIfMissing('b').put(bytes('k'), bytes('v'));
  await first.commit();
  const second = db.beginWrite();
  second.bucket('b')?.delete(bytes('k'));
  second.createBucketIfMissing('c');
  second.rollback();
  const reader = db.beginRead();
  expect(reader.bucketNames().map(text)).toEqual(['b']);
  expect(text(reader.get('b', bytes('k')))).toBe('v');
});

test('there is one writer at a time, and an ended transaction answers nothing', () => {
  const db = Database.inMemory();
  const tx = db.beginWrite();
  expect(() => db.beginWrite()).toThrow(expect.objectContaining({ code: 'write-in-progress' }));
  const bucket = tx.createBucketIfMissing('b');
  tx.rollback();
  expect(() => bucket.put(bytes('k'), bytes('v'))).toThrow(DatabaseError);
  expect(() => bucket.get(bytes('k'))).toThrow(expect.objectContaining({ code: 'transaction-closed' }));
  db.beginWrite().rollback();
});

test('many increasing keys make a deep tree that cursors walk in both directions', async () => {
  const db = Database.inMemory({ pageSize: 1024 });
  const count = 20_000;
  const key = (index: number) => bytes(String(index).padStart(17, '0'));
  const tx = db.beginWrite();
  const bucket = tx.createBucketIfMissing('key');
  bucket.fillPercent = 0.9;
  for (let index = 0; index < count; index++) {
    bucket.put(key(index), bytes(`value ${index}`));
  }
  await tx.commit();
  expect(await problemsOf(db)).toEqual([]);
  const reader = db.beginRead();
  let seen = 0;
  reader.bucket('key')?.forEach((at, value) => {
    expect(text(at)).toBe(text(key(seen)));
    expect(text(value)).toBe(`value ${seen}`);
    seen++;
  });
  expect(seen).toBe(count);
  const cursor = reader.bucket('key')?.cursor();
  let back = 0;
  for (let isThere = cursor?.last(); isThere; isThere = cursor?.prev()) {
    back++;
    expect(text(cursor?.key)).toBe(text(key(count - back)));
  }
  expect(back).toBe(count);
  expect(cursor?.seek(bytes('00000000000005000x'))).toBe(true);
  expect(text(cursor?.key)).toBe(text(key(5001)));
});
