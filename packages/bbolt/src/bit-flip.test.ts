import fs from 'node:fs/promises';
import nodePath from 'node:path';
import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ReadBucket } from './api/bucket.ts';
import { Database } from './database.ts';
import { DatabaseError } from './database-error.ts';
import { checkTrailer } from './format/page-trailer.ts';
import type { PageBitmap } from './pages/page-bitmap.ts';
import { HastyClock } from './testdata/hasty-clock.ts';
import { drawShape, mutate } from './testdata/history.ts';
import { ModelBucket, toKey, toText } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';
import type { Reader } from './transaction/reader.ts';
import type { Tree } from './tree/tree.ts';
import { PageReader } from './walk/page-reader.ts';
import { walkTree } from './walk/walk-tree.ts';

const path = 'd/db';
const pageSize = 1024;
const etcdFile = nodePath.join(import.meta.dirname, 'testdata/etcd-3.5-snapshot.db');

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

test('every flipped bit of a file that we wrote is harmless or detected', async () => {
  const disk = await makeFile();
  const intact = await Database.open({ disk, path });
  const expected = contentOf(intact);
  const size = intact.sizeBytes();
  const inUse = await pagesInUse(intact);
  await intact.close();
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
      expect(outcome, where).not.toBe('other content');
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      disk.flipBit(path, position, bit);
    }
  }
  console.log(`bit flips: ${[...outcomes].map(([outcome, count]) => `${outcome} ${count}`).join(', ')}`);
  expect(outcomes.get('error')).toBeGreaterThan(100);
  expect(outcomes.get('older meta')).toBeGreaterThan(100);
});

test('a flipped bit anywhere in random databases, some begun by etcd, is harmless or detected in the pages that we wrote', async () => {
  const byEtcd = await fs.readFile(etcdFile);
  await fc.assert(
    fc.asyncProperty(
      fc.nat(2 ** 31),
      fc.boolean(),
      fc.array(fc.record({ at: fc.double({ min: 0, max: 0.999, noNaN: true }), bit: fc.nat(7) }), {
        minLength: 5,
        maxLength: 20,
      }),
      async (seed, begunByEtcd, flips) => {
        const disk = new SimulatedDisk();
        disk.place('d/other', new Uint8Array(0));
        if (begunByEtcd) {
          disk.place(path, byEtcd);
        }
        const sealed = await writeAtRandom(disk, new SeededRandom(seed));
        const intact = await Database.open({ disk, path });
        const expected = contentOf(intact);
        await intact.close();
        for (const { at, bit } of flips) {
          const position = sealed[Math.floor(at * sealed.length)] as number;
          disk.flipBit(path, position, bit);
          expect(await outcomeOf(disk, expected), `bit ${bit} of byte ${position}`).not.toBe('other content');
          disk.flipBit(path, position, bit);
        }
      },
    ),
    { numRuns: 20 },
  );
});

/** Writes into a database, and answers the positions of all bytes in pages that are in use and have a trailer. */
async function writeAtRandom(disk: SimulatedDisk, random: SeededRandom): Promise<number[]> {
  const db = await Database.open({ disk, path, pageSize });
  const shape = drawShape(random);
  const model = new ModelBucket();
  for (let commit = 0; commit < 3; commit++) {
    const tx = db.beginWrite();
    mutate(tx, model, 1 + random.below(60), shape, random);
    await tx.commit();
  }
  const positions: number[] = [];
  const reader = db.beginRead() as Reader;
  const { store, meta } = reader;
  await walkTree(meta.root, {
    reader: new PageReader(store.cache, store.file, meta.highWater, true),
    onProblem: (problem) => expect.fail(problem),
    onPage: (page) => {
      for (let at = 0; checkTrailer(page.bytes) === 'good' && at < page.bytes.length; at++) {
        positions.push(page.id * meta.pageSize + at);
      }
    },
  });
  reader.close();
  await db.close();
  expect(positions.length).toBeGreaterThan(0);
  return positions;
}

test('damage that a running database meets is an error that names the page, in a read, a copy and a defragmentation', async () => {
  const disk = await makeFile();
  const heard: string[] = [];
  const db = await Database.open({ disk, path, cacheBytes: 1, onDamage: ({ message }) => heard.push(message) });
  const reader = db.beginRead() as Reader;
  const leaf = pageOf(reader, 'key 7');
  reader.close();
  disk.flipBit(path, leaf * pageSize + pageSize / 2, 3);
  const named = new RegExp(
    `d/db: page ${leaf} \\(at byte ${leaf * pageSize} of the file\\) is damaged: its checksum is wrong; restore`,
  );
  const before = Buffer.from(disk.contents(path) as Uint8Array);
  using again = db.beginRead();
  // Another page drives it out of the cache, which keeps one.
  again.get('key', toKey('key 0'));
  again.get('key', toKey('large'));
  expect(() => again.get('key', toKey('key 7'))).toThrow(named);
  expect(again.get('key', toKey('key 0'))).toEqual(new Uint8Array(130).fill(0));
  await expect(db.copy()).rejects.toThrow(named);
  await expect(db.defragment({ clock: new HastyClock(), tempPath: 'd/temp' })).rejects.toThrow(named);
  expect(heard).toEqual([expect.stringMatching(named), expect.stringMatching(named), expect.stringMatching(named)]);
  expect(disk.paths()).toEqual(['/d/db', '/d/other']);
  expect(Buffer.compare(disk.contents(path) as Uint8Array, before)).toBe(0);
  await db.close();
  await expect(Database.open({ disk, path })).rejects.toThrow(named);
});

/** The leaf that holds a key of the bucket `key`. */
function pageOf(reader: Reader, key: string): number {
  const { tree } = reader.bucket('key') as unknown as { tree: Tree };
  let page = tree.rootPage();
  while (!page.isLeaf) {
    page = tree.context.pages.page(page.child(page.childIndexFor(toKey(key))));
  }
  return page.id;
}
