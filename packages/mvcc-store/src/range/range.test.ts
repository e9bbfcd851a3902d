import { SortOrder, SortTarget } from '@quorate/protocol';
import { beforeEach, expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { keysOf, put, range, remove, show, showAll } from '../testdata/requests.ts';
import { bytes, openTestStore, settle, type TestStore } from '../testdata/test-store.ts';

let opened: TestStore;
let store: Store;

// a: revisions 2, 6 · b: 3 · c: 4 (deleted at 7) · d: 5
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
  store.put(put('a', 'one'));
  store.put(put('b', 'two'));
  store.put(put('c', 'three'));
  store.put(put('d', 'four'));
  store.put(put('a', 'five'));
  store.deleteRange(remove('c'));
});

const error = (code: string) => expect.objectContaining({ code });

test('one key, a range, all keys from one on, all keys', () => {
  expect(showAll(store.range(range('a')).kvs)).toEqual(['a=five c2 m6 v2']);
  expect(keysOf(store.range(range('a', 'c')).kvs)).toEqual(['a', 'b']);
  expect(keysOf(store.range(range('b', '\0')).kvs)).toEqual(['b', 'd']);
  expect(keysOf(store.range(range('\0', '\0')).kvs)).toEqual(['a', 'b', 'd']);
  expect(store.range(range('c'))).toEqual({ kvs: [], more: false, count: 0, revision: 7 });
});

test('a range that ends before it begins is empty, not an error', () => {
  expect(store.range(range('b', 'a'))).toEqual({ kvs: [], more: false, count: 0, revision: 7 });
  expect(store.range(range('b', 'a', { countOnly: true })).count).toBe(0);
  expect(store.deleteRange(remove('b', 'b'))).toEqual({ revision: 7, deleted: 0, prevKvs: [] });
});

test('the limit cuts, more says so, and count counts on', () => {
  const limited = (limit: number, options = {}) => store.range(range('\0', '\0', { limit, ...options }));
  expect(limited(2)).toMatchObject({ more: true, count: 3 });
  expect(keysOf(limited(2).kvs)).toEqual(['a', 'b']);
  expect(limited(3)).toMatchObject({ more: false, count: 3 });
  expect(limited(-1)).toMatchObject({ more: false, count: 3 });
  expect(limited(1, { countOnly: true })).toEqual({ kvs: [], more: false, count: 3, revision: 7 });
});

test('filters look at the whole range before the limit, and do not change the count', () => {
  const filtered = (options: object) => store.range(range('\0', '\0', options));
  expect(keysOf(filtered({ minModRevision: 5 }).kvs)).toEqual(['a', 'd']);
  expect(keysOf(filtered({ maxModRevision: 5 }).kvs)).toEqual(['b', 'd']);
  expect(keysOf(filtered({ minCreateRevision: 3, maxCreateRevision: 5 }).kvs)).toEqual(['b', 'd']);
  expect(keysOf(filtered({ minModRevision: 3, maxModRevision: 3 }).kvs)).toEqual(['b']);
  expect(filtered({ minModRevision: 5, limit: 1 })).toMatchObject({ more: true, count: 3 });
  expect(filtered({ minModRevision: 6, limit: 1 })).toMatchObject({ more: false, count: 3 });
});

test('each target sorts both ways', () => {
  const sorted = (sortTarget: SortTarget, sortOrder: SortOrder) =>
    keysOf(store.range(range('\0', '\0', { sortTarget, sortOrder })).kvs).join('');
  expect(sorted(SortTarget.Key, SortOrder.None)).toBe('abd');
  expect(sorted(SortTarget.Key, SortOrder.Descend)).toBe('dba');
  expect(sorted(SortTarget.Version, SortOrder.Descend)).toBe('abd');
  expect(sorted(SortTarget.Version, SortOrder.Ascend)).toBe('bda');
  expect(sorted(SortTarget.Create, SortOrder.Descend)).toBe('dba');
  expect(sorted(SortTarget.Create, SortOrder.Ascend)).toBe('abd');
  expect(sorted(SortTarget.Mod, SortOrder.Ascend)).toBe('bda');
  expect(sorted(SortTarget.Mod, SortOrder.Descend)).toBe('adb');
  expect(sorted(SortTarget.Value, SortOrder.Ascend)).toBe('adb');
  expect(sorted(SortTarget.Value, SortOrder.Descend)).toBe('bda');
});

test('an order is made before the limit cuts; a target without an order only sorts what the limit left', () => {
  const first = (sortOrder: SortOrder) =>
    keysOf(store.range(range('\0', '\0', { sortTarget: SortTarget.Mod, sortOrder, limit: 1 })).kvs);
  expect(first(SortOrder.Descend)).toEqual(['a']);
  expect(first(SortOrder.Ascend)).toEqual(['b']);
  // Of a and b, the two that a limit of one reads, b was written first.
  expect(first(SortOrder.None)).toEqual(['b']);
});

test('an order or target that does not exist is refused', () => {
  const unknown = (options: object) => () => store.range(range('a', '', options));
  expect(unknown({ sortOrder: 3 })).toThrow(error('invalid-sort-option'));
  expect(unknown({ sortTarget: 5 })).toThrow(error('invalid-sort-option'));
  expect(unknown({ sortTarget: -1 })).toThrow(error('invalid-sort-option'));
});

test('a revision in the past shows what was; the header always the present', () => {
  const at = (revision: number) => store.range(range('\0', '\0', { revision }));
  expect(showAll(at(5).kvs)).toEqual(['a=one c2 m2 v1', 'b=two c3 m3 v1', 'c=three c4 m4 v1', 'd=four c5 m5 v1']);
  expect(at(5)).toMatchObject({ revision: 7, count: 4 });
  expect(keysOf(at(3).kvs)).toEqual(['a', 'b']);
  expect(at(1)).toMatchObject({ kvs: [], count: 0, revision: 7 });
  expect(at(0)).toEqual(at(7));
  expect(at(-5)).toEqual(at(7));
  expect(() => at(8)).toThrow(error('future-revision'));
});

test('what is compacted cannot be read, the compacted revision itself can', async () => {
  await settle(opened.clock, store.compact(5).done);
  expect(() => store.range(range('a', '', { revision: 4 }))).toThrow(error('compacted'));
  expect(showAll(store.range(range('\0', '\0', { revision: 5 })).kvs)).toEqual([
    'a=one c2 m2 v1',
    'b=two c3 m3 v1',
    'c=three c4 m4 v1',
    'd=four c5 m5 v1',
  ]);
});

test('keys alone come without value and lease, now and in the past', () => {
  opened.leases.grant(7n);
  store.put(put('b', 'leased', { lease: 7n }));
  store.put(put('b', 'again', { lease: 7n }));
  const alone = (options = {}) => store.range(range('b', '', { keysOnly: true, ...options })).kvs.map(show);
  expect(alone()).toEqual(['b= c3 m9 v3']);
  expect(alone({ revision: 8 })).toEqual(['b= c3 m8 v2']);
  // In the order of values they had to be read, and etcd then leaves the lease in.
  expect(alone({ sortTarget: SortTarget.Value })).toEqual(['b= c3 m9 v3 lease 7']);
});

test('keys are bytes: order and ends by unsigned byte', () => {
  for (const key of [[0xff], [0x7f], [0x80], [0x00], [0xff, 0x00]]) {
    store.put({ ...put('x'), key: new Uint8Array(key) });
  }
  const all = store.range(range('\0', '\0')).kvs.map((kv) => kv[1] === 1 || kv[1] === 2);
  expect(all).toHaveLength(8);
  const high = store.range({ ...range('x', '\0'), key: new Uint8Array([0x7f]) });
  expect(high.kvs.map((kv) => Buffer.from(kv.subarray(2, 2 + (kv[1] as number))).toString('hex'))).toEqual([
    '7f',
    '80',
    'ff',
    'ff00',
  ]);
});

test('values that are not at hand any more are read from the database', async () => {
  const small = await openTestStore({ valueCacheBytesMax: 1 });
  for (let i = 0; i < 2_000; i++) small.store.put(put(`key${i % 100}`, `${i}`.repeat(50)));
  for (let i = 0; i < 100; i++) {
    expect(show(small.store.range(range(`key${i}`)).kvs[0])).toContain(`=${`${1_900 + i}`.repeat(50)} `);
  }
});

test('a large range is read at one revision over many turns, whatever is written and compacted meanwhile', async () => {
  const big = await openTestStore();
  const value = 'x'.repeat(1_000);
  for (let i = 0; i < 5_000; i++) big.store.put(put(`key${String(i).padStart(5, '0')}`, value));
  const { revision } = big.store;
  const reading = big.store.rangeSliced(range('key', 'kez'));
  const limited = big.store.rangeSliced(range('key', 'kez', { limit: 3_000 }));
  expect(reading).toBeInstanceOf(Promise);
  for (let i = 0; i < 5_000; i += 2) big.store.put(put(`key${String(i).padStart(5, '0')}`, 'changed'));
  big.store.deleteRange(remove('key04', 'key05'));
  const compaction = big.store.compact(big.store.revision).done;
  const result = await settle(big.clock, Promise.resolve(reading));
  expect(result).toMatchObject({ count: 5_000, more: false, revision });
  expect(result.kvs.map((kv) => show(kv))).toEqual(
    Array.from({ length: 5_000 }, (_, i) => `key${String(i).padStart(5, '0')}=${value} c${i + 2} m${i + 2} v1`),
  );
  const cut = await settle(big.clock, Promise.resolve(limited));
  expect(cut).toMatchObject({ count: 5_000, more: true, revision });
  expect(cut.kvs).toHaveLength(3_000);
  await settle(big.clock, compaction);
  expect(() => big.store.range(range('key', 'kez', { revision }))).toThrow(error('compacted'));
  expect(big.store.range(range('key', 'kez')).kvs).toHaveLength(4_000);
});

test('a small range in slices is there at once', () => {
  expect(store.rangeSliced(range('a', 'c'))).toEqual(store.range(range('a', 'c')));
  expect(() => store.rangeSliced(range('a', '', { revision: 99 }))).toThrow(error('future-revision'));
});

test('the same keys are read by name, whether they are at hand or not', async () => {
  const again = await opened.reopen();
  const first = again.store.range(range('a'));
  expect(showAll(first.kvs)).toEqual(['a=five c2 m6 v2']);
  expect(again.store.range(range('a'))).toEqual(first);
  expect(again.store.range({ ...range('a'), key: bytes('a') })).toEqual(first);
});
