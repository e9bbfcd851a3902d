import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { NodeDisk } from '@quorate/node-ports';
import { expect, test } from 'vitest';
import { Database } from './database.ts';
import { encodeMeta } from './format/meta.ts';
import { toKey } from './testdata/model.ts';
import { problemsOf } from './testdata/problems-of.ts';

const pageSize = 4096;
/** The highest page lies beyond 4 GiB, so that a position kept in 32 bits anywhere would show. */
const highWater = 1_200_000;

/** A file with holes, whose only pages are its last two: a list of no free pages, and an empty root. */
async function makeSparseFile(file: string): Promise<void> {
  const tail = new Uint8Array(2 * pageSize);
  const view = new DataView(tail.buffer);
  view.setUint32(0, highWater - 2, true);
  view.setUint16(8, 0x10, true);
  view.setUint32(pageSize, highWater - 1, true);
  view.setUint16(pageSize + 8, 0x02, true);
  const metas = new Uint8Array(2 * pageSize);
  const meta = { pageSize, root: highWater - 1, rootSequence: 0, freelist: highWater - 2, highWater };
  encodeMeta({ ...meta, transactionId: 6 }, 0, metas);
  encodeMeta({ ...meta, transactionId: 7 }, 1, metas.subarray(pageSize));
  const handle = await fs.open(file, 'w');
  await handle.write(metas, 0, metas.length, 0);
  await handle.write(tail, 0, tail.length, (highWater - 2) * pageSize);
  await handle.close();
}

test('pages beyond 4 GiB are written, read and found in use', async () => {
  const directory = await fs.mkdtemp(path.join(os.tmpdir(), 'quorate-bbolt-'));
  const file = path.join(directory, 'db');
  try {
    await makeSparseFile(file);
    const disk = new NodeDisk();
    let db = await Database.open({ disk, path: file });
    expect(db.sizeBytes()).toBe(highWater * pageSize);
    const tx = db.beginWrite();
    const bucket = tx.createBucketIfMissing('key');
    for (let index = 0; index < 2000; index++) {
      bucket.put(toKey(`k${index}`), new Uint8Array(100).fill(index));
    }
    bucket.put(toKey('large'), new Uint8Array(100_000).fill(5));
    await tx.commit();
    expect(db.sizeBytes()).toBeGreaterThan((highWater + 50) * pageSize);
    await db.close();

    db = await Database.open({ disk, path: file });
    expect(await problemsOf(db)).toEqual([]);
    expect(db.sizeInUseBytes()).toBeLessThan(200 * pageSize);
    using reader = db.beginRead();
    expect(reader.get('key', toKey('k1777'))).toEqual(new Uint8Array(100).fill(1777));
    expect(reader.get('key', toKey('large'))).toEqual(new Uint8Array(100_000).fill(5));
    await db.close();
  } finally {
    await fs.rm(directory, { recursive: true, force: true });
  }
});
