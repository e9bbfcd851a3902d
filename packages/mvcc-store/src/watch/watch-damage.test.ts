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
