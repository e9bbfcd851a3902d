import { beforeEach, expect, test } from 'vitest';
import type { OperationResult } from '../result/results.ts';
import type { Store } from '../store/store.ts';
import { compare, put, range, remove, show, txn } from '../testdata/requests.ts';
import { openTestStore, settle, type TestStore } from '../testdata/test-store.ts';

let opened: TestStore;
let store: Store;
// a: revisions 2 and 4 (version 2) · b: 3, on lease 5
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
  opened.leases.grant(5n);
  store.put(put('a', 'x'));
  store.put(put('b', 'y', { lease: 5n }));
  store.put(put('a', 'z'));
});

const error = (code: string) => expect.objectContaining({ code });
const holds = (...compares: Parameters<typeof txn>[0]) => store.txn(txn(compares, [])).succeeded;

/** Responses to be read by people. */
const read = (responses: readonly OperationResult[]): unknown[] => responses.map(readOne);

function readOne(response: OperationResult): unknown {
  switch (response.case) {
    case 'range':
      return response.value.kvs.map(show).join(', ');
    case 'put':
      return `put at ${response.value.revision}`;
    case 'deleteRange':
      return `deleted ${response.value.deleted} at ${response.value.revision}`;
    case 'txn':
      return [response.value.succeeded, ...read(response.value.responses)];
  }
}

test('each target is compared in each way', () => {
  for (const [target, value] of [
    ['version', 2],
    ['create', 2],
    ['mod', 4],
  ] as const) {
    expect(holds(compare('a', target, '=', value))).toBe(true);
    expect(holds(compare('a', target, '!=', value))).toBe(false);
    expect(holds(compare('a', target, '>', value - 1))).toBe(true);
    expect(holds(compare('a', target, '>', value))).toBe(false);
    expect(holds(compare('a', target, '<', value + 1))).toBe(true);
    expect(holds(compare('a', target, '<', value))).toBe(false);
  }
  expect(holds(compare('a', 'value', '=', 'z'))).toBe(true);
  expect(holds(compare('a', 'value', '>', 'y'))).toBe(true);
  expect(holds(compare('a', 'value', '<', 'za'))).toBe(true);
  expect(holds(compare('b', 'lease', '=', 5n))).toBe(true);
  expect(holds(compare('b', 'lease', '>', 4n))).toBe(true);
  expect(holds(compare('a', 'lease', '=', 0n))).toBe(true);
});

test('a key that is not there compares as zero; its value compares as nothing at all', () => {
  expect(holds(compare('q', 'version', '=', 0))).toBe(true);
  expect(holds(compare('q', 'create', '<', 1))).toBe(true);
  expect(holds(compare('q', 'mod', '!=', 0))).toBe(false);
  expect(holds(compare('q', 'lease', '=', 0n))).toBe(true);
  for (const result of ['=', '!=', '<', '>'] as const) expect(holds(compare('q', 'value', result, ''))).toBe(false);
  store.deleteRange(remove('a'));
  expect(holds(compare('a', 'create', '=', 0))).toBe(true);
});

test('a range holds when every key of it does, and as a missing key when it is empty', () => {
  expect(holds(compare('a', 'version', '>', 0, 'c'))).toBe(true);
  expect(holds(compare('a', 'version', '>', 1, 'c'))).toBe(false);
  expect(holds(compare('a', 'value', '!=', 'q', '\0'))).toBe(true);
  expect(holds(compare('a', 'value', '!=', 'y', '\0'))).toBe(false);
  expect(holds(compare('q', 'version', '=', 0, 'r'))).toBe(true);
  expect(holds(compare('q', 'value', '!=', 'y', 'r'))).toBe(false);
  expect(holds(compare('b', 'version', '=', 0, 'a'))).toBe(true);
});

test('a number of another kind counts as zero, an unknown way of comparing holds', () => {
  expect(holds({ ...compare('a', 'version', '=', 2), targetUnion: { case: 'modRevision', value: 2 } })).toBe(false);
  expect(holds({ ...compare('a', 'version', '>', 2), targetUnion: undefined })).toBe(true);
  expect(holds({ ...compare('a', 'version', '=', 9), result: 7 as 0 })).toBe(true);
  expect(holds({ ...compare('a', 'version', '=', 9), target: 7 as 0 })).toBe(true);
});

test('without comparisons the success branch runs; otherwise all must hold', () => {
  expect(holds()).toBe(true);
  const both = [compare('a', 'version', '=', 2), compare('b', 'version', '=', 2)];
  const { succeeded, responses, revision } = store.txn(txn(both, [put('s')], [put('f'), range('b')]));
  expect([succeeded, read(responses), revision]).toEqual([false, ['put at 5', 'b=y c3 m3 v1 lease 5'], 5]);
});

test('operations see what those before them wrote, and share one revision', () => {
  const { responses, revision } = store.txn(
    txn([], [range('a'), put('c', '1'), range('c'), remove('a'), range('a'), put('d', '2'), range('a', 'z')]),
  );
  expect(read(responses)).toEqual([
    'a=z c2 m4 v2',
    'put at 5',
    'c=1 c5 m5 v1',
    'deleted 1 at 5',
    '',
    'put at 5',
    'b=y c3 m3 v1 lease 5, c=1 c5 m5 v1, d=2 c5 m5 v1',
  ]);
  expect(revision).toBe(5);
  const inner = responses.map(({ value }) => value.revision);
  expect(inner).toEqual([4, 5, 5, 5, 5, 5, 5]);
  const subs: string[] = [];
  store.visitHistory(5, (recordKey, kv) => subs.push(`${recordKey[16]} ${show(kv)}`) > 0);
  expect(subs).toEqual(['0 c=1 c5 m5 v1', '1 a= c0 m0 v0', '2 d=2 c5 m5 v1']);
});

test('a txn that changes nothing leaves the revision, deletions of nothing included', () => {
  const { revision, responses } = store.txn(txn([], [range('a'), remove('q'), txn([], [])]));
  expect([revision, read(responses)]).toEqual([4, ['a=z c2 m4 v2', 'deleted 0 at 4', [true]]]);
  expect(store.revision).toBe(4);
  const changed = store.txn(txn([], [put('q'), remove('nothing')]));
  expect(read(changed.responses)).toEqual(['put at 5', 'deleted 0 at 5']);
});

test('nested comparisons are made before anything runs', () => {
  const inner = txn([compare('c', 'version', '=', 0)], [put('d', 'was missing')], [put('d', 'was there')]);
  const { responses } = store.txn(txn([], [put('c', '1'), inner, range('d')]));
  expect(read(responses)).toEqual(['put at 5', [true, 'put at 5'], 'd=was missing c5 m5 v1']);
});

test('txns nest deeply, each with its own outcome', () => {
  const innermost = txn([compare('a', 'version', '=', 99)], [], [put('deep', '1')]);
  const middle = txn([], [innermost, range('deep')]);
  const { responses } = store.txn(txn([], [middle, txn([], [remove('deep')]), range('deep')]));
  expect(read(responses)).toEqual([[true, [false, 'put at 5'], 'deep=1 c5 m5 v1'], [true, 'deleted 1 at 5'], '']);
});

test('faults are found before anything runs', async () => {
  const refused =
    (...operations: Parameters<typeof txn>[1]) =>
    () =>
      store.txn(txn([], operations));
  expect(refused(put('c'), range('a', '', { revision: 5 }))).toThrow(error('future-revision'));
  expect(refused(put('c'), put('d', '', { lease: 77n }))).toThrow(error('lease-not-found'));
  expect(refused(put('c'), put('q', '', { ignoreValue: true }))).toThrow(error('key-not-found'));
  expect(refused(put('c'), txn([], [put('q', '', { ignoreLease: true })]))).toThrow(error('key-not-found'));
  // The first operation would make the key, but the state before counts.
  expect(refused(put('c'), txn([], [put('c', '', { ignoreValue: true })]))).toThrow(error('key-not-found'));
  await settle(opened.clock, store.compact(3).done);
  expect(refused(put('c'), range('a', '', { revision: 2 }))).toThrow(error('compacted'));
  expect(refused(put('c'), range('a', '', { revision: -1 }))).toThrow(error('compacted'));
  expect(store.revision).toBe(4);
  expect(store.range(range('c')).count).toBe(0);
});

test('faults in the branch that does not run do not matter', () => {
  const faulty = [put('d', '', { lease: 77n }), range('a', '', { revision: 99 })];
  expect(store.txn(txn([], [put('c')], faulty)).succeeded).toBe(true);
});

test('of two faults of a put in a txn the missing key is told first', () => {
  expect(() => store.txn(txn([], [put('q', '', { ignoreValue: true, lease: 77n })]))).toThrow(error('key-not-found'));
});

test('ranges in a txn know limits, orders and the past', () => {
  const { responses } = store.txn(
    txn([], [range('a', 'z', { limit: 1 }), range('a', '', { revision: 2 }), range('a', 'z', { countOnly: true })]),
  );
  expect(responses.map(({ value }) => value)).toMatchObject([
    { more: true, count: 2 },
    { more: false, count: 1 },
    { kvs: [], count: 2 },
  ]);
});
