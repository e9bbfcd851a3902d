import { spawnSync } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { noticeChannelName } from '../connection/call-events.ts';
import { text } from '../kv/bytes.ts';
import { between, prefix } from '../kv/key-range.ts';
import { op } from '../kv/op.ts';
import type { WatchEvent } from '../watch/watch-options.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

describe.each(serversUnderTest())('watches on %s', (kind) => {
  let server: ServerProcess;
  let client: EtcdClient;
  let number = 0;
  let range = '';

  beforeAll(async () => {
    server = await ServerProcess.start(kind);
    client = new EtcdClient({ endpoints: server.endpoint });
  });

  beforeEach(() => {
    range = `watch-${number++}/`;
  });

  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  const summary = (event: WatchEvent) =>
    event.type === 'put' ? `put ${text(event.key)}=${text(event.kv.value)}` : `delete ${text(event.key)}`;

  async function take(events: AsyncIterable<WatchEvent>, count: number): Promise<WatchEvent[]> {
    const taken: WatchEvent[] = [];
    for await (const event of events) {
      taken.push(event);
      if (taken.length === count) break;
    }
    return taken;
  }

  it('a watch reports what changes from its creation on, in order', async () => {
    await client.kv.put(`${range}a`, 'before');
    const watcher = client.watch(prefix(range));
    const start = await watcher.created;
    await client.kv.put(`${range}a`, '1');
    await client.kv.put(`other-${range}`, 'elsewhere');
    await client.kv.put(`${range}b`, '2');
    await client.kv.delete(prefix(range));
    const events = await take(watcher, 4);
    expect(events.map(summary)).toEqual([`put ${range}a=1`, `put ${range}b=2`, `delete ${range}a`, `delete ${range}b`]);
    expect(events[0]?.revision).toBe(start);
    expect(events[2]?.revision).toBe(events[3]?.revision);
  });

  it('a watch can begin in the past, on one key or an interval', async () => {
    const { revision } = await client.kv.put(`${range}a`, '1');
    await client.kv.put(`${range}b`, '2');
    await client.kv.put(`${range}c`, '3');
    const interval = client.watch(between(`${range}a`, `${range}c`), { startRevision: revision });
    expect((await take(interval, 2)).map(summary)).toEqual([`put ${range}a=1`, `put ${range}b=2`]);
    const single = client.watch(`${range}c`, { startRevision: revision });
    expect((await take(single, 1)).map(summary)).toEqual([`put ${range}c=3`]);
  });

  it('events carry what was before, if asked, and puts or deletions can be left out', async () => {
    const { revision } = await client.kv.put(`${range}a`, '1');
    await client.kv.put(`${range}a`, '2');
    await client.kv.delete(`${range}a`);
    const options = { startRevision: revision, prevKv: true } as const;
    const all = await take(client.watch(`${range}a`, options), 3);
    expect(all.map(({ prevKv }) => prevKv && text(prevKv.value))).toEqual([undefined, '1', '2']);
    const deletes = await take(client.watch(`${range}a`, { ...options, skip: 'puts' }), 1);
    expect(deletes.map(summary)).toEqual([`delete ${range}a`]);
    const puts = await take(client.watch(`${range}a`, { ...options, skip: 'deletes' }), 2);
    expect(puts.map(summary)).toEqual([`put ${range}a=1`, `put ${range}a=2`]);
  });

  it('a watch is read by events, too', async () => {
    await using watcher = client.watch(prefix(range));
    const heard: string[] = [];
    const deleted = Promise.withResolvers<void>();
    watcher.on('put', (event) => heard.push(summary(event)));
    watcher.on('delete', (event) => {
      heard.push(summary(event));
      deleted.resolve();
    });
    await watcher.created;
    await client.kv.put(`${range}a`, '1');
    await client.kv.delete(`${range}a`);
    await deleted.promise;
    expect(heard).toEqual([`put ${range}a=1`, `delete ${range}a`]);
  });

  it('what arrives before anybody listens is kept for the first listener', async () => {
    await using watcher = client.watch(prefix(range));
    await watcher.created;
    await client.kv.put(`${range}a`, '1');
    await watcher.progress();
    const event = await new Promise<WatchEvent>((resolve) => watcher.once('event', resolve));
    expect(summary(event)).toBe(`put ${range}a=1`);
  });

  it('the events of a revision arrive together', async () => {
    const watcher = client.watch(prefix(range));
    await watcher.created;
    const steps = Array.from({ length: 50 }, (_, index) => op.put(`${range}${index}`, 'x'));
    const { revision } = await client.kv
      .txn()
      .do(...steps)
      .commit();
    for await (const batch of watcher.batches()) {
      expect(batch.events.length).toBe(50);
      expect(batch.revision).toBe(revision);
      break;
    }
  });

  describe('events of the past that fill megabytes', () => {
    const events = 12;
    let start = 0;

    beforeEach(async () => {
      const value = new Uint8Array(400_000);
      for (let index = 0; index < events; index++) {
        const { revision } = await client.kv.put(`${range}${index}`, value);
        if (index === 0) start = revision;
      }
    });

    it.each([{ fragment: true }, { fragment: undefined }])(
      'come in fragments to a client that takes no such messages, and are joined: %o',
      async ({ fragment }) => {
        await using small = new EtcdClient({ endpoints: server.endpoint, receiveBytesMax: 3_000_000 });
        const watcher = small.watch(prefix(range), { startRevision: start, fragment });
        let interruptions = 0;
        watcher.on('interrupted', () => interruptions++);
        const taken = await take(watcher, events);
        expect(taken.map(({ revision }) => revision - start)).toEqual(
          Array.from({ length: events }, (_, index) => index),
        );
        expect(interruptions).toBe(fragment ? 0 : 1);
      },
    );

    it('end the watch of a client that takes not even one of them', async () => {
      await using tiny = new EtcdClient({ endpoints: server.endpoint, receiveBytesMax: 100_000 });
      const watcher = tiny.watch(prefix(range), { startRevision: start });
      await expect(take(watcher, 1)).rejects.toMatchObject({ code: 'message-too-large' });
    });
  });

  it('progress says up to which revision nothing is left to report', async () => {
    await using watcher = client.watch(prefix(range));
    await watcher.created;
    const { revision } = await client.kv.put(`other-${range}`, 'elsewhere');
    expect(await watcher.progress()).toBeGreaterThanOrEqual(revision);
    expect(watcher.revision).toBeGreaterThanOrEqual(revision);
  });

  it('a server that is asked to tells up to which revision nothing happened', async () => {
    const flag =
      kind === 'quorate' ? '--watch-progress-notify-interval' : '--experimental-watch-progress-notify-interval';
    await using often = await ServerProcess.start(kind, { args: [flag, '200ms'] });
    await using other = new EtcdClient({ endpoints: often.endpoint });
    const watcher = other.watch(prefix(range), { progressNotify: true });
    const started = once(watcher, 'created');
    const told = new Promise<number>((resolve) => watcher.on('progress', resolve));
    watcher.on('event', () => undefined);
    const [startRevision] = await started;
    expect(startRevision).toBe(await watcher.created);
    expect(await told).toBeGreaterThanOrEqual(startRevision - 1);
    const { revision } = await other.kv.put(`elsewhere-${range}`, 'x');
    await expect.poll(() => watcher.revision, { timeout: 10_000 }).toBe(revision);
  });

  it('a watch from a revision that is compacted fails with the first that can be watched', async () => {
    const { revision } = await client.kv.put(`${range}a`, '1');
    const { revision: compacted } = await client.kv.put(`${range}a`, '2');
    await client.kv.compact(compacted);
    const watcher = client.watch(prefix(range), { startRevision: revision });
    await expect(take(watcher, 1)).rejects.toMatchObject({ code: 'compacted', compactRevision: compacted });
    const listened = client.watch(prefix(range), { startRevision: revision });
    const error = await new Promise<Error>((resolve) => listened.once('error', resolve));
    expect(error).toMatchObject({ name: 'CompactedError', code: 'compacted' });
  });

  it('a watch that fails while nobody listens for errors ends the process, and does not die in silence', async () => {
    await client.kv.put(`${range}a`, '1');
    const { revision } = await client.kv.put(`${range}a`, '2');
    await client.kv.compact(revision);
    const program = `
      import { EtcdClient } from '@quorate/client';
      const client = new EtcdClient({ endpoints: '${server.endpoint}' });
      client.watch('${range}a', { startRevision: 1 }).on('put', () => {});`;
    const words = ['--conditions=@quorate/source', '--input-type=module', '--eval', program];
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 30_000 });
    expect([status, stderr]).toEqual([1, expect.stringContaining('CompactedError')]);
  });

  it('a watch on an empty range is refused', async () => {
    const watcher = client.watch(between('b', 'a'));
    await expect(watcher.created).rejects.toMatchObject({ code: 'invalid-argument' });
  });

  it('a watch ends with close, break, or its signal', async () => {
    const closed = client.watch(prefix(range));
    const end = new Promise<void>((resolve) => closed.once('end', resolve));
    await closed.created;
    await closed.close();
    await end;
    expect(await take(closed, 1)).toEqual([]);

    const controller = new AbortController();
    const aborted = client.watch(prefix(range), { signal: controller.signal });
    await aborted.created;
    const reading = take(aborted, 1);
    controller.abort();
    expect(await reading).toEqual([]);

    const early = client.watch(prefix(range), { signal: AbortSignal.abort() });
    await expect(early.created).rejects.toMatchObject({ code: 'aborted' });
  });

  it('a reader that is slow holds up nobody, and misses nothing', async () => {
    const pauses: unknown[] = [];
    const onNotice = (notice: unknown) => pauses.push(notice);
    subscribe(noticeChannelName, onNotice);
    const slow = client.watch(prefix(range), { bufferedEventsMax: 10 });
    const quick = client.watch(prefix(range));
    await Promise.all([slow.created, quick.created]);
    const count = 300;
    const quickEvents = take(quick, count);
    for (let index = 0; index < count; index++) await client.kv.put(`${range}${index}`, String(index));
    expect((await quickEvents).length).toBe(count);
    const seen: string[] = [];
    for await (const event of slow) {
      seen.push(summary(event));
      if (seen.length % 100 === 0) await delay(20);
      if (seen.length === count) break;
    }
    unsubscribe(noticeChannelName, onNotice);
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => `put ${range}${index}=${index}`));
    expect(pauses).toContainEqual({ type: 'watch-paused', bufferedEvents: 11 });
  });

  it('many watches share few streams', async () => {
    const watchers = Array.from({ length: 600 }, (_, index) => client.watch(`${range}${index}`));
    await Promise.all(watchers.map(({ created }) => created));
    await Promise.all(watchers.map((_, index) => client.kv.put(`${range}${index}`, String(index))));
    const events = await Promise.all(watchers.map((watcher) => take(watcher, 1)));
    expect(events.map(([event]) => event && summary(event))).toEqual(
      watchers.map((_, index) => `put ${range}${index}=${index}`),
    );
  });
});
