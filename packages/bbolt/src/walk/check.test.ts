import { SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { Database } from '../database.ts';
import { sealPage } from '../format/page-trailer.ts';
import { toKey } from '../testdata/model.ts';
import { problemsOf } from '../testdata/problems-of.ts';
import type { Reader } from '../transaction/reader.ts';

const path = 'd/db';
const pageSize = 1024;

/** A database whose bucket `key` has a branch with many leaves; answers the branch's page as well. */
async function makeDatabase(): Promise<{ disk: SimulatedDisk; db: Database; branch: number }> {
  const disk = new SimulatedDisk();
  disk.place('d/other', new Uint8Array(0));
  const db = await Database.open({ disk, path, pageSize });
  for (let commit = 0; commit < 3; commit++) {
    const tx = db.beginWrite();
    for (let index = 0; index < 100; index++) {
      tx.createBucketIfMissing('key').put(toKey(`key ${1000 + index}`), new Uint8Array(50).fill(commit));
    }
    await tx.commit();
  }
  const reader = db.beginRead() as Reader;
  const branch = (reader.bucket('key') as unknown as { tree: { rootId: number } }).tree.rootId;
  reader.close();
  return { disk, db, branch };
}

/** Changes the file under a database that is open: the check goes past the cache only for pages that are not in it. */
async function checkAfter(change: (file: Buffer, branch: number) => void): Promise<string[]> {
  const { disk, db, branch } = await makeDatabase();
  await db.close();
  const file = Buffer.from(disk.contents(path) as Uint8Array);
  change(file, branch);
  // As somebody would who writes a wrong page, not as a disk that damages a good one.
  sealPage(new Uint8Array(file.buffer, file.byteOffset + branch * pageSize, pageSize) as Uint8Array<ArrayBuffer>);
  disk.place(path, file);
  const damaged = await Database.open({ disk, path, readOnly: true });
  const problems = await problemsOf(damaged);
  await damaged.close();
  return problems;
}

const childAt = (branch: number, index: number) => branch * pageSize + 16 + index * 16 + 8;

test('a database in order has no problems', async () => {
  expect(await checkAfter(() => undefined)).toEqual([]);
});

test('a page with two parents is found', async () => {
  const problems = await checkAfter((file, branch) => {
    file.writeUInt32LE(file.readUInt32LE(childAt(branch, 1)), childAt(branch, 2));
  });
  expect(problems.join('\n')).toMatch(/page \d+ is referred to more than once/);
});

test('two leaves that changed places are found', async () => {
  const problems = await checkAfter((file, branch) => {
    const first = file.readUInt32LE(childAt(branch, 1));
    file.writeUInt32LE(file.readUInt32LE(childAt(branch, 2)), childAt(branch, 1));
    file.writeUInt32LE(first, childAt(branch, 2));
  });
  expect(problems.join('\n')).toMatch(/does not begin with the key that its parent gives/);
  expect(problems.join('\n')).toMatch(/holds keys that its parent places in the page after it/);
});

test('a child that is a page of another kind is found', async () => {
  const problems = await checkAfter((file, branch) => {
    file.writeUInt16LE(0x10, file.readUInt32LE(childAt(branch, 1)) * pageSize + 8);
  });
  expect(problems.join('\n')).toMatch(/its type is 0x10, not branch or leaf/);
});

test('a page lost to both the tree and the free pages, and one claimed by both, are found', async () => {
  const { db, branch } = await makeDatabase();
  db.beginWrite().rollback();
  const reader = db.beginRead() as Reader;
  const { free } = reader.store;
  reader.close();
  const lost = free.allocate(1, reader.meta.highWater);
  expect(lost).toBeGreaterThanOrEqual(2);
  free.addFree(branch);
  expect(await problemsOf(db)).toEqual(
    expect.arrayContaining([`page ${branch} is in use, but listed as free`, `page ${lost} is neither in use nor free`]),
  );
});

test('a check lets writes go on and is about the moment it began', async () => {
  const { db } = await makeDatabase();
  const problems = db.check({
    clock: { monotonicMs: () => Number.POSITIVE_INFINITY, nextTurn: setImmediate } as never,
  });
  const found = (async () => {
    const sentences: string[] = [];
    for await (const problem of problems) {
      sentences.push(problem);
    }
    return sentences;
  })();
  for (let commit = 0; commit < 20; commit++) {
    const tx = db.beginWrite();
    for (let index = 0; index < 30; index++) {
      tx.bucket('key')?.put(toKey(`key ${1000 + index * 3}`), new Uint8Array(60).fill(commit));
    }
    await tx.commit();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(await found).toEqual([]);
});
