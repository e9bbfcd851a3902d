import { createHash } from 'node:crypto';
import { ConfChange } from '@quorate/protocol';
import { SimulatedDisk } from '@quorate/simulated-ports';
import { readWal, Wal } from '@quorate/wal';
import { beforeEach, describe, expect, test } from 'vitest';
import { databaseSnapshotStatus } from '../database/snapshot-status.ts';
import { loadNewestSnapFile } from '../snap-file/snap-files.ts';
import { makeSmallDatabase, readAll } from '../testdata/small-database.ts';
import type { RestoreOptions } from './restore-options.ts';
import { restoreSnapshot } from './restore-snapshot.ts';

let disk: SimulatedDisk;
let options: RestoreOptions;

async function freshDisk(): Promise<SimulatedDisk> {
  const fresh = new SimulatedDisk();
  await fresh.makeDirectory('/d');
  await makeSmallDatabase(fresh, '/d/db');
  const content = fresh.contents('/d/db') ?? new Uint8Array(0);
  const hash = createHash('sha256').update(content).digest();
  fresh.place('/d/snapshot', Buffer.concat([content, hash]));
  fresh.settle();
  return fresh;
}

beforeEach(async () => {
  disk = await freshDisk();
  options = {
    disk,
    snapshotPath: '/d/snapshot',
    dataDirectory: '/data',
    name: 'm2',
    initialCluster: 'm1=http://127.0.0.1:27131,m2=http://127.0.0.1:27132',
    initialClusterToken: 'tok',
    initialAdvertisePeerUrls: 'http://127.0.0.1:27132',
  };
});

describe('a restored member', () => {
  test('has the keys and users of the snapshot and the members of the new cluster', async () => {
    const { memberId, clusterId } = await restoreSnapshot(options);
    expect(memberId.toString(16)).toBe('89874ae1110ca9cb');
    expect(clusterId.toString(16)).toBe('9770983a534aa736');
    const before = await readAll(disk, '/d/db');
    const after = await readAll(disk, '/data/member/snap/db');
    expect(after.key).toEqual(before.key);
    expect(after.authUsers).toEqual(before.authUsers);
    expect(after.members).toEqual({
      '86a241ddb1db66cc': '{"id":9701388967736993484,"peerURLs":["http://127.0.0.1:27131"],"name":"m1"}',
      '89874ae1110ca9cb': '{"id":9909971835566205387,"peerURLs":["http://127.0.0.1:27132"],"name":"m2"}',
    });
    expect(after.members_removed).toEqual({});
    expect(after.meta).toEqual({
      consistent_index: '\0\0\0\0\0\0\0\x02',
      term: '\0\0\0\0\0\0\0\x01',
      confState: '{"voters":[9701388967736993484,9909971835566205387],"auto_leave":false}',
      storageVersion: '3.7.0',
    });
  });

  test('has a log in which the members were added and a snapshot behind it', async () => {
    await restoreSnapshot(options);
    const directory = '/data/member/wal';
    const log = await readWal({ disk, directory, from: { index: 0, term: 0 } });
    expect(log.entries.map(({ index, term, type }) => [index, term, type])).toEqual([
      [1, 1, 1],
      [2, 1, 1],
    ]);
    expect(log.entries.map(({ data }) => ConfChange.decode(data).nodeId.toString(16))).toEqual([
      '86a241ddb1db66cc',
      '89874ae1110ca9cb',
    ]);
    expect(log.hardState).toEqual({ term: 1, vote: 0x86a241ddb1db66ccn, commit: 2 });
    const { snapshot } = await loadNewestSnapFile(disk, '/data/member/snap');
    expect(snapshot?.metadata).toMatchObject({ index: 2, term: 1 });
    const { wal, entries } = await Wal.open({ disk, directory, from: { index: 2, term: 1 } });
    expect(entries).toEqual([]);
    await wal.close();
  });

  test('is durable when it is done', async () => {
    await restoreSnapshot({ ...options, dataDirectory: '/some/where/new.etcd', walDirectory: '/logs/of/m2' });
    disk.crash('none');
    expect((await readAll(disk, '/some/where/new.etcd/member/snap/db')).members).toBeDefined();
    const from = { index: 2, term: 1 };
    await (await Wal.open({ disk, directory: '/logs/of/m2', from })).wal.close();
  });

  test('may have its revision bumped, with everything before taken for compacted', async () => {
    await restoreSnapshot({ ...options, bumpRevision: 1_000_000, markCompacted: true });
    expect((await databaseSnapshotStatus(disk, '/data/member/snap/db')).revision).toBe(1_000_005);
    const { key, meta } = await readAll(disk, '/data/member/snap/db');
    const bumped = '\0\0\0\0\0\x0f\x42\x45_\0\0\0\0\0\0\0\0';
    expect(key?.[bumped]).toBe('');
    expect(meta?.scheduledCompactRev).toBe(bumped);
  });

  test('may come from a copied database without a hash', async () => {
    await expect(restoreSnapshot({ ...options, snapshotPath: '/d/db' })).rejects.toMatchObject({ code: 'no-hash' });
    await restoreSnapshot({ ...options, snapshotPath: '/d/db', skipHashCheck: true });
    expect((await readAll(disk, '/data/member/snap/db')).authUsers).toEqual({ root: 'secret' });
  });

  test.each([
    ['nothing', new Uint8Array(0)],
    ['zeros', new Uint8Array(8192)],
    ['something else', new Uint8Array(4096).fill(7)],
  ])('is not made of %s, whatever is skipped', async (_, content) => {
    disk.place('/d/other', content);
    const restoring = restoreSnapshot({ ...options, snapshotPath: '/d/other', skipHashCheck: true });
    await expect(restoring).rejects.toMatchObject({ code: 'corrupt', message: expect.stringContaining('/d/other') });
    expect(await disk.kind('/data')).toBeUndefined();
  });

  test('shows its progress', async () => {
    const seen: (number | undefined)[] = [];
    await restoreSnapshot({ ...options, onProgress: (done, total) => seen.push(done, total) });
    const size = disk.contents('/d/db')?.length;
    expect(seen.slice(-2)).toEqual([size, size]);
  });
});

describe('nothing is touched', () => {
  test.each([
    [{ bumpRevision: 5 }, '--mark-compacted required if --revision-bump > 0'],
    [{ markCompacted: true }, '--mark-compacted required if --revision-bump > 0'],
    [{ bumpRevision: -1, markCompacted: true }, 'a whole number'],
    [{ name: 'other' }, `couldn't find local name "other"`],
    [{ initialAdvertisePeerUrls: 'http://127.0.0.1:1' }, 'missing from --initial-advertise-peer-urls'],
    [{ snapshotPath: '/d/none' }, '/d/none'],
  ])('for %o', async (change, message) => {
    const before = disk.paths();
    await expect(restoreSnapshot({ ...options, ...change })).rejects.toThrow(message);
    expect(disk.paths()).toEqual(before);
    expect(await disk.kind('/data')).toBeUndefined();
  });

  test('where there is a data directory or a log', async () => {
    disk.place('/data/file', Uint8Array.of(1));
    await expect(restoreSnapshot(options)).rejects.toThrow('data-dir "/data" not empty or could not be read');
    disk.place('/logs/file', Uint8Array.of(1));
    const elsewhere = restoreSnapshot({ ...options, dataDirectory: '/new', walDirectory: '/logs' });
    await expect(elsewhere).rejects.toThrow('wal-dir "/logs" exists');
  });
});

test('a failure at any operation leaves nothing behind, and the next try works', async () => {
  let operation = 1;
  for (; ; operation++) {
    disk = await freshDisk();
    const before = disk.paths();
    const number = disk.operationCount + operation;
    disk.faults = (candidate) => (candidate.number === number ? { kind: 'fail', code: 'no-space' } : undefined);
    const failed = await restoreSnapshot({ ...options, disk }).then(
      () => false,
      () => true,
    );
    const reached = disk.operationCount >= number;
    disk.faults = undefined;
    expect(disk.openFiles, `operation ${operation}`).toBe(0);
    if (failed) {
      expect(disk.paths(), `operation ${operation}`).toEqual(before);
      await restoreSnapshot({ ...options, disk });
    }
    if (!reached) break;
  }
  expect(operation).toBeGreaterThan(40);
});
