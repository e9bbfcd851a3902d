import { Database } from '@quorate/bbolt';
import { SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { Listener } from '../testdata/listener.ts';
import { put } from '../testdata/requests.ts';
import { openTestStore } from '../testdata/test-store.ts';
import { WatchHub } from './watch-hub.ts';

const path = 'd/db';
const keys = 3_000;
const damage = /^0 failed: d\/db: page \d+ .* is damaged: .*; restore the file from a snapshot, or remove the member/;

/** A store with so many keys, `k1` at revision 2 and so on, of which the early ones are not in memory; the record of one lies on a damaged page. */
async function openDamaged(damagedKey: number) {
  const disk = new SimulatedDisk();
  disk.place('d/other', new Uint8Array(0));
  const database = await Database.open({ disk, path, pageSize: 1024, cacheBytes: 1024 });
  const opened = await openTestStore({ valueCacheBytesMax: 1 }, database);
  const { store, clock } = opened;
  for (let key = 1; key <= keys; key++) store.put(put(`k${key}`, `value of ${key}.`));
  await clock.advance(1_000);
  const content = Buffer.from(disk.contents(path) as Uint8Array);
  const value = `value of ${damagedKey}.`;
  for (let at = content.indexOf(value); at >= 0; at = content.indexOf(value, at + 1)) disk.flipBit(path, at, 3);
  const hub = new WatchHub({ store, clock });
  return { ...opened, hub };
}

test('a watcher whose history lies on a damaged page is told so; the others, and the store, go on', async () => {
  const { store, clock, hub } = await openDamaged(100);
  const [damaged, sound, live] = [new Listener(hub), new Listener(hub), new Listener(hub)];
  damaged.watch(0, 'k', 'l', { startRevision: 2 });
  sound.watch(0, `k${keys}`, '', { startRevision: keys });
  live.watch(0, 'k1');
  await clock.runTurns();
  expect(damaged.take()).toEqual([expect.stringMatching(damage)]);
  expect(sound.take()).toEqual([`0@${keys + 1}: +k${keys}=value of ${keys}. ${keys + 1}`]);
  expect(hub.counts).toMatchObject({ watchers: 2, slowWatchers: 0 });
  store.put(put('k1', 'still written'));
  await clock.runTurns();
  expect(live.take()).toEqual([`0@${keys + 2}: +k1=still written ${keys + 2}`]);
  expect(damaged.take()).toEqual([]);
  // The id can be used again.
  damaged.watch(0, 'k2');
  store.put(put('k2', 'x'));
  await clock.runTurns();
  expect(damaged.take()).toEqual([`0@${keys + 3}: +k2=x ${keys + 3}`]);
});

test('a change whose previous version lies on a damaged page is made; who wants to know that version is told so', async () => {
  const { store, clock, hub } = await openDamaged(100);
  const [previous, plain] = [new Listener(hub), new Listener(hub)];
  previous.watch(0, 'k100', '', { prevKv: true });
  plain.watch(0, 'k100');
  store.put(put('k100', 'new'));
  await clock.runTurns();
  expect(previous.take()).toEqual([expect.stringMatching(damage)]);
  expect(plain.take()).toEqual([`0@${keys + 2}: +k100=new ${keys + 2}`]);
});

test('watchers of many ranges that want a damaged version are given up, and each of the others hears of the change once', async () => {
  const { store, clock, hub } = await openDamaged(100);
  const listener = new Listener(hub);
  const pairs = 20;
  for (let pair = 0; pair < pairs; pair++) {
    const start = `k${'0'.repeat(pair % 5)}`;
    listener.watch(pair, start, `l${pair}`, { prevKv: true });
    listener.watch(pairs + pair, start, `m${pair}`);
  }
  store.put(put('k100', 'new'));
  await clock.runTurns();
  const heard = listener.take();
  const failed = heard.filter((line) => line.includes('failed'));
  const covering = Array.from({ length: pairs }, (_, pair) => pair).filter(
    (pair) => `k${'0'.repeat(pair % 5)}` <= 'k100',
  );
  expect(failed.map((line) => Number.parseInt(line, 10)).sort((a, b) => a - b)).toEqual(covering);
  const told = covering.map((pair) => `${pairs + pair}@${keys + 2}: +k100=new ${keys + 2}`);
  expect(heard.filter((line) => !line.includes('failed')).sort()).toEqual(told.sort());
});

test('many watchers of damaged history do not hold up the turn: each is read for in a turn of its own', async () => {
  const { store, clock, hub } = await openDamaged(100);
  const listener = new Listener(hub);
  let turn = 0;
  const nextTurn = () => {
    if (++turn < 20) clock.nextTurn(nextTurn);
  };
  clock.nextTurn(nextTurn);
  const visits: { readonly revision: number; readonly turn: number }[] = [];
  const { visitHistory } = store;
  store.visitHistory = (revision, visit) => {
    visits.push({ revision, turn });
    visitHistory.call(store, revision, visit);
  };
  for (let id = 0; id < 10; id++) listener.watch(id, 'k', 'l', { startRevision: id < 5 ? 2 : keys });
  await clock.runTurns();
  const heard = listener.take();
  expect(heard.filter((line) => line.includes('failed')).map((line) => Number.parseInt(line, 10))).toEqual([
    0, 1, 2, 3, 4,
  ]);
  expect(heard.filter((line) => !line.includes('failed'))).toHaveLength(5);
  // All together once, then one by one.
  expect(visits.map(({ revision }) => revision)).toEqual([2, 2, 2, 2, 2, 2, keys, keys, keys, keys, keys]);
  expect(new Set(visits.map((visit) => visit.turn)).size).toBe(visits.length);
});
