import { expect, test } from 'vitest';
import { compare, put, range, remove, txn } from '../testdata/requests.ts';
import { openTestStore, settle } from '../testdata/test-store.ts';

test('what was done is counted, in txns too', async () => {
  const { store, clock } = await openTestStore();
  store.put(put('a', '12'));
  store.range(range('a'));
  store.rangeSliced(range('a'));
  store.deleteRange(remove('nothing'));
  expect(store.counters).toMatchObject({ puts: 1, ranges: 2, deletes: 1, txns: 0, putBytes: 3 });
  store.txn(txn([], [put('a', '3')]));
  expect(store.counters).toMatchObject({ puts: 2, txns: 0, putBytes: 5 });
  const nested = txn([compare('a', 'version', '=', 99)], [put('x')], [remove('b'), range('a')]);
  store.txn(txn([], [put('b', '4'), nested], [range('z')]));
  expect(store.counters).toMatchObject({ puts: 3, ranges: 3, deletes: 2, txns: 1, putBytes: 7 });
  expect(() => store.put(put('q', '', { ignoreValue: true }))).toThrow();
  expect(store.counters.puts).toBe(3);
  await settle(clock, store.compact(store.revision).done);
  // a at its first version, b; the tombstone stands at the compacted revision.
  expect(store.counters.compactedRecords).toBe(2);
});
