import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { text } from '../kv/bytes.ts';
import { prefix } from '../kv/key-range.ts';
import { op } from '../kv/op.ts';
import { copyMirror } from '../mirror/copy-mirror.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';
import { TcpProxy } from './tcp-proxy.ts';

describe.each(serversUnderTest())('coordination on %s', (kind) => {
  let server: ServerProcess;
  let client: EtcdClient;
  let number = 0;
  let name = '';

  beforeAll(async () => {
    server = await ServerProcess.start(kind);
    client = new EtcdClient({ endpoints: server.endpoint });
  });

  beforeEach(() => {
    name = `name-${number++}`;
  });

  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  describe('a lock', () => {
    it('is held by one at a time, in the order of asking, with growing tokens', async () => {
      const mutex = client.mutex(name);
      const first = await mutex.acquire();
      const order: string[] = [];
      const tokens: number[] = [first.revision];
      const queue = async (waiter: string) => {
        await using lock = await mutex.acquire();
        order.push(waiter);
        tokens.push(lock.revision);
        expect((await client.kv.txn().if(lock.isHeld()).commit()).succeeded).toBe(true);
      };
      const waiters: Promise<void>[] = [];
      for (const waiter of ['a', 'b', 'c']) {
        waiters.push(queue(waiter));
        const places = async () => (await client.kv.range(prefix(`${name}/`))).count;
        await expect.poll(places, { timeout: 10_000 }).toBe(waiters.length + 1);
      }
      expect(order).toEqual([]);
      await first.release();
      await Promise.all(waiters);
      expect(order).toEqual(['a', 'b', 'c']);
      expect(tokens).toEqual([...tokens].sort((one, other) => one - other));
      expect(first.signal.aborted).toBe(true);
      expect((await client.kv.txn().if(first.isHeld()).commit()).succeeded).toBe(false);
    });

    it('is kept apart within a session as well', async () => {
      await using session = await client.session({ ttlSeconds: 10 });
      const mutex = client.mutex(name);
      let holders = 0;
      let holdersMax = 0;
      await Promise.all(
        Array.from({ length: 5 }, () =>
          mutex.with(
            async () => {
              holders++;
              holdersMax = Math.max(holdersMax, holders);
              await delay(5);
              holders--;
            },
            { session },
          ),
        ),
      );
      expect(holdersMax).toBe(1);
      expect((await client.kv.range(prefix(`${name}/`))).count).toBe(0);
      expect(session.signal.aborted).toBe(false);
    });

    it('is tried for without waiting', async () => {
      const mutex = client.mutex(name);
      const lock = await mutex.tryAcquire();
      expect(lock).toBeDefined();
      expect(await mutex.tryAcquire()).toBeUndefined();
      expect((await client.kv.range(prefix(`${name}/`))).count).toBe(1);
      await lock?.release();
      await (await mutex.tryAcquire())?.release();
    });

    it('stops being waited for after a time, or by a signal, and leaves no place behind', async () => {
      const mutex = client.mutex(name);
      await using _lock = await mutex.acquire();
      await expect(mutex.acquire({ timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
      const controller = new AbortController();
      const waiting = mutex.acquire({ signal: controller.signal });
      await delay(50);
      controller.abort(new Error('enough'));
      await expect(waiting).rejects.toMatchObject({ code: 'aborted', cause: { message: 'enough' } });
      await using session = await client.session({ ttlSeconds: 10 });
      await expect(mutex.acquire({ session, timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
      expect((await client.kv.range(prefix(`${name}/`))).count).toBe(1);
    });

    it('is lost with its session, and says so', async () => {
      const lock = await client.mutex(name).acquire({ ttlSeconds: 2 });
      const { kvs } = await client.kv.range(prefix(`${name}/`));
      const lost = once(lock.signal, 'abort');
      await client.leases.revoke(kvs[0]?.lease ?? 0n);
      await lost;
      expect(lock.signal.reason).toMatchObject({ code: 'lease-lost' });
    });

    it('is lost when somebody deletes its key', async () => {
      const lock = await client.mutex(name).acquire();
      const lost = once(lock.signal, 'abort');
      await client.kv.delete(lock.key);
      await lost;
      expect(lock.signal.reason).toMatchObject({ code: 'lease-lost', message: expect.stringContaining('deleted') });
      await lock.release();
    });

    it('fails for a waiter whose session is gone', async () => {
      const mutex = client.mutex(name);
      await using _lock = await mutex.acquire();
      const session = await client.session({ ttlSeconds: 10 });
      const waiting = mutex.acquire({ session });
      const refused = expect(waiting).rejects.toMatchObject({ code: 'closed' });
      await delay(50);
      await session.close();
      await refused;
      await expect(mutex.acquire({ session })).rejects.toMatchObject({ code: 'closed' });
    });

    it('needs a name', () => {
      expect(() => client.mutex('')).toThrow('needs a name');
    });
  });

  describe('an election', () => {
    it('has one leader at a time, which everybody sees', async () => {
      const election = client.election(name);
      const seen: (string | undefined)[] = [];
      const controller = new AbortController();
      const observing = (async () => {
        for await (const leader of election.observe({ signal: controller.signal })) {
          seen.push(leader && text(leader.value));
        }
      })();
      expect(await election.leader()).toBeUndefined();
      const first = await election.campaign('first');
      const second = election.campaign('second');
      await first.proclaim('first again');
      expect(text((await election.leader())?.value ?? new Uint8Array())).toBe('first again');
      expect((await client.kv.txn().if(first.isLeader()).commit()).succeeded).toBe(true);
      await first.resign();
      const won = await second;
      expect(won.revision).toBeGreaterThan(first.revision);
      await expect(first.proclaim('late')).rejects.toMatchObject({ code: 'not-elected' });
      await won.resign();
      await expect.poll(() => seen.at(-1)).toBeUndefined();
      controller.abort();
      await observing;
      expect(seen.filter((value) => value !== undefined)).toEqual(['first', 'first again', 'second']);
    });

    it('is won again by the same session with another proclamation', async () => {
      await using session = await client.session({ ttlSeconds: 10 });
      const election = client.election(name);
      const first = await election.campaign('one', { session });
      await first.resign();
      await using again = await election.campaign('two', { session });
      expect(text((await election.leader())?.value ?? new Uint8Array())).toBe('two');
      expect(again.revision).toBeGreaterThan(first.revision);
    });
  });

  describe('a namespace', () => {
    it('shows the keys under it without what they begin with', async () => {
      const space = client.namespace(`${name}/`);
      const watcher = space.watch(prefix(''), { prevKv: true });
      await watcher.created;
      await client.kv.put(`${name}0`, 'outside');
      await using lease = await space.leases.grant(60);
      await space.kv.put('a', '1', { lease });
      await client.kv.put('outside-of-all', 'x', { lease });
      const result = await space.kv
        .txn()
        .do(op.put('b', '2'), op.range(prefix('')), op.get('a'), op.delete('none'))
        .commit();
      if (!result.succeeded) throw new Error('a transaction without conditions did not succeed');
      expect(result.responses[1].kvs.map(({ key }) => text(key))).toEqual(['a', 'b']);
      expect(result.responses[2] && text(result.responses[2].key)).toBe('a');
      expect(await client.kv.getText(`${name}/b`)).toBe('2');
      expect((await lease.timeToLive({ keys: true })).keys.map(text)).toEqual(['a']);
      const { prevKvs } = await space.kv.delete(prefix(''), { prevKvs: true });
      expect(prevKvs.map(({ key }) => text(key))).toEqual(['a', 'b']);
      const heard: string[] = [];
      for await (const event of watcher) {
        heard.push(`${event.type} ${text(event.key)} ${event.prevKv ? text(event.prevKv.key) : '-'}`);
        if (heard.length === 4) break;
      }
      expect(heard).toEqual(['put a -', 'put b -', 'delete a a', 'delete b b']);
      await expect(space.kv.put('', 'x')).rejects.toMatchObject({ code: 'empty-key' });
    });

    it('nests, pages, and holds locks and elections', async () => {
      const space = client.namespace(`${name}/`).namespace('inner/');
      for (let index = 0; index < 5; index++) await space.kv.put(`k${index}`, 'x');
      const keys: string[] = [];
      for await (const { key } of space.kv.scan(prefix('k'), { pageSize: 2 })) keys.push(text(key));
      expect(keys).toEqual(['k0', 'k1', 'k2', 'k3', 'k4']);
      await using _lock = await space.mutex('lock').acquire();
      expect((await client.kv.range(prefix(`${name}/inner/lock/`))).count).toBe(1);
      expect(await space.mutex('lock').tryAcquire()).toBeUndefined();
    });
  });

  describe('a cache', () => {
    it('has what its range has, and follows it', async () => {
      await client.kv.put(`${name}/a`, '1');
      await using cache = client.cache(prefix(`${name}/`));
      await cache.ready;
      expect(cache.get(`${name}/a`)).toMatchObject({ version: 1 });
      const { revision } = await client.kv.put(`${name}/b`, '2');
      await cache.waitFor(revision);
      expect(cache.list().map(({ key }) => text(key))).toEqual([`${name}/a`, `${name}/b`]);
      const { revision: deleted } = await client.kv.delete(`${name}/a`);
      const { revision: elsewhere } = await client.kv.put(`other-${name}`, 'x');
      expect(elsewhere).toBeGreaterThan(deleted);
      await cache.waitFor(elsewhere);
      expect(cache.list(`${name}/a`)).toEqual([]);
      expect([cache.size, cache.list(prefix(`${name}/`)).length]).toEqual([1, 1]);
    });

    it('tells of changes with what was before, and keeps what its filter lets through', async () => {
      await using cache = client.cache(prefix(`${name}/`), { filter: ({ value }) => text(value).startsWith('keep') });
      await cache.ready;
      const heard: string[] = [];
      cache.on('event', (event) => {
        const value = event.type === 'put' ? text(event.kv.value) : '';
        heard.push(`${event.type} ${value} before ${event.prevKv ? text(event.prevKv.value) : 'nothing'}`);
      });
      await client.kv.put(`${name}/a`, 'drop');
      await client.kv.put(`${name}/a`, 'keep 1');
      await client.kv.put(`${name}/a`, 'keep 2');
      const { revision } = await client.kv.put(`${name}/a`, 'drop');
      await cache.waitFor(revision);
      expect(heard).toEqual(['put keep 1 before nothing', 'put keep 2 before keep 1', 'delete  before keep 2']);
      expect(cache.size).toBe(0);
    });

    it('ends with close', async () => {
      const cache = client.cache(prefix(`${name}/`));
      await cache.ready;
      const end = once(cache, 'end');
      await cache.close();
      await end;
      await expect(cache.waitFor(1e9)).rejects.toMatchObject({ code: 'closed' });
    });
  });

  it('a mirror gives a range, and every change after it', async () => {
    const from = `${name}/`;
    for (let index = 0; index < 5; index++) await client.kv.put(`${from}${index}`, String(index));
    const mirror = client.mirror({ prefix: from, pageSize: 2 });
    const base: string[] = [];
    for await (const { kvs } of mirror.base()) {
      base.push(...kvs.map(({ key }) => text(key)));
      if (base.length === 2) await client.kv.put(`${from}late`, 'x');
    }
    expect(base).toEqual(['0', '1', '2', '3', '4'].map((index) => from + index));
    for await (const { events } of mirror.updates()) {
      expect(events.map(({ key }) => text(key))).toEqual([`${from}late`]);
      break;
    }
  });

  it('a mirror is copied, and kept up, until its signal fires', async () => {
    for (let index = 0; index < 5; index++) await client.kv.put(`${name}/from/${index}`, String(index));
    const stop = new AbortController();
    const progress: number[] = [];
    const options = {
      prefix: `${name}/from/`,
      destinationPrefix: `${name}/to/`,
      operationsMax: 2,
      signal: stop.signal,
      onProgress: (keys: number) => progress.push(keys),
    };
    const copying = copyMirror(client, client.kv, options);
    await expect.poll(async () => (await client.kv.range(prefix(`${name}/to/`))).count).toBe(5);
    await client.kv
      .txn()
      .do(op.put(`${name}/from/0`, 'changed'), op.delete(`${name}/from/1`))
      .commit();
    await client.kv.put(`${name}/from/0`, 'again');
    await expect.poll(() => client.kv.getText(`${name}/to/0`)).toBe('again');
    expect(await client.kv.get(`${name}/to/1`)).toBeUndefined();
    stop.abort();
    expect(await copying).toBe(8);
    expect(Math.max(...progress)).toBe(2);
    expect(progress.reduce((sum, keys) => sum + keys, 0)).toBe(8);
  });

  it('a cache that fell behind a compaction is read anew, and tells what has changed', async () => {
    await using proxy = await TcpProxy.start(server.port);
    await using far = new EtcdClient({ endpoints: proxy.endpoint });
    for (const key of ['kept', 'changed', 'deleted']) await client.kv.put(`${name}/${key}`, 'before');
    await using cache = far.cache(prefix(`${name}/`));
    await cache.ready;
    const heard: string[] = [];
    cache.on('event', ({ type, key }) => heard.push(`${type} ${text(key).slice(name.length + 1)}`));
    const resync = once(cache, 'resync');
    proxy.refuse();
    await client.kv.put(`${name}/changed`, 'after');
    await client.kv.put(`${name}/new`, 'after');
    const { revision } = await client.kv.delete(`${name}/deleted`);
    await client.kv.compact(revision);
    proxy.refuse(false);
    expect((await resync)[0]).toBeGreaterThanOrEqual(revision);
    expect(heard.sort()).toEqual(['delete deleted', 'put changed', 'put new']);
    expect(cache.size).toBe(3);
  });

  it('an ordered view goes on reading', async () => {
    const view = client.ordered();
    const { revision } = await view.kv.put(`${name}/a`, '1');
    const read = await view.kv.range(`${name}/a`, { serializable: true });
    expect(read.revision).toBeGreaterThanOrEqual(revision);
    const result = await view.kv
      .txn()
      .do(op.get(`${name}/a`))
      .commit();
    expect(result.revision).toBeGreaterThanOrEqual(revision);
  });
});
