import { KeyValue } from '@quorate/protocol';
import { beforeEach, expect, test } from 'vitest';
import type { OperationResult, TxnResult } from './result/results.ts';
import type { Store } from './store/store.ts';
import { Listener } from './testdata/listener.ts';
import { compare, keysOf, put, range, remove, show, txn } from './testdata/requests.ts';
import { openTestStore, settle, type TestStore, text } from './testdata/test-store.ts';
import { WatchHub } from './watch/watch-hub.ts';

/** What the Kubernetes API server does with a store, request by request. */
let opened: TestStore;
let store: Store;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
});

const pod = (number: number) => `/registry/pods/default/pod-${String(number).padStart(4, '0')}`;

const create = (key: string, value: string, lease = 0n): TxnResult =>
  store.txn(txn([compare(key, 'mod', '=', 0)], [put(key, value, { lease })], [range(key)]));

const update = (key: string, value: string, modRevision: number): TxnResult =>
  store.txn(txn([compare(key, 'mod', '=', modRevision)], [put(key, value)], [range(key)]));

const drop = (key: string, modRevision: number): TxnResult =>
  store.txn(txn([compare(key, 'mod', '=', modRevision)], [remove(key)], [range(key)]));

const found = ({ responses: [response] }: TxnResult): string | undefined =>
  response?.case === 'range' ? show(response.value.kvs[0]) : undefined;

test('an object is created once', () => {
  expect(create(pod(1), 'first')).toMatchObject({ succeeded: true, revision: 2 });
  const second = create(pod(1), 'second');
  expect(second).toMatchObject({ succeeded: false, revision: 2 });
  expect(found(second)).toBe(`${pod(1)}=first c2 m2 v1`);
});

test('an update of what has changed meanwhile fails and shows what there is', () => {
  create(pod(1), 'a');
  expect(update(pod(1), 'b', 2)).toMatchObject({ succeeded: true, revision: 3 });
  const stale = update(pod(1), 'c', 2);
  expect(stale.succeeded).toBe(false);
  expect(found(stale)).toBe(`${pod(1)}=b c2 m3 v2`);
  expect(update(pod(1), 'c', 3).succeeded).toBe(true);
  expect(found(update(pod(9), 'x', 5))).toBeUndefined();
});

test('a deletion of what has changed meanwhile fails; a new object begins anew', () => {
  create(pod(1), 'a');
  update(pod(1), 'b', 2);
  expect(drop(pod(1), 2).succeeded).toBe(false);
  const done = drop(pod(1), 3);
  expect(done).toMatchObject({ succeeded: true, revision: 4 });
  expect((done.responses[0] as OperationResult & { case: 'deleteRange' }).value.deleted).toBe(1);
  expect(create(pod(1), 'again').succeeded).toBe(true);
  expect(show(store.range(range(pod(1))).kvs[0])).toBe(`${pod(1)}=again c5 m5 v1`);
});

test('a list in pages of 500 at one revision is whole, whatever happens between the pages', async () => {
  for (let i = 0; i < 1_750; i++) create(pod(i), `${i}`);
  create('/registry/services/x', 'no pod');
  const [prefix, end] = ['/registry/pods/', '/registry/pods0'];
  const first = store.range(range(prefix, end, { limit: 500 }));
  expect(first).toMatchObject({ count: 1_750, more: true });
  const { revision } = first;
  const listed = keysOf(first.kvs);
  let page = first;
  const remaining: number[] = [];
  while (page.more) {
    store.put(put(pod(2_000 + listed.length), 'created meanwhile'));
    store.deleteRange(remove(pod(listed.length + 1)));
    const next = `${listed.at(-1)}\0`;
    page = await settle(opened.clock, Promise.resolve(store.rangeSliced(range(next, end, { limit: 500, revision }))));
    remaining.push(page.count);
    listed.push(...keysOf(page.kvs));
  }
  expect(remaining).toEqual([1_250, 750, 250]);
  expect(listed).toEqual(Array.from({ length: 1_750 }, (_, i) => pod(i)));
  expect(store.range(range(prefix, end, { countOnly: true })).count).toBe(1_750);
});

test('a page at a revision that was compacted is refused, so that the client begins anew', async () => {
  for (let i = 0; i < 10; i++) create(pod(i), `${i}`);
  const { revision } = store.range(range('/registry/', '/registry0', { limit: 5 }));
  update(pod(1), 'new', 3);
  await settle(opened.clock, store.compact(revision + 1).done);
  expect(() => store.range(range(pod(5), '/registry0', { revision }))).toThrow('required revision has been compacted');
});

test('list, then watch from the next revision: nothing is missed, previous values are there, progress tells the rest', async () => {
  const hub = new WatchHub({ store, clock: opened.clock });
  const reflector = new Listener(hub);
  create(pod(1), 'a');
  create(pod(2), 'b');
  const { revision } = store.range(range('/registry/pods/', '/registry/pods0'));
  update(pod(1), 'c', 2);
  drop(pod(2), 3);
  reflector.watch(1, '/registry/pods/', '/registry/pods0', { startRevision: revision + 1, prevKv: true });
  create('/registry/services/x', 'other');
  await opened.clock.runTurns();
  expect(reflector.take()).toEqual([`1@6: +${pod(1)}=c 4 (a), -${pod(2)} 5 (b)`]);
  expect(reflector.source.progressRevision()).toBe(6);
  create(pod(3), 'd');
  expect(reflector.source.progressRevision()).toBe(6);
  await opened.clock.runTurns();
  expect(reflector.take()).toEqual([`1@7: +${pod(3)}=d 7`]);
  expect(reflector.source.progressRevision()).toBe(7);
});

test('many events hang on one lease and go together', () => {
  opened.leases.grant(7n);
  for (let i = 0; i < 1_000; i++) create(`/registry/events/e${String(i).padStart(4, '0')}`, 'x', 7n);
  const keys = opened.leases.take(7n) as string[];
  expect(keys).toHaveLength(1_000);
  const before = store.revision;
  expect(store.deleteKeys(keys)).toBe(before + 1);
  expect(store.range(range('/registry/events/', '/registry/events0')).count).toBe(0);
});

test('API servers agree on who compacts by a txn on one key', async () => {
  const key = 'compact_rev_key';
  const compactOnce = (version: number, revision: number): TxnResult =>
    store.txn(txn([compare(key, 'version', '=', version)], [put(key, `${revision}`)], [range(key)]));
  for (let i = 0; i < 20; i++) store.put(put(pod(1), `${i}`));
  expect(compactOnce(0, store.revision).succeeded).toBe(true);
  const lost = compactOnce(0, store.revision);
  expect(lost.succeeded).toBe(false);
  const current = lost.responses[0] as OperationResult & { case: 'range' };
  const { version, value } = KeyValue.decode(current.value.kvs[0] as Uint8Array);
  expect([version, text(value)]).toEqual([1, '21']);
  expect(compactOnce(version, store.revision).succeeded).toBe(true);
  await settle(opened.clock, store.compact(Number(text(value))).done);
  expect(() => store.range(range(pod(1), '', { revision: 20 }))).toThrow('compacted');
  expect(show(store.range(range(pod(1))).kvs[0])).toBe(`${pod(1)}=19 c2 m21 v20`);
});
