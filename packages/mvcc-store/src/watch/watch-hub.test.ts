import { beforeEach, expect, test } from 'vitest';
import type { Store } from '../store/store.ts';
import { Listener } from '../testdata/listener.ts';
import { put, remove, txn } from '../testdata/requests.ts';
import { openTestStore, printedSeed, settle, type TestStore } from '../testdata/test-store.ts';
import { WatchHub } from './watch-hub.ts';

let opened: TestStore;
let store: Store;
let hub: WatchHub;
let listener: Listener;
beforeEach(async () => {
  opened = await openTestStore();
  store = opened.store;
  hub = new WatchHub({ store, clock: opened.clock });
  listener = new Listener(hub);
});

/** Lets everything happen that is due, and answers what the listener heard. */
async function heard(of = listener): Promise<string[]> {
  await opened.clock.runTurns();
  return of.take();
}

test('a watcher hears of its key, from the next change on', async () => {
  store.put(put('a', 'before'));
  listener.watch(0, 'a');
  store.put(put('a', '1'));
  store.put(put('b', '2'));
  store.deleteRange(remove('a'));
  expect(await heard()).toEqual(['0@5: +a=1 3, -a 5']);
});

test('ranges, open ranges and the empty key', async () => {
  listener.watch(1, 'b', 'd');
  listener.watch(2, 'c', '\0');
  listener.watch(3, '', '\0');
  for (const key of ['a', 'b', 'c', 'd', 'e']) store.put(put(key));
  expect((await heard()).sort()).toEqual([
    '1@4: +b= 3, +c= 4',
    '2@6: +c= 4, +d= 5, +e= 6',
    '3@6: +a= 2, +b= 3, +c= 4, +d= 5, +e= 6',
  ]);
});

test('a delete event carries the key and its revision alone', async () => {
  store.put(put('a', 'value'));
  listener.watch(0, 'a');
  store.deleteRange(remove('a'));
  await opened.clock.runTurns();
  // type DELETE, then a KeyValue of key and mod_revision.
  expect(Buffer.from(listener.batches[0]?.[0] as Uint8Array).toString('hex')).toBe('080112050a01611803');
});

test('all events of a revision come together, in the order they were written', async () => {
  listener.watch(0, 'a', 'z');
  store.txn(txn([], [put('c', '1'), put('a', '2'), put('b', '3')]));
  store.deleteRange(remove('a', 'z'));
  expect(await heard()).toEqual(['0@3: +c=1 2, +a=2 2, +b=3 2, -a 3, -b 3, -c 3']);
});

test('events are handed out at once when asked', () => {
  listener.watch(0, 'a');
  store.put(put('a', '1'));
  hub.flush();
  store.put(put('a', '2'));
  hub.flush();
  hub.flush();
  expect(listener.take()).toEqual(['0@2: +a=1 2', '0@3: +a=2 3']);
});

test('previous values, where there is one', async () => {
  store.put(put('a', 'old'));
  listener.watch(0, 'a', '', { prevKv: true });
  listener.watch(1, 'a');
  listener.watch(2, 'n', '', { prevKv: true });
  store.put(put('a', 'new'));
  store.deleteRange(remove('a'));
  store.put(put('a', 'again'));
  store.put(put('n', 'first'));
  expect((await heard()).sort()).toEqual([
    '0@5: +a=new 3 (old), -a 4 (new), +a=again 5',
    '1@5: +a=new 3, -a 4, +a=again 5',
    '2@6: +n=first 6',
  ]);
});

test('previous values are looked up before a compaction of the same turn takes them', async () => {
  const small = await openTestStore({ valueCacheBytesMax: 1 });
  const smallHub = new WatchHub({ store: small.store, clock: small.clock });
  const reader = new Listener(smallHub);
  small.store.put(put('a', 'old'));
  reader.watch(0, 'a', '', { prevKv: true });
  small.store.put(put('a', 'new'));
  small.store.compact(3);
  await small.clock.advance(1_000);
  expect(reader.take()).toEqual(['0@3: +a=new 3 (old)']);
});

test('filters leave out puts or deletes; nothing is no batch', async () => {
  listener.watch(0, 'a', '', { withoutPuts: true });
  listener.watch(1, 'a', '', { withoutDeletes: true });
  listener.watch(2, 'a', '', { withoutDeletes: true, withoutPuts: true });
  store.put(put('a', '1'));
  store.deleteRange(remove('a'));
  expect(await heard()).toEqual(['0@3: -a 3', '1@2: +a=1 2']);
  store.put(put('a', '2'));
  expect(await heard()).toEqual(['1@4: +a=2 4']);
});

test('a watcher from the past is caught up from history, then hears what happens', async () => {
  store.put(put('a', '1'));
  store.put(put('a', '2'));
  store.put(put('b', '3'));
  store.deleteRange(remove('a'));
  listener.watch(0, 'a', '', { startRevision: 3, prevKv: true });
  listener.watch(1, 'a', 'c', { startRevision: 1 });
  expect(await heard()).toEqual(['0@5: +a=2 3 (1), -a 5 (2)', '1@5: +a=1 2, +a=2 3, +b=3 4, -a 5']);
  store.put(put('a', '4'));
  expect(await heard()).toEqual(['0@6: +a=4 6', '1@6: +a=4 6']);
});

test('a txn that deletes a key and puts it again creates it: the previous value is the deletion’s alone', async () => {
  store.put(put('a', 'old'));
  listener.watch(0, 'a', '', { prevKv: true });
  store.txn(txn([], [txn([], [remove('a')]), txn([], [put('a', 'new')])]));
  listener.watch(1, 'a', '', { prevKv: true, startRevision: 3 });
  const told = (await heard()).sort();
  expect(told).toEqual(['0@3: -a 3 (old), +a=new 3', '1@3: -a 3 (old), +a=new 3']);
});

test('what happens while a watcher is caught up is heard once', async () => {
  for (let i = 0; i < 2_500; i++) store.put(put('a', `${i}`));
  listener.watch(0, 'a', '', { startRevision: 2 });
  const revisions: number[] = [];
  for (let turn = 0; turn < 10; turn++) {
    store.put(put('a', `turn ${turn}`));
    await opened.clock.runTurns();
  }
  for (const batch of listener.take()) {
    for (const event of batch.split(', ')) revisions.push(Number(event.split(' ').at(-1)));
  }
  expect(revisions).toEqual(Array.from({ length: 2_510 }, (_, i) => i + 2));
});

test('history comes in batches of at most 1,000 revisions, whose header shows the present', async () => {
  for (let i = 0; i < 2_500; i++) store.txn(txn([], [put('a', `${i}`), put('b', `${i}`)]));
  listener.watch(0, 'a', 'c', { startRevision: 2 });
  await opened.clock.runTurns();
  expect(listener.batches.map(({ length }) => length)).toEqual([2_000, 2_000, 1_000]);
  expect(listener.take().map((batch) => batch.split(':')[0])).toEqual(['0@2501', '0@2501', '0@2501']);
});

test('large events of history come in smaller batches, a revision always whole', async () => {
  const value = 'x'.repeat(500_000);
  for (let i = 0; i < 20; i++) store.txn(txn([], [put('a', value), put('b', value)]));
  listener.watch(0, 'a', 'c', { startRevision: 2 });
  await opened.clock.runTurns();
  const sizes = listener.batches.map(({ length }) => length);
  expect(sizes.length).toBeGreaterThan(3);
  expect(sizes.every((size) => size % 2 === 0)).toBe(true);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(40);
});

test('a start in the future waits for it', async () => {
  listener.watch(0, 'a', '', { startRevision: 4 });
  expect(listener.source.progressRevision(0n)).toBeUndefined();
  store.put(put('a', '1'));
  store.put(put('a', '2'));
  expect(await heard()).toEqual([]);
  store.put(put('a', '3'));
  store.put(put('a', '4'));
  expect(await heard()).toEqual(['0@5: +a=3 4, +a=4 5']);
  expect(listener.source.progressRevision(0n)).toBe(5);
});

test('a start that is compacted ends the watcher, the compacted revision itself does not', async () => {
  for (let i = 0; i < 5; i++) store.put(put('a', `${i}`));
  await settle(opened.clock, store.compact(4).done);
  listener.watch(0, 'a', '', { startRevision: 3 });
  listener.watch(1, 'a', '', { startRevision: 4 });
  expect(await heard()).toEqual(['0 compacted at 4', '1@6: +a=2 4, +a=3 5, +a=4 6']);
  store.put(put('a', 'x'));
  expect(await heard()).toEqual(['1@7: +a=x 7']);
  expect(hub.counts.watchers).toBe(1);
});

test('a compaction ends the watchers that it overtakes, and no others', async () => {
  listener.watch(0, 'a');
  listener.watch(1, 'b');
  const slow = new Listener(hub);
  slow.watch(7, 'a');
  slow.batchesMax = 1;
  store.put(put('a', '1'));
  expect(await heard(slow)).toEqual(['7@2: +a=1 2']);
  for (let i = 2; i < 6; i++) store.put(put('a', `${i}`));
  await opened.clock.runTurns();
  await settle(opened.clock, store.compact(5).done);
  slow.resume();
  expect(await heard(slow)).toEqual(['7 compacted at 5']);
  listener.take();
  store.put(put('b', '6'));
  store.put(put('a', '7'));
  expect((await heard()).sort()).toEqual(['0@8: +a=7 8', '1@7: +b=6 7']);
});

test('a removed watcher hears no more, also of what was gathered', async () => {
  listener.watch(0, 'a');
  listener.watch(1, 'a');
  listener.watch(2, 'a', 'b', { startRevision: 1 });
  store.put(put('a', '1'));
  listener.source.remove(0n);
  listener.source.remove(2n);
  listener.source.remove(99n);
  expect(await heard()).toEqual(['1@2: +a=1 2']);
  expect(hub.counts).toMatchObject({ watchers: 1, streams: 1, slowWatchers: 0 });
  listener.source.close();
  store.put(put('a', '2'));
  expect(await heard()).toEqual([]);
  expect(hub.counts).toMatchObject({ watchers: 0, streams: 0 });
});

test('a stream that has had enough is left alone, and caught up when it goes on', async () => {
  listener.watch(0, 'a');
  listener.watch(1, 'b');
  listener.batchesMax = 1;
  store.put(put('a', '1'));
  expect(await heard()).toEqual(['0@2: +a=1 2']);
  store.put(put('b', '2'));
  store.put(put('a', '3'));
  store.put(put('b', '4'));
  expect(await heard()).toEqual([]);
  expect(hub.counts.slowWatchers).toBe(2);
  listener.resume();
  expect((await heard()).sort()).toEqual(['0@5: +a=3 4', '1@5: +b=2 3, +b=4 5']);
  expect(hub.counts.slowWatchers).toBe(0);
  store.put(put('a', '5'));
  expect(await heard()).toEqual(['0@6: +a=5 6']);
});

test('enough in the midst of a turn: the other watchers of the stream miss nothing', async () => {
  for (let id = 0; id < 5; id++) listener.watch(id, 'a');
  listener.batchesMax = 2;
  store.put(put('a', '1'));
  expect(await heard()).toHaveLength(2);
  listener.resume(1);
  expect(await heard()).toHaveLength(1);
  listener.resume();
  store.put(put('a', '2'));
  const rest = await heard();
  expect(rest.filter((batch) => batch.includes('+a=1 2'))).toHaveLength(2);
  expect(rest.filter((batch) => batch.includes('+a=2 3'))).toHaveLength(5);
});

test('progress is what was handed over: not before it was, not while a watcher is behind', async () => {
  store.put(put('x'));
  expect(listener.source.progressRevision()).toBeUndefined();
  listener.watch(0, 'a');
  expect(listener.source.progressRevision()).toBe(2);
  store.put(put('b'));
  expect(listener.source.progressRevision()).toBe(3);
  store.put(put('a'));
  store.put(put('b'));
  expect(listener.source.progressRevision()).toBe(3);
  expect(listener.source.progressRevision(0n)).toBe(3);
  await opened.clock.runTurns();
  expect(listener.source.progressRevision()).toBe(5);
  listener.watch(1, 'a', '', { startRevision: 2 });
  expect(listener.source.progressRevision()).toBeUndefined();
  expect(listener.source.progressRevision(0n)).toBe(5);
  await opened.clock.runTurns();
  expect(listener.source.progressRevision()).toBe(5);
  expect(listener.source.progressRevision(9n)).toBeUndefined();
});

test('no progress for a stream that missed something', async () => {
  listener.watch(0, 'a');
  listener.batchesMax = 1;
  store.put(put('a', '1'));
  await opened.clock.runTurns();
  expect(listener.source.progressRevision()).toBe(2);
  store.put(put('a', '2'));
  expect(listener.source.progressRevision()).toBe(2);
  await opened.clock.runTurns();
  expect(listener.source.progressRevision()).toBeUndefined();
});

test('watchers of the same keys are handed the very same events', async () => {
  const others = Array.from({ length: 10 }, () => new Listener(hub));
  for (const other of others) other.watch(0, 'a', 'b');
  listener.watch(0, 'a');
  store.put(put('a', '1'));
  await opened.clock.runTurns();
  const [first, ...rest] = others.map(({ batches }) => batches[0]);
  for (const batch of rest) expect(batch).toBe(first);
  expect(listener.batches[0]?.[0]).toBe(first?.[0]);
});

test('another database takes over: watchers go on from what they have heard', async () => {
  const other = await openTestStore();
  for (const each of [store, other.store]) {
    each.put(put('a', '1'));
    each.put(put('b', '2'));
  }
  listener.watch(0, 'a');
  listener.watch(1, 'b', '', { startRevision: 2 });
  await heard();
  other.store.put(put('a', '3'));
  other.store.put(put('b', '4'));
  await settle(other.clock, other.store.backend.forceCommit());
  await settle(opened.clock, store.restore(other.store.backend));
  expect((await heard()).sort()).toEqual(['0@5: +a=3 4', '1@5: +b=4 5']);
  store.put(put('a', '5'));
  expect(await heard()).toEqual(['0@6: +a=5 6']);
});

test('whatever the streams do, each watcher hears every event of its keys once and in order', async () => {
  const { random } = printedSeed('watch');
  const keyOf = (n: number) => `k${n}`;
  const streams = Array.from({ length: 12 }, () => new Listener(hub));
  for (const [index, stream] of streams.entries()) {
    for (let id = 0; id < 8; id++) {
      const from = random.below(10);
      const start = random.below(3) === 0 ? 0 : 1 + random.below(40);
      const isExact = random.below(2) === 0;
      stream.watch(index * 100 + id, keyOf(from), isExact ? '' : keyOf(from + random.below(10 - from) + 1), {
        startRevision: start,
      });
    }
  }
  const expected = new Map<string, string[]>();
  for (let step = 0; step < 600; step++) {
    const key = keyOf(random.below(10));
    if (random.below(4) === 0) store.deleteRange(remove(key));
    else store.txn(txn([], [put(key, `${step}`), put('unwatched')]));
    if (random.below(3) === 0) await opened.clock.runTurns();
    for (const stream of streams) {
      if (random.below(10) === 0) stream.batchesMax = 1 + random.below(3);
      if (random.below(6) === 0) stream.resume(random.below(4) === 0 ? 1 : 100);
    }
  }
  for (const stream of streams) stream.resume();
  await opened.clock.runTurns();
  for (const stream of streams) {
    for (const batch of stream.take()) {
      const [name, events] = batch.split(': ') as [string, string];
      const id = name.split('@')[0] as string;
      expected.set(id, [...(expected.get(id) ?? []), ...events.split(', ')]);
    }
  }
  // A watcher of everything, caught up at the end, has the whole truth.
  const witness = new Listener(hub);
  witness.watch(0, 'k', 'l', { startRevision: 1 });
  await opened.clock.runTurns();
  const truth = witness.take().flatMap((batch) => (batch.split(': ')[1] as string).split(', '));
  let compared = 0;
  for (const stream of streams) {
    for (const { id, start, end, revision } of stream.watched) {
      const wanted = truth.filter((event) => {
        const key = event.slice(1).split(/[= ]/)[0] as string;
        return key >= start && key < end && Number(event.split(' ').at(-1)) >= revision;
      });
      expect(expected.get(String(id)) ?? []).toEqual(wanted);
      compared += wanted.length;
    }
  }
  expect(compared).toBeGreaterThan(1_000);
});
