import { EventType, FilterType, services, type WatchCreateRequest, type WatchRequest } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { StatusCode } from '../../status/status-code.ts';
import { LocalClient, type LocalStream } from '../../testdata/local-client.ts';
import { EventsEncoder, splitEvents } from './watch-response.ts';

const { Put, DeleteRange, Compact } = services['etcdserverpb.KV'];
const { Watch } = services['etcdserverpb.Watch'];
const bytes = (text: string) => Buffer.from(text);

type WatchCall = LocalStream<WatchRequest, ReturnType<typeof Watch.response.create>>;

const create = (stream: WatchCall, fields: Partial<WatchCreateRequest>) =>
  stream.send({ requestUnion: { case: 'createRequest', value: createRequest(fields) } });
const createRequest = (fields: Partial<WatchCreateRequest>): WatchCreateRequest => ({
  key: bytes('a'),
  rangeEnd: new Uint8Array(0),
  startRevision: 0,
  progressNotify: false,
  filters: [],
  prevKv: false,
  watchId: 0n,
  fragment: false,
  ...fields,
});
const cancel = (stream: WatchCall, watchId: bigint) =>
  stream.send({ requestUnion: { case: 'cancelRequest', value: { watchId } } });
const askProgress = (stream: WatchCall) => stream.send({ requestUnion: { case: 'progressRequest', value: {} } });
const put = (client: LocalClient, key: string, value = '') =>
  client.call(Put, { key: bytes(key), value: bytes(value) });

test('a watcher is created, hears of changes, and is cancelled', async () => {
  const client = new LocalClient();
  const stream = client.open(Watch);
  create(stream, { prevKv: true });
  const created = await stream.next();
  expect(created).toMatchObject({ watchId: 0n, created: true, canceled: false, header: { revision: 1, raftTerm: 2 } });
  await put(client, 'a', '1');
  await put(client, 'b', '1');
  await put(client, 'a', '2');
  await client.call(DeleteRange, { key: bytes('a') });
  const first = await stream.next();
  expect(first).toMatchObject({ watchId: 0n, header: { revision: 2 } });
  expect(first.events[0]).toMatchObject({ type: EventType.Put, prevKv: undefined });
  const second = await stream.next();
  expect(Buffer.from(second.events[0]?.prevKv?.value ?? []).toString()).toBe('1');
  expect((await stream.next()).events[0]).toMatchObject({ type: EventType.Delete, kv: { modRevision: 5, version: 0 } });
  cancel(stream, 0n);
  expect(await stream.next()).toMatchObject({ watchId: 0n, canceled: true, cancelReason: '', header: { revision: 5 } });
});

test('creation is answered before the history that the watcher asks for', async () => {
  const client = new LocalClient();
  await put(client, 'a');
  await put(client, 'a');
  const stream = client.open(Watch);
  create(stream, { startRevision: 1 });
  expect(await stream.next()).toMatchObject({ created: true, events: [] });
  expect(await stream.next()).toMatchObject({ events: [{ kv: { modRevision: 2 } }] });
  expect(await stream.next()).toMatchObject({ events: [{ kv: { modRevision: 3 } }] });
});

test('ids are given out from 0, skipping those that clients chose', async () => {
  const client = new LocalClient();
  const stream = client.open(Watch);
  create(stream, { watchId: 1n });
  create(stream, {});
  create(stream, {});
  create(stream, { watchId: 1n });
  expect((await stream.next()).watchId).toBe(1n);
  expect((await stream.next()).watchId).toBe(0n);
  expect((await stream.next()).watchId).toBe(2n);
  expect(await stream.next()).toMatchObject({
    watchId: -1n,
    created: true,
    canceled: true,
    cancelReason: 'mvcc: duplicate watch ID provided on the WatchStream',
  });
});

test('what cannot be watched is created and cancelled at once, with the reason', async () => {
  const client = new LocalClient();
  const stream = client.open(Watch);
  const refused = { watchId: -1n, created: true, canceled: true };
  create(stream, { startRevision: -5 });
  expect(await stream.next()).toMatchObject({
    ...refused,
    cancelReason: 'etcdserver: mvcc: required revision has been compacted',
  });
  create(stream, { key: bytes('b'), rangeEnd: bytes('a') });
  expect(await stream.next()).toMatchObject({ ...refused, cancelReason: 'mvcc: watcher range is empty' });
});

test('a watcher that starts before the compacted history is created, then cancelled without a reason', async () => {
  const client = new LocalClient();
  for (let i = 0; i < 5; i++) await put(client, 'a', String(i));
  await client.call(Compact, { revision: 4 });
  const stream = client.open(Watch);
  create(stream, { startRevision: 2 });
  expect(await stream.next()).toMatchObject({ created: true, canceled: false });
  expect(await stream.next()).toMatchObject({
    watchId: 0n,
    canceled: true,
    compactRevision: 4,
    cancelReason: '',
    header: { revision: 0 },
  });
});

test('a watcher whose history is damaged is cancelled with the reason, and the stream goes on', async () => {
  const client = new LocalClient();
  const { store } = client.backend;
  await put(client, 'a', '1');
  store.damage = Object.assign(new Error('db: page 7 is damaged'), { code: 'corrupt' });
  const stream = client.open(Watch);
  create(stream, { startRevision: 2 });
  expect(await stream.next()).toMatchObject({ created: true, canceled: false });
  expect(await stream.next()).toMatchObject({
    watchId: 0n,
    canceled: true,
    compactRevision: 0,
    cancelReason: 'db: page 7 is damaged',
    header: { revision: 2 },
  });
  store.damage = undefined;
  create(stream, { watchId: 0n, startRevision: 2 });
  expect(await stream.next()).toMatchObject({ created: true });
  expect(await stream.next()).toMatchObject({ events: [{ kv: { modRevision: 2 } }] });
});

test('an empty key stands for the first one, and the whole key space can be watched', async () => {
  const client = new LocalClient();
  const stream = client.open(Watch);
  create(stream, { key: new Uint8Array(0), rangeEnd: Uint8Array.of(0) });
  await stream.next();
  await put(client, 'anything');
  expect((await stream.next()).events).toHaveLength(1);
});

test('filters leave events out, and nothing is sent when none is left', async () => {
  const client = new LocalClient();
  const stream = client.open(Watch);
  create(stream, { filters: [FilterType.Noput] });
  await stream.next();
  await put(client, 'a');
  await client.call(DeleteRange, { key: bytes('a') });
  expect(await stream.next()).toMatchObject({ header: { revision: 3 }, events: [{ type: EventType.Delete }] });
});

test('progress is answered while all watchers are synced, and passed over in silence otherwise', async () => {
  const client = new LocalClient();
  const stream = client.open(Watch);
  askProgress(stream);
  cancel(stream, 77n);
  create(stream, {});
  expect(await stream.next()).toMatchObject({ created: true });
  await put(client, 'b');
  await new Promise(setImmediate);
  askProgress(stream);
  expect(await stream.next()).toMatchObject({ watchId: -1n, header: { revision: 2 }, created: false, events: [] });
  create(stream, { startRevision: 100, watchId: 9n });
  expect(await stream.next()).toMatchObject({ watchId: 9n, created: true });
  askProgress(stream);
  cancel(stream, 9n);
  expect(await stream.next()).toMatchObject({ watchId: 9n, canceled: true });
});

test('a watcher that asked for it hears of progress, except in an interval with events', async () => {
  const client = new LocalClient({ watchProgressIntervalMs: 100 });
  const stream = client.open(Watch);
  create(stream, { progressNotify: true });
  create(stream, {});
  await stream.next();
  await stream.next();
  expect(await stream.next()).toMatchObject({ watchId: 0n, events: [], header: { revision: 1 } });
});

test('a large response is split for a watcher that asked for it, and for nobody else', async () => {
  const client = new LocalClient({ maxRequestBytes: 1 });
  const large = 'x'.repeat(300_000);
  const stream = client.open(Watch);
  create(stream, { key: bytes('k'), rangeEnd: bytes('l'), fragment: true });
  create(stream, { key: bytes('k'), rangeEnd: bytes('l') });
  await stream.next();
  await stream.next();
  for (let i = 0; i < 3; i++) await put(client, `k${i}`, large);
  for (let i = 0; i < 6; i++) expect((await stream.next()).fragment).toBe(false);
  await client.call(DeleteRange, { key: bytes('k'), rangeEnd: bytes('l') });
  expect(await stream.next()).toMatchObject({ fragment: false, events: [{}, {}, {}] });
});

test('pieces stay below the limit, and an event is never split', () => {
  const events = [10, 10, 10, 50, 10].map((size) => new Uint8Array(size));
  expect(splitEvents(events, 30).map((piece) => piece.map((event) => event.length))).toEqual([
    [10, 10],
    [10],
    [50],
    [10],
  ]);
  expect(splitEvents(events, 1_000)).toEqual([events]);
});

test('watchers that hear the same share the encoding of it', async () => {
  const encoder = new EventsEncoder();
  const events = [Uint8Array.of(1), Uint8Array.of(2, 3)];
  const field = encoder.encode(events);
  expect([...field]).toEqual([0x5a, 1, 1, 0x5a, 2, 2, 3]);
  expect(encoder.encode(events)).toBe(field);
  expect(encoder.encode([...events])).not.toBe(field);
});

test('a client that reads slowly holds the store back, and misses nothing', async () => {
  const client = new LocalClient();
  const stream = client.open(Watch);
  create(stream, {});
  await stream.next();
  const value = 'x'.repeat(100_000);
  for (let i = 0; i < 20; i++) await put(client, 'a', value);
  await new Promise(setImmediate);
  expect(stream.call.queuedBytes).toBeLessThan(500_000);
  for (let i = 0; i < 20; i++) {
    expect(await stream.next()).toMatchObject({ header: { revision: i + 2 }, events: [{ kv: { version: i + 1 } }] });
  }
});

test('the store is let go when the call ends; half-closing does not end it', async () => {
  const client = new LocalClient();
  const stream = client.open(Watch);
  create(stream, {});
  await stream.next();
  stream.call.halfClose();
  expect(client.backend.watch.openStreams).toBe(1);
  await put(client, 'a');
  expect((await stream.next()).events).toHaveLength(1);
  stream.call.fail(new Error('over'));
  expect(client.backend.watch.openStreams).toBe(0);
  await expect(stream.next()).rejects.toMatchObject({ code: StatusCode.Unknown });
});

/** A failpoint before events: each batch asks it; it lets through until told otherwise. */
class Gate {
  asked = 0;
  act: () => Promise<void> | undefined = () => undefined;

  readonly beforeWatchEvents = (): Promise<void> | undefined => {
    this.asked++;
    return this.act();
  };

  /** Holds until the answer is called; from then on everything is let through. */
  hold(): () => void {
    const held = Promise.withResolvers<void>();
    this.act = () => held.promise;
    return () => {
      this.act = () => undefined;
      held.resolve();
    };
  }

  refuse(): void {
    this.act = () => Promise.reject(new Error('no events today'));
  }
}

const turns = async () => {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
};

test('events that a failpoint holds come when it lets them, in order; nobody speaks of progress meanwhile, other requests are answered', async () => {
  const point = new Gate();
  const client = new LocalClient(point);
  const stream = client.open(Watch);
  create(stream, {});
  await stream.next();
  const release = point.hold();
  for (let i = 0; i < 3; i++) await put(client, 'a', `${i}`);
  await turns();
  expect(point.asked).toBe(1);
  askProgress(stream);
  create(stream, { watchId: 5n, key: bytes('z') });
  expect(await stream.next()).toMatchObject({ watchId: 5n, created: true });
  await turns();
  expect(stream.call.queuedBytes).toBe(0);
  release();
  for (let i = 0; i < 3; i++) expect(await stream.next()).toMatchObject({ header: { revision: i + 2 }, watchId: 0n });
  await turns();
  askProgress(stream);
  expect(await stream.next()).toMatchObject({ watchId: -1n, header: { revision: 4 } });
});

test('an error of a failpoint ends the stream with its text, also after events that it held', async () => {
  const point = new Gate();
  const client = new LocalClient(point);
  const stream = client.open(Watch);
  create(stream, {});
  await stream.next();
  const release = point.hold();
  await put(client, 'a', 'held');
  await turns();
  release();
  point.refuse();
  await put(client, 'a', 'refused');
  expect(await stream.next()).toMatchObject({ header: { revision: 2 } });
  await expect(stream.next()).rejects.toMatchObject({ message: 'no events today' });
  expect(client.backend.watch.openStreams).toBe(0);
});

test('what was held for a watcher is not sent to the next one of its id', async () => {
  const point = new Gate();
  const client = new LocalClient(point);
  const stream = client.open(Watch);
  create(stream, { watchId: 7n });
  await stream.next();
  const release = point.hold();
  await put(client, 'a', 'for the first');
  await turns();
  cancel(stream, 7n);
  expect(await stream.next()).toMatchObject({ watchId: 7n, canceled: true });
  create(stream, { watchId: 7n });
  expect(await stream.next()).toMatchObject({ watchId: 7n, created: true });
  release();
  await turns();
  await put(client, 'a', 'for the second');
  expect(await stream.next()).toMatchObject({ watchId: 7n, events: [{ kv: { modRevision: 3 } }] });
});

test('a slow reader does not make the store go on while events are held', async () => {
  const point = new Gate();
  const client = new LocalClient(point);
  const stream = client.open(Watch);
  create(stream, {});
  await stream.next();
  const release = point.hold();
  await put(client, 'a', 'held');
  await turns();
  // Answers that nobody reads fill the call's queue; then somebody does.
  let unread = 0;
  while (stream.call.queuedBytes < 300_000) {
    for (let more = 0; more < 1_000; more++) create(stream, { watchId: BigInt(++unread), key: bytes('z') });
    await turns();
  }
  await put(client, 'a', 'later');
  for (let id = 1; id <= unread; id++) expect(await stream.next()).toMatchObject({ created: true });
  await turns();
  expect(point.asked).toBe(1);
  release();
  for (const revision of [2, 3]) expect(await stream.next()).toMatchObject({ header: { revision } });
});
