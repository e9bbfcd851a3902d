import { Database } from '@quorate/bbolt';
import { beforeEach, expect, test } from 'vitest';
import { keysOf, put, range, remove, show, txn } from '../testdata/requests.ts';
import { openTestStore, settle, type TestStore } from '../testdata/test-store.ts';
import { markScheduled, readCompactMarks } from './compact-marks.ts';

let opened: TestStore;
beforeEach(async () => {
  opened = await openTestStore();
});

const error = (code: string) => expect.objectContaining({ code });

/** All records of the history, as `main/sub key=value`. */
function records({ store }: TestStore): string[] {
  const found: string[] = [];
  store.visitHistory(0, (recordKey, kv) => {
    const view = Buffer.from(recordKey);
    const mark = recordKey.length === 18 ? ' deleted' : '';
    found.push(`${view.readBigUInt64BE(0)}/${view.readBigUInt64BE(9)} ${show(kv)?.split(' ')[0]}${mark}`);
    return true;
  });
  return found;
}

function compact(test: TestStore, revision: number): Promise<void> {
  return settle(test.clock, test.store.compact(revision).done);
}

/** a at 2, 4 and 6 · b at 3, deleted at 5 · c at 7 */
function writeSome({ store }: TestStore): void {
  store.put(put('a', '1'));
  store.put(put('b', '2'));
  store.put(put('a', '3'));
  store.deleteRange(remove('b'));
  store.put(put('a', '4'));
  store.put(put('c', '5'));
}

test('the newest version of each key up to the revision stays, and everything later', async () => {
  writeSome(opened);
  await compact(opened, 4);
  expect(records(opened)).toEqual(['3/0 b=2', '4/0 a=3', '5/0 b= deleted', '6/0 a=4', '7/0 c=5']);
});

test('a tombstone exactly at the revision stays, an older one goes with its key', async () => {
  writeSome(opened);
  await compact(opened, 5);
  expect(records(opened)).toEqual(['4/0 a=3', '5/0 b= deleted', '6/0 a=4', '7/0 c=5']);
  await compact(opened, 6);
  expect(records(opened)).toEqual(['6/0 a=4', '7/0 c=5']);
  expect(opened.store.keyCount).toBe(2);
});

test('a revision that is compacted already, or not there yet, is refused; the current one is not', async () => {
  writeSome(opened);
  const { store } = opened;
  expect(() => store.compact(8)).toThrow(error('future-revision'));
  await compact(opened, 7);
  expect(records(opened)).toEqual(['6/0 a=4', '7/0 c=5']);
  expect(() => store.compact(7)).toThrow(error('compacted'));
  expect(() => store.compact(3)).toThrow(error('compacted'));
  expect(store.compactRevision).toBe(7);
});

test('the decision counts at once, the records go later', async () => {
  writeSome(opened);
  const { done } = opened.store.compact(5);
  expect(() => opened.store.range(range('a', '', { revision: 4 }))).toThrow(error('compacted'));
  expect(records(opened)).toHaveLength(6);
  await settle(opened.clock, done);
  expect(records(opened)).toHaveLength(4);
});

test('compactions follow one another in the order they were asked for', async () => {
  writeSome(opened);
  const first = opened.store.compact(4).done;
  const second = opened.store.compact(6).done;
  await settle(opened.clock, Promise.all([first, second]));
  expect(records(opened)).toEqual(['6/0 a=4', '7/0 c=5']);
  expect(readCompactMarks(opened.store.backend)).toEqual({ scheduled: 6, finished: 6 });
});

test('many records go in steps with pauses, and writes go on in between', async () => {
  const test = await openTestStore({ compactionBatchMax: 10, compactionPauseMs: 10 });
  for (let i = 0; i < 100; i++) test.store.put(put('key', `${i}`));
  const { done } = test.store.compact(101);
  const startMs = test.clock.monotonicMs();
  await test.clock.advance(45);
  const half = records(test).length;
  expect(half).toBeGreaterThan(40);
  expect(half).toBeLessThan(80);
  test.store.put(put('other', 'meanwhile'));
  await settle(test.clock, done);
  expect(test.clock.monotonicMs() - startMs).toBeGreaterThanOrEqual(90);
  expect(records(test)).toEqual(['101/0 key=99', '102/0 other=meanwhile']);
});

test('a compaction that was interrupted is resumed when the store is opened again', async () => {
  const interrupted = await openTestStore({ compactionBatchMax: 10 });
  for (let i = 0; i < 100; i++) interrupted.store.put(put('key', `${i}`));
  interrupted.store.compact(90).done.catch(() => {});
  await interrupted.clock.advance(25);
  const left = records(interrupted).length;
  expect(left).toBeGreaterThan(50);
  expect(left).toBeLessThan(100);
  const again = await interrupted.reopen();
  await again.clock.advance(1_000);
  expect(again.store.compactRevision).toBe(90);
  expect(readCompactMarks(again.store.backend)).toEqual({ scheduled: 90, finished: 90 });
  expect(records(again)[0]).toBe('90/0 key=88');
});

test('closing ends a compaction that is under way', async () => {
  writeSome(opened);
  const { done } = opened.store.compact(5);
  const outcome = done.then(
    () => 'done',
    (reason: { code: string }) => reason.code,
  );
  await settle(opened.clock, opened.store.close());
  expect(await outcome).toBe('closed');
});

test('the revision never goes back, also when compaction removed the newest record', async () => {
  opened.store.put(put('a'));
  opened.store.deleteRange(remove('a'));
  opened.store.put(put('b'));
  opened.store.deleteRange(remove('b'));
  await compact(opened, 5);
  const again = await opened.reopen();
  expect(again.store.revision).toBe(5);
  again.store.backend.delete('key', Buffer.from('00000000000000055f000000000000000074', 'hex'));
  const third = await again.reopen();
  expect(records(third)).toEqual([]);
  expect(third.store.revision).toBe(5);
});

test('the revision is at least one that was scheduled and not finished', async () => {
  const database = Database.inMemory();
  const first = await openTestStore({}, database);
  first.store.put(put('a'));
  markScheduled(first.store.backend, 7);
  const again = await first.reopen();
  expect(again.store.revision).toBe(7);
  await again.clock.advance(1_000);
  expect(again.store.compactRevision).toBe(7);
});

test('a restart changes nothing that can be seen', async () => {
  writeSome(opened);
  opened.store.txn(txn([], [put('d', '1'), put('e', '2'), remove('c')]));
  await compact(opened, 5);
  const seen = (test: TestStore) => [5, 6, 7, 8].map((revision) => test.store.range(range('\0', '\0', { revision })));
  const before = seen(opened);
  const alone = opened.store.range(range('\0', '\0', { keysOnly: true }));
  const again = await opened.reopen();
  expect(seen(again)).toEqual(before);
  expect(again.store.range(range('\0', '\0', { keysOnly: true }))).toEqual(alone);
  expect(again.store.revision).toBe(8);
  expect(again.store.compactRevision).toBe(5);
  again.store.put(put('a', '6'));
  expect(show(again.store.range(range('a')).kvs[0])).toBe('a=6 c2 m9 v4');
});

test('leases come back with their keys', async () => {
  opened.leases.grant(3n);
  opened.store.put(put('a', '', { lease: 3n }));
  opened.store.put(put('b', '', { lease: 3n }));
  opened.store.put(put('c', '', { lease: 3n }));
  opened.store.put(put('b'));
  opened.store.deleteRange(remove('c'));
  const again = await opened.reopen();
  expect(again.leases.take(3n)).toEqual(['a']);
});

test('thousands of keys are read back in slices', async () => {
  for (let i = 0; i < 9_000; i++) opened.store.put(put(`key${i % 5_000}`, `${i}`));
  const again = await opened.reopen();
  expect(again.store.keyCount).toBe(5_000);
  expect(show(again.store.range(range('key4999')).kvs[0])).toBe('key4999=4999 c5001 m5001 v1');
  expect(show(again.store.range(range('key7')).kvs[0])).toBe('key7=5007 c9 m5009 v2');
});

test('another database takes over, as after a snapshot; reading meanwhile goes on', async () => {
  writeSome(opened);
  const other = await openTestStore();
  for (let i = 0; i < 3_000; i++) other.store.put(put(`new${i}`));
  await settle(other.clock, other.store.backend.forceCommit());
  const reading = opened.store.rangeSliced(range('\0', '\0', {}));
  const restoring = opened.store.restore(other.store.backend);
  expect(keysOf(opened.store.range(range('a', 'z')).kvs)).toEqual(['a', 'c']);
  let isDone = false;
  restoring.then(() => {
    isDone = true;
  });
  await Promise.all([opened.clock, other.clock].map((clock) => clock.advance(1_000)));
  expect(isDone).toBe(true);
  expect(await reading).toMatchObject({ count: 2 });
  expect(opened.store.revision).toBe(3_001);
  expect(opened.store.range(range('a', 'd')).count).toBe(0);
  expect(opened.store.range(range('new', 'nex')).count).toBe(3_000);
  opened.store.put(put('after'));
  expect(opened.store.revision).toBe(3_002);
});
