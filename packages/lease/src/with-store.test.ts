import { Database } from '@quorate/bbolt';
import { Store } from '@quorate/mvcc-store';
import { DeleteRangeRequest, KeyValue, PutRequest, RangeRequest } from '@quorate/protocol';
import { VirtualClock } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { openBackend, openLessor } from './testdata/test-lessor.ts';

const bytes = (text: string) => Buffer.from(text);
const put = (key: string, lease = 0n) => PutRequest.create({ key: bytes(key), value: bytes('v'), lease });
const allKeys = RangeRequest.create({ key: new Uint8Array(1), rangeEnd: new Uint8Array(1) });

async function openBoth(database = Database.inMemory()) {
  const clock = new VirtualClock();
  const backend = openBackend(clock, database);
  const leases = openLessor({ backend }, clock);
  const opening = Store.open({ backend, clock, leases: leases.lessor });
  await clock.runTurns();
  const store = await opening;
  const keys = () => store.range(allKeys).kvs.map((kv) => Buffer.from(KeyValue.decode(kv).key).toString());
  return { ...leases, clock, backend, store, keys, database };
}

test('revocation deletes the keys of a lease in one revision', async () => {
  const { lessor, store, keys } = await openBoth();
  lessor.grant(1n, 60);
  for (const key of ['c', 'a', 'b']) store.put(put(key, 1n));
  store.put(put('d'));
  store.put(put('b'));
  lessor.revoke(1n, (attached) => store.deleteKeys(attached));
  expect(keys()).toEqual(['b', 'd']);
  expect(store.revision).toBe(7);
  expect(lessor.leaseOf('a')).toBe(0n);
});

test('a lease without keys leaves the revision alone', async () => {
  const { lessor, store } = await openBoth();
  lessor.grant(1n, 60);
  store.put(put('a', 1n));
  store.deleteRange(DeleteRangeRequest.create({ key: bytes('a') }));
  lessor.revoke(1n, (attached) => store.deleteKeys(attached));
  expect(store.revision).toBe(3);
});

test('puts move keys between leases, and many keys share one', async () => {
  const { lessor, store } = await openBoth();
  lessor.grant(1n, 60);
  lessor.grant(2n, 60);
  for (let i = 0; i < 1_000; i++) store.put(put(`key${i}`, 1n));
  store.put(put('key7', 2n));
  store.put(put('key8'));
  expect(lessor.lookup(1n)?.keys).toHaveLength(998);
  expect(lessor.lookup(2n)?.keys).toEqual(['key7']);
});

test('what runs out is revoked, and its keys go with it', async () => {
  const { lessor, store, clock, expiredIds, keys } = await openBoth();
  lessor.promote(0);
  lessor.grant(1n, 5);
  lessor.grant(2n, 50);
  store.put(put('short', 1n));
  store.put(put('long', 2n));
  await clock.advance(5_000);
  for (const id of expiredIds.flat()) lessor.revoke(id, (attached) => store.deleteKeys(attached));
  expect(keys()).toEqual(['long']);
});

test('after a restart, leases have their keys again', async () => {
  const first = await openBoth();
  first.lessor.grant(1n, 60);
  first.store.put(put('a', 1n));
  first.store.put(put('b', 1n));
  first.store.put(put('b'));
  await first.store.close();
  await first.backend.close();
  const again = await openBoth(first.database);
  expect(again.lessor.lookup(1n)?.keys).toEqual(['a']);
  again.lessor.revoke(1n, (attached) => again.store.deleteKeys(attached));
  expect(again.keys()).toEqual(['b']);
});
