import { SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import type { ReadBucket } from './api/bucket.ts';
import { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import type { PageBitmap } from './pages/page-bitmap.ts';
import { toKey, toText } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';
import type { Reader } from './transaction/reader.ts';
import { PageReader } from './walk/page-reader.ts';
import { walkTree } from './walk/walk-tree.ts';

const path = 'd/db';
const pageSize = 1024;

/** A small file with everything in it: a branch, leaves, an overflow page, a nested bucket and inline buckets. */
async function makeFile(): Promise<SimulatedDisk> {
  const disk = new SimulatedDisk();
  disk.place('d/other', new Uint8Array(0));
  const db = await Database.open({ disk, path, pageSize });
  const tx = db.beginWrite();
  const keys = tx.createBucketIfMissing('key');
  for (let index = 0; index < 10; index++) {
    keys.put(toKey(`key ${index}`), new Uint8Array(130).fill(index));
  }
  keys.put(toKey('large'), new Uint8Array(1100).fill(99));
  const inline = tx.createBucketIfMissing('meta');
  inline.put(toKey('consistent_index'), new Uint8Array(8).fill(1));
  inline.sequence = 5;
  tx.createBucketIfMissing('empty');
  await tx.commit();
  const second = db.beginWrite();
  second.createBucketIfMissing('lease').put(toKey('k'), toKey('v'));
  await second.commit();
  await db.close();
  return disk;
}

function contentOf(db: Database): string {
  using reader = db.beginRead();
  const content: string[] = [];
  const visit = (bucket: ReadBucket, path: string) => {
    content.push(`${path} sequence ${bucket.sequence}`);
    bucket.forEach((key, value) => {
      content.push(`${path}/${toText(key)}=${value === undefined ? 'bucket' : Buffer.from(value).toString('hex')}`);
    });
  };
  for (const name of reader.bucketNames()) {
    visit(reader.bucket(name) as ReadBucket, toText(name));
  }
  return content.join('\n');
}

/**
 * Bytes that the format gives no means to check: keys, values, among them the headers of buckets, and how long the last key and
 * value of a page are. What they hold is checked by the hashes of the layers above.
 */
function uncheckedBytes(file: Uint8Array, pageIds: number): Set<number> {
  const unchecked = new Set<number>();
  const view = new DataView(file.buffer, file.byteOffset);
  for (let id = 2; id < pageIds; ) {
    const start = id * pageSize;
    const isLeaf = view.getUint16(start + 8, true) === 2;
    const isBranch = view.getUint16(start + 8, true) === 1;
    const count = view.getUint16(start + 10, true);
    const elements = start + 16;
    for (let index = 0; (isLeaf || isBranch) && index < count; index++) {
      const element = elements + index * 16;
      const position = element + view.getUint32(element + (isLeaf ? 4 : 0), true);
      const length =
        view.getUint32(element + (isLeaf ? 8 : 4), true) + (isLeaf ? view.getUint32(element + 12, true) : 0);
      for (let at = position; at < position + length; at++) {
        unchecked.add(at);
      }
      if (index === count - 1) {
        for (let at = element + (isLeaf ? 8 : 4); at < element + (isLeaf ? 16 : 8); at++) {
          unchecked.add(at);
        }
      }
    }
    id += 1 + view.getUint32(start + 12, true);
  }
  return unchecked;
}

async function pagesInUse(db: Database): Promise<PageBitmap> {
  const reader = db.beginRead() as Reader;
  const { store, meta } = reader;
  const pages = await walkTree(meta.root, {
    reader: new PageReader(store.cache, store.file, meta.highWater),
    onProblem: (problem) => expect.fail(problem),
  });
  reader.close();
  return pages;
}

type Outcome = 'error' | 'problem found' | 'older meta' | 'harmless' | 'other content';

/** Throws when anything but a DatabaseError comes out of it. */
async function outcomeOf(disk: SimulatedDisk, expected: string): Promise<Outcome> {
  let db: Database | undefined;
  try {
    db = await Database.open({ disk, path });
    if (db.openReport.damagedMeta !== undefined) {
      return 'older meta';
    }
    const problems = await problemsOf(db);
    if (problems.length > 0) {
      return 'problem found';
    }
    return contentOf(db) === expected ? 'harmless' : 'other content';
  } catch (error) {
    if (error instanceof DatabaseError) {
      return 'error';
    }
    throw error;
  } finally {
    await db?.close();
  }
}

test('every flipped bit is harmless or detected, except in what the format does not protect', async () => {
  const disk = await makeFile();
  const intact = await Database.open({ disk, path });
  const expected = contentOf(intact);
  const size = intact.sizeBytes();
  const inUse = await pagesInUse(intact);
  await intact.close();
  const unchecked = uncheckedBytes(disk.contents(path) as Uint8Array, size / pageSize);
  const outcomes = new Map<Outcome, number>();
  for (let position = 0; position < size; position++) {
    const page = Math.floor(position / pageSize);
    if (page >= 2 && !inUse.has(page)) {
      continue;
    }
    for (let bit = 0; bit < 8; bit++) {
      disk.flipBit(path, position, bit);
      const where = `bit ${bit} of byte ${position % pageSize} of page ${Math.floor(position / pageSize)}`;
      const outcome = await outcomeOf(disk, expected).catch((cause: unknown) => {
        throw new Error(where, { cause });
      });
      if (outcome === 'other content') {
        expect(unchecked.has(position), where).toBe(true);
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      disk.flipBit(path, position, bit);
    }
  }
  console.log(`bit flips: ${[...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`);
  expect(outcomes.get('error')).toBeGreaterThan(100);
  expect(outcomes.get('older meta')).toBeGreaterThan(100);
});
