import { beforeEach, expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { put, range, remove, show, showAll } from '../testdata/requests.ts';
import { openTestStore, type TestStore } from '../testdata/test-store.ts';

let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
});

const only = (key: string) => show(store.range(range(key)).kvs[0]);
const error = (code: string) => expect.objectContaining({ code });

test('an empty store is at revision 1, and the first put writes revision 2', () => {
  expect(store.revision).toBe(1);
  expect(store.compactRevision).toBe(-1);
  expect(store.put(put('a', '1'))).toEqual({ revision: 2, prevKv: undefined });
  expect(only('a')).toBe('a=1 c2 m2 v1');
});

test('versions count up and the creation stays, until a deletion begins anew', () => {
  store.put(put('a', '1'));
  store.put(put('a', '2'));
  expect(only('a')).toBe('a=2 c2 m3 v2');
  store.deleteRange(remove('a'));
  expect(only('a')).toBeUndefined();
  store.put(put('a', '3'));
  expect(only('a')).toBe('a=3 c5 m5 v1');
});

test('the previous version is returned when it is asked for and there was one', () => {
  expect(store.put(put('a', '1', { prevKv: true })).prevKv).toBeUndefined();
  expect(show(store.put(put('a', '2', { prevKv: true })).prevKv)).toBe('a=1 c2 m2 v1');
  expect(store.put(put('a', '3')).prevKv).toBeUndefined();
  store.put(put('b', '4'));
  expect(showAll(store.deleteRange(remove('a', 'c', { prevKv: true })).prevKvs)).toEqual([
    'a=3 c2 m4 v3',
    'b=4 c5 m5 v1',
  ]);
  expect(store.deleteRange(remove('a', 'c', { prevKv: true })).prevKvs).toEqual([]);
});

test('many keys are deleted in one revision, in key order', () => {
  for (const key of ['b', 'a', 'c', 'd']) store.put(put(key));
  expect(store.deleteRange(remove('a', 'd'))).toMatchObject({ revision: 6, deleted: 3 });
  const records: string[] = [];
  store.visitHistory(6, (recordKey, kv) => records.push(Buffer.from(recordKey).toString('hex') + show(kv)) > 0);
  expect(records).toEqual([
    '00000000000000065f000000000000000074a= c0 m0 v0',
    '00000000000000065f000000000000000174b= c0 m0 v0',
    '00000000000000065f000000000000000274c= c0 m0 v0',
  ]);
});

test('deleting nothing changes nothing', () => {
  store.put(put('a'));
  expect(store.deleteRange(remove('x'))).toEqual({ revision: 2, deleted: 0, prevKvs: [] });
  expect(store.deleteRange(remove('x', '\0'))).toEqual({ revision: 2, deleted: 0, prevKvs: [] });
  expect(store.revision).toBe(2);
});

test('a range to the end of the keys is deleted as a whole', () => {
  for (const key of ['a', 'b', 'c']) store.put(put(key));
  expect(store.deleteRange(remove('b', '\0')).deleted).toBe(2);
  expect(store.keyCount).toBe(1);
});

test('the value or the lease can be kept, but only of a key that is there', () => {
  opened.leases.grant(9n);
  for (const keep of [{ ignoreValue: true }, { ignoreLease: true }]) {
    expect(() => store.put(put('a', '', keep))).toThrow(error('key-not-found'));
  }
  store.put(put('a', 'kept', { lease: 9n }));
  store.put(put('a', '', { ignoreValue: true, lease: 9n }));
  expect(only('a')).toBe('a=kept c2 m3 v2 lease 9');
  store.put(put('a', 'new', { ignoreLease: true }));
  expect(only('a')).toBe('a=new c2 m4 v3 lease 9');
  store.put(put('a', '', { ignoreValue: true }));
  expect(only('a')).toBe('a=new c2 m5 v4');
  store.deleteRange(remove('a'));
  expect(() => store.put(put('a', '', { ignoreValue: true }))).toThrow(error('key-not-found'));
});

test('of two faults of a put the missing lease is told first', () => {
  expect(() => store.put(put('a', '', { ignoreValue: true, lease: 5n }))).toThrow(error('lease-not-found'));
});

test('a key hangs on the lease of its last put, and on none when that had none or the key is deleted', () => {
  const { leases } = opened;
  leases.grant(1n);
  leases.grant(2n);
  expect(() => store.put(put('a', '', { lease: 3n }))).toThrow(error('lease-not-found'));
  expect(store.revision).toBe(1);
  store.put(put('a', '', { lease: 1n }));
  store.put(put('b', '', { lease: 1n }));
  expect(leases.take(1n)).toEqual(['a', 'b']);
  store.put(put('a', '', { lease: 2n }));
  expect([leases.take(1n), leases.take(2n)]).toEqual([['b'], ['a']]);
  store.put(put('a', ''));
  expect(leases.take(2n)).toEqual([]);
  expect(only('a')).toBe('a= c2 m5 v3');
  store.deleteRange(remove('b'));
  expect(leases.take(1n)).toEqual([]);
});

test('revoking deletes the keys of a lease in one revision, and none leave the revision alone', () => {
  for (const key of ['c', 'a', 'b']) store.put(put(key));
  expect(store.deleteKeys(['a', 'b', 'x'])).toBe(5);
  expect(store.revision).toBe(5);
  expect(store.deleteKeys([])).toBe(5);
  expect(store.deleteKeys(['x'])).toBe(5);
});

test('listeners hear of each change of a request, in order, with the revision', () => {
  const heard: string[] = [];
  const stop = store.onChange((revision, changes) => {
    for (const { key, isDelete, kv } of changes)
      heard.push(`${revision} ${isDelete ? 'delete' : 'put'} ${key} ${show(kv)}`);
  });
  store.put(put('a', '1'));
  store.put(put('b', '2'));
  store.deleteRange(remove('a', '\0'));
  store.deleteRange(remove('a', '\0'));
  stop();
  store.put(put('c'));
  expect(heard).toEqual([
    '2 put a a=1 c2 m2 v1',
    '3 put b b=2 c3 m3 v1',
    '4 delete a a= c0 m4 v0',
    '4 delete b b= c0 m4 v0',
  ]);
});

test('requests may be kept in a buffer that is used again', () => {
  const request = put('key', 'value');
  store.put(request);
  request.key.fill(0x78);
  request.value.fill(0x78);
  expect(only('key')).toBe('key=value c2 m2 v1');
});
