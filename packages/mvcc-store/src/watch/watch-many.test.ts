import { expect, test } from 'vitest';
import { Listener } from '../testdata/listener.ts';
import { put } from '../testdata/requests.ts';
import { openTestStore } from '../testdata/test-store.ts';
import { WatchHub } from './watch-hub.ts';

const watcherCount = 10_000;

/** Counts, instead of writing down. */
class Counter extends Listener {
  count = 0;
  batchCount = 0;

  override events(_: bigint, __: number, events: readonly Uint8Array[]): boolean {
    this.count += events.length;
    this.batchCount++;
    return --this.batchesMax > 0;
  }
}

async function openHub() {
  const { store, clock } = await openTestStore();
  return { store, clock, hub: new WatchHub({ store, clock }) };
}

test('10,000 watchers of one key, one of them not reading', async () => {
  const { store, clock, hub } = await openHub();
  const stopped = new Counter(hub);
  stopped.watch(0, 'key');
  stopped.batchesMax = 1;
  const readers = Array.from({ length: watcherCount - 1 }, () => new Counter(hub));
  for (const reader of readers) reader.watch(0, 'key');
  for (let round = 0; round < 10; round++) {
    for (let i = 0; i < 20; i++) store.put(put('key', `${round}-${i}`));
    await clock.runTurns();
    expect(hub.counts.slowWatchers).toBe(round === 0 ? 0 : 1);
  }
  // Each reader was handed each event once, a batch a turn; the one that stopped has what it took and nothing waits for it.
  for (const reader of readers) expect([reader.count, reader.batchCount]).toEqual([200, 10]);
  expect(stopped.count).toBe(20);
  stopped.resume();
  await clock.runTurns();
  expect(stopped.count).toBe(200);
  expect(hub.counts).toMatchObject({ watchers: watcherCount, slowWatchers: 0 });
});

test('10,000 watchers of as many keys, one of them not reading', async () => {
  const { store, clock, hub } = await openHub();
  const streams = Array.from({ length: 100 }, () => new Counter(hub));
  for (let i = 0; i < watcherCount; i++) (streams[i % 100] as Counter).watch(i, `key${i}`);
  const [stopped, ...readers] = streams as [Counter, ...Counter[]];
  stopped.batchesMax = 1;
  for (let round = 0; round < 3; round++) {
    for (let i = 0; i < watcherCount; i++) store.put(put(`key${i}`, `${round}`));
    await clock.runTurns();
  }
  for (const reader of readers) expect(reader.count).toBe(300);
  expect(stopped.count).toBe(1);
  expect(hub.counts.slowWatchers).toBe(100);
  stopped.resume();
  await clock.runTurns();
  expect(stopped.count).toBe(300);
  expect(hub.counts.slowWatchers).toBe(0);
});

test('10,000 watchers of ranges are found by the key, not one by one', async () => {
  const { store, clock, hub } = await openHub();
  const stream = new Counter(hub);
  const name = (i: number) => `key${String(i).padStart(5, '0')}`;
  for (let i = 0; i < watcherCount; i++) stream.watch(i, name(i), name(i + 2));
  for (let i = 0; i < 1_000; i++) store.put(put(name(i * 10)));
  await clock.runTurns();
  expect(stream.count).toBe(1_999);
});

test('10,000 watchers from the past are caught up, in turns', async () => {
  const { store, clock, hub } = await openHub();
  for (let i = 0; i < 50; i++) store.put(put('key', `${i}`));
  const readers = Array.from({ length: 100 }, () => new Counter(hub));
  for (let i = 0; i < watcherCount; i++) (readers[i % 100] as Counter).watch(i, 'key', '', { startRevision: 2 });
  expect(hub.counts.slowWatchers).toBe(watcherCount);
  store.put(put('key', 'meanwhile'));
  await clock.runTurns();
  for (const reader of readers) expect(reader.count).toBe(100 * 51);
  expect(hub.counts.slowWatchers).toBe(0);
});
