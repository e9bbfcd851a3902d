import { createHash } from 'node:crypto';
import { Database } from '@quorate/bbolt';
import type { Clock } from '@quorate/ports';
import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeSmallDatabase } from '../testdata/small-database.ts';
import { verifyDatabaseSnapshot } from './copy-database.ts';
import {
  findReceivedDatabase,
  purgeReceivedDatabases,
  saveDatabaseSnapshot,
  saveReceivedDatabase,
} from './save-snapshot.ts';
import { blobBytesMax, snapshotBlobs } from './snapshot-blobs.ts';
import { databaseSnapshotStatus } from './snapshot-status.ts';

let disk: SimulatedDisk;
let content: Uint8Array;

beforeEach(async () => {
  disk = new SimulatedDisk();
  await disk.makeDirectory('/d');
  await makeSmallDatabase(disk, '/d/db');
  disk.settle();
  content = disk.contents('/d/db') ?? new Uint8Array(0);
});

const withHash = (bytes: Uint8Array): Uint8Array => Buffer.concat([bytes, createHash('sha256').update(bytes).digest()]);

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe('a saved snapshot', () => {
  test('of a running database is a database with its SHA-256 behind it', async () => {
    const database = await Database.open({ disk, path: '/d/db' });
    const copy = await database.copy();
    const blobs: Uint8Array[] = [];
    let remaining = copy.sizeBytes;
    for await (const { blob, remainingBytes } of snapshotBlobs(copy)) {
      expect(blob.length).toBeLessThanOrEqual(blobBytesMax);
      remaining = Math.max(0, remaining - blob.length);
      expect(remainingBytes).toBe(remaining);
      blobs.push(blob.slice());
    }
    await database.close();
    expect(blobs.at(-1)).toHaveLength(32);
    const progress: number[] = [];
    const bytes = Buffer.concat(blobs);
    const size = await saveDatabaseSnapshot(disk, '/d/saved', inPieces(bytes, 9_000), (done) => progress.push(done));
    expect(size).toBe(bytes.length);
    expect(progress.at(-1)).toBe(size);
    expect(await verifyDatabaseSnapshot(disk, '/d/saved')).toEqual({ databaseBytes: size - 32, hasHash: true });
    const { hash, revision } = await databaseSnapshotStatus(disk, '/d/saved');
    expect(hash).toBe((await databaseSnapshotStatus(disk, '/d/db')).hash);
    expect(revision).toBe(5);
  });

  test('whose stream ends too early is not there at all', async () => {
    const cut = withHash(content).subarray(0, content.length - 512);
    await expect(saveDatabaseSnapshot(disk, '/d/saved', inPieces(cut, 4_096))).rejects.toMatchObject({
      code: 'incomplete',
      message: `sha256 checksum not found [bytes: ${cut.length}]`,
    });
    expect(disk.paths()).toEqual(['/d/db']);
    expect(disk.openFiles).toBe(0);
  });

  test('is whole or absent after a power cut at any operation', async () => {
    for (let operation = 1; operation < 30; operation++) {
      disk = new SimulatedDisk();
      await disk.makeDirectory('/d');
      disk.settle();
      const number = disk.operationCount + operation;
      disk.faults = (candidate) => (candidate.number === number ? { kind: 'power-cut-after' } : undefined);
      const saved = await saveDatabaseSnapshot(disk, '/d/saved', inPieces(withHash(content), 5_000)).then(
        () => true,
        () => false,
      );
      disk.crash('some', new SeededRandom(operation));
      const found = disk.contents('/d/saved');
      if (found !== undefined) await verifyDatabaseSnapshot(disk, '/d/saved');
      if (saved) expect(found).toBeDefined();
    }
  });
});

describe('verifying', () => {
  test('wants a hash unless told to do without', async () => {
    await expect(verifyDatabaseSnapshot(disk, '/d/db')).rejects.toMatchObject({
      code: 'no-hash',
      message: 'snapshot missing hash but --skip-hash-check=false',
    });
    const verified = await verifyDatabaseSnapshot(disk, '/d/db', { skipHashCheck: true });
    expect(verified).toEqual({ databaseBytes: content.length, hasHash: false });
  });

  test('notices any flipped bit of content or hash', async () => {
    const bytes = withHash(content);
    for (let position = 0; position < bytes.length; position += 511) {
      disk.place('/d/s', bytes);
      disk.flipBit('/d/s', position, position % 8);
      await expect(verifyDatabaseSnapshot(disk, '/d/s')).rejects.toMatchObject({ code: 'hash-mismatch' });
    }
    expect(disk.openFiles).toBe(0);
  });

  test('shows progress to the end', async () => {
    disk.place('/d/s', withHash(content));
    const seen: [number, number | undefined][] = [];
    await verifyDatabaseSnapshot(disk, '/d/s', { onProgress: (done, total) => seen.push([done, total]) });
    expect(seen.at(-1)).toEqual([content.length, content.length]);
  });
});

describe('the status', () => {
  test('counts live keys and all pairs, and names revision and version', async () => {
    const status = await databaseSnapshotStatus(disk, '/d/db');
    expect(status).toMatchObject({ revision: 5, totalKey: 2, totalPairs: 10, version: '3.7.0' });
    expect(status.totalSize).toBeGreaterThan(0);
  });

  test('yields now and then when it is given a clock, and shows its progress', async () => {
    const database = await Database.open({ disk, path: '/d/db' });
    using transaction = database.beginWrite();
    const bucket = transaction.createBucketIfMissing('lease');
    for (let i = 0; i < 25_000; i++) bucket.put(new TextEncoder().encode(`${i}`), Uint8Array.of(1));
    await transaction.commit();
    await database.close();
    let turns = 0;
    const clock: Clock = {
      monotonicMs: () => turns,
      wallMs: () => 0,
      setTimer: () => ({ cancel() {} }),
      nextTurn: (callback) => {
        turns++;
        queueMicrotask(callback);
      },
    };
    const seen: number[] = [];
    const options = { clock, onProgress: (done: number) => seen.push(done) };
    expect((await databaseSnapshotStatus(disk, '/d/db', options)).totalPairs).toBe(25_010);
    expect(turns).toBeGreaterThanOrEqual(2);
    expect(seen).toHaveLength(2);
  });

  test('refuses a damaged database', async () => {
    let refused = 0;
    for (let position = 2 * 4_096; position < content.length; position += 97) {
      disk.place('/d/s', content);
      disk.flipBit('/d/s', position, 6);
      await databaseSnapshotStatus(disk, '/d/s').catch((error: Error & { code: string }) => {
        expect(['corrupt', 'not-a-database'], error.message).toContain(error.code);
        refused++;
      });
    }
    expect(refused).toBeGreaterThan(0);
    disk.place('/d/s', new TextEncoder().encode('no database'));
    await expect(databaseSnapshotStatus(disk, '/d/s')).rejects.toThrow();
    expect(disk.openFiles).toBe(0);
  });
});

describe('a database that a leader sends', () => {
  test('is stored under its index, found, and removed when it is of no use any more', async () => {
    const path = await saveReceivedDatabase(disk, '/d', 40, inPieces(content, 10_000), content.length);
    expect(path).toBe('/d/0000000000000028.snap.db');
    expect(disk.contents(path)).toEqual(content);
    expect(await findReceivedDatabase(disk, '/d', 40)).toBe(path);
    expect(await findReceivedDatabase(disk, '/d', 41)).toBeUndefined();
    expect(await purgeReceivedDatabases(disk, '/d', 40)).toEqual([]);
    expect(await purgeReceivedDatabases(disk, '/d', 41)).toEqual([path]);
  });

  test('is not there when less or more came than was announced', async () => {
    for (const size of [content.length - 1, content.length + 1]) {
      const saving = saveReceivedDatabase(disk, '/d', 40, inPieces(content, 10_000), size);
      await expect(saving).rejects.toMatchObject({ code: 'incomplete' });
    }
    expect(disk.paths()).toEqual(['/d/db']);
  });
});
