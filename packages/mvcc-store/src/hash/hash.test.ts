import { beforeEach, expect, test } from 'vitest';
import { markFinished, markScheduled } from '../compaction/compact-marks.ts';
import { put, range, remove } from '../testdata/requests.ts';
import { openTestStore, settle, type TestStore } from '../testdata/test-store.ts';

let opened: TestStore;
beforeEach(async () => {
  opened = await openTestStore();
});

const hashKv = (test: TestStore, revision: number) => settle(test.clock, test.store.hashKv(revision));
const compact = (test: TestStore, revision: number) => settle(test.clock, test.store.compact(revision).done);
const error = (code: string) => expect.objectContaining({ code });

/** What the recorded hashes are of: a0 and a1 in turns, revisions 2 to 7. */
function writeRecorded({ store }: TestStore): void {
  for (let i = 0; i < 6; i++) store.put(put(`a${i % 2}`, `v${i}`));
}

// Recorded from etcd 3.5.30 after the same requests.
test('hashes are those of etcd', async () => {
  writeRecorded(opened);
  const hashes = [];
  for (const revision of [3, 4, 5, 6, 7, 0]) hashes.push((await hashKv(opened, revision)).hash);
  expect(hashes).toEqual([1704830165, 4126585826, 1905385234, 361405038, 3740054754, 3740054754]);
  expect(await hashKv(opened, 0)).toEqual({ hash: 3740054754, compactRevision: -1, hashRevision: 7, revision: 7 });
});

// Recorded as well.
test('after a compaction they are etcd’s too, and that of the compacted revision is the one computed in passing', async () => {
  writeRecorded(opened);
  await compact(opened, 5);
  expect(await hashKv(opened, 5)).toEqual({ hash: 1905385234, compactRevision: -1, hashRevision: 5, revision: 7 });
  expect(await hashKv(opened, 6)).toEqual({ hash: 715381904, compactRevision: 5, hashRevision: 6, revision: 7 });
  expect(await hashKv(opened, 7)).toEqual({ hash: 1778948319, compactRevision: 5, hashRevision: 7, revision: 7 });
  await expect(hashKv(opened, 4)).rejects.toEqual(error('compacted'));
  await expect(hashKv(opened, 8)).rejects.toEqual(error('future-revision'));
});

// Recorded as well.
test('below revision 0 there is nothing to hash', async () => {
  writeRecorded(opened);
  expect(await hashKv(opened, -1)).toMatchObject({ hash: 1084519789, compactRevision: -1 });
});

test('how far a compaction has come does not change the hash', async () => {
  const test = await openTestStore({ compactionBatchMax: 5 });
  for (let i = 0; i < 60; i++) {
    test.store.put(put(`key${i % 7}`, `${i}`));
    if (i % 11 === 0) test.store.deleteRange(remove(`key${(i + 1) % 7}`));
  }
  const { revision } = test.store;
  test.store.compact(revision - 10).done.catch(() => {});
  const early = await settle(test.clock, test.store.hashKv(revision));
  await test.clock.advance(25);
  const half = await settle(test.clock, test.store.hashKv(revision));
  await test.clock.advance(10_000);
  const late = await hashKv(test, revision);
  expect(half).toEqual(early);
  expect(late).toEqual(early);
});

test('writes after the question do not count', async () => {
  writeRecorded(opened);
  const asked = opened.store.hashKv(0);
  opened.store.put(put('a0', 'later'));
  opened.store.deleteRange(remove('a1'));
  expect(await settle(opened.clock, asked)).toEqual({
    hash: 3740054754,
    compactRevision: -1,
    hashRevision: 7,
    revision: 9,
  });
});

test('a compaction that is asked for meanwhile waits', async () => {
  writeRecorded(opened);
  const asked = opened.store.hashKv(4);
  const compaction = opened.store.compact(7).done;
  expect(await settle(opened.clock, asked)).toMatchObject({ hash: 4126585826 });
  await settle(opened.clock, compaction);
  expect(opened.store.range(range('a', 'b')).count).toBe(2);
});

test('the hashes of the last ten compactions are kept', async () => {
  for (let i = 0; i < 20; i++) opened.store.put(put('a', `${i}`));
  for (let revision = 2; revision <= 14; revision++) await compact(opened, revision);
  expect(opened.store.compactionHashes().map(({ hashRevision }) => hashRevision)).toEqual([
    14, 13, 12, 11, 10, 9, 8, 7, 6, 5,
  ]);
  expect(opened.store.compactionHashes()[0]).toMatchObject({ compactRevision: 13 });
  expect(await hashKv(opened, 5)).toMatchObject({ compactRevision: 4, hashRevision: 5, revision: 21 });
});

test('a compaction after an interrupted one leaves no hash', async () => {
  writeRecorded(opened);
  markScheduled(opened.store.backend, 4);
  markFinished(opened.store.backend, 3);
  await compact(opened, 5);
  expect(opened.store.compactionHashes()).toEqual([]);
  await compact(opened, 6);
  expect(opened.store.compactionHashes()).toHaveLength(1);
});

test('the hash of the whole database leaves out what differs between members', async () => {
  const other = await openTestStore();
  writeRecorded(opened);
  writeRecorded(other);
  opened.store.backend.put('meta', Buffer.from('consistent_index'), new Uint8Array(8));
  opened.store.backend.put('meta', Buffer.from('term'), new Uint8Array(8));
  opened.store.backend.put('meta', Buffer.from('storageVersion'), Buffer.from('3.7.0'));
  const hash = (test: TestStore) => settle(test.clock, test.store.hash());
  expect(await hash(opened)).toEqual(await hash(other));
  other.store.put(put('a0', 'different'));
  expect((await hash(opened)).hash).not.toBe((await hash(other)).hash);
});
