import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { EtcdClient } from '../client.ts';
import { isEtcdError } from '../errors/etcd-error.ts';
import { text } from '../kv/bytes.ts';
import { prefix } from '../kv/key-range.ts';
import { op } from '../kv/op.ts';
import type { WatchEvent } from '../watch/watch-options.ts';
import {
  afterAtLeast,
  type FaultPlace,
  oneFault,
  quickKeepalive,
  quickKeepaliveArgs,
  randomOf,
  seedFor,
  wreak,
} from './faults.ts';
import { ServerProcess, startCluster } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';
import { TcpProxy } from './tcp-proxy.ts';

/** How long each test lets faults happen. The tests of a server run side by side: most of their time is waiting. */
const wreakMs = 4_000;

/** What a machine that is busy may take for what takes a second otherwise, in milliseconds. */
const slowMs = 60_000;

/** Holders are told by timers that their time is over: those that are due come first, however late this process was run. */
const timersThatAreDue = () => delay(1);

vi.setConfig({ testTimeout: 3 * slowMs });

describe.each(serversUnderTest())('with faults, on %s', (kind) => {
  const faultsAt = (test: string, place: Omit<FaultPlace, 'random'>): FaultPlace => ({
    ...place,
    random: randomOf(seedFor(test)),
  });
  const startServer = () => ServerProcess.start(kind, { args: quickKeepaliveArgs });

  it.concurrent('a watch loses no event and doubles none', async () => {
    await using server = await startServer();
    await using proxy = await TcpProxy.start(server.port);
    await using direct = new EtcdClient({ endpoints: server.endpoint });
    await using client = new EtcdClient({ ...quickKeepalive, endpoints: proxy.endpoint });
    const watcher = client.watch(prefix('events/'), { bufferedEventsMax: 20 });
    let interruptions = 0;
    watcher.on('interrupted', () => interruptions++);
    const startRevision = await watcher.created;
    const stop = afterAtLeast(wreakMs, () => interruptions > 0);
    const faults = wreak(faultsAt('watch', { proxies: [proxy], servers: [server] }), stop);

    const seen: string[] = [];
    const place = (event: WatchEvent) => `${event.type} ${text(event.key)} at ${event.revision}`;
    const reading = (async () => {
      for await (const event of watcher) {
        seen.push(place(event));
        if (text(event.key) === 'events/last') break;
      }
    })();
    for (let index = 0; !stop.aborted; index++) {
      const steps = [op.put(`events/${index}`, 'x'), op.put(`events/${index}b`, 'x'), op.delete(`events/${index - 5}`)];
      await direct.kv
        .txn()
        .do(...steps)
        .commit({ idempotent: true });
    }
    await faults;
    await direct.kv.put('events/last', 'x', { idempotent: true });
    await reading;

    const history: string[] = [];
    for await (const event of direct.watch(prefix('events/'), { startRevision })) {
      history.push(place(event));
      if (text(event.key) === 'events/last') break;
    }
    expect(seen).toEqual(history);
    expect(interruptions).toBeGreaterThan(0);
  });

  it.concurrent('a write is executed at most once, and errors tell the truth about it', async () => {
    await using server = await startServer();
    await using proxy = await TcpProxy.start(server.port);
    await using direct = new EtcdClient({ endpoints: server.endpoint });
    await using client = new EtcdClient({ ...quickKeepalive, endpoints: proxy.endpoint });
    const outcomes = new Map<string, 'done' | 'not done' | 'in doubt'>();
    const done = () => [...outcomes.values()].filter((outcome) => outcome === 'done').length;
    const stop = afterAtLeast(wreakMs, () => done() > 10);
    const faults = wreak(faultsAt('writes', { proxies: [proxy], servers: [server] }), stop);
    const write = async (writer: number) => {
      for (let index = 0; !stop.aborted; index++) {
        const key = `writes/${writer}/${index}`;
        try {
          await client.kv.put(key, 'x', { timeoutMs: 1_000 });
          outcomes.set(key, 'done');
        } catch (error) {
          if (!isEtcdError(error)) throw error;
          outcomes.set(key, error.mayHaveExecuted ? 'in doubt' : 'not done');
        }
      }
    };
    await Promise.all([0, 1, 2, 3].map(write));
    await faults;
    const versions = new Map<string, number>();
    for await (const { key, version } of direct.kv.scan(prefix('writes/'))) versions.set(text(key), version);
    const wrong = [...outcomes].filter(([key, outcome]) => {
      const version = versions.get(key) ?? 0;
      return version > 1 || (outcome === 'done' && version !== 1) || (outcome === 'not done' && version !== 0);
    });
    expect(wrong).toEqual([]);
  });

  it.concurrent('a lease is kept alive through faults, and lost in time when nothing helps', async () => {
    await using server = await startServer();
    await using proxy = await TcpProxy.start(server.port);
    await using client = new EtcdClient({ ...quickKeepalive, endpoints: proxy.endpoint });
    const lease = await client.leases.grant(10);
    await client.kv.put('leased', 'x', { lease, idempotent: true });
    const place = faultsAt('lease', { proxies: [proxy], servers: [server] });
    for (let faults = 0; faults < 3; faults++) {
      await oneFault(place);
      // Rejects when the lease is lost.
      await once(lease, 'alive', { signal: lease.signal });
    }
    expect(await client.kv.getText('leased')).toBe('x');

    await using direct = new EtcdClient({ endpoints: server.endpoint });
    proxy.partition();
    const [error] = await once(lease, 'lost');
    expect(error).toMatchObject({ code: 'lease-lost' });
    // Whoever is told of the loss still comes before the server, which lets others in only then.
    expect(await direct.kv.getText('leased')).toBe('x');
    proxy.heal();
  });

  it.concurrent('a lock has one holder at a time, and tokens that grow', async () => {
    await using server = await startServer();
    const proxies = await Promise.all([0, 1, 2].map(() => TcpProxy.start(server.port)));
    const clients = proxies.map(({ endpoint }) => new EtcdClient({ ...quickKeepalive, endpoints: endpoint }));
    const holding = new Set<AbortSignal>();
    const tokens: number[] = [];
    const stop = afterAtLeast(wreakMs, () => tokens.length > 3);
    const faults = wreak(faultsAt('lock', { proxies, servers: [server] }), stop);
    let together = 0;
    const work = async (client: EtcdClient) => {
      const mutex = client.mutex('resource');
      while (!stop.aborted) {
        try {
          await using lock = await mutex.acquire({ ttlSeconds: 2, timeoutMs: 4_000 });
          await timersThatAreDue();
          together = Math.max(together, [...holding].filter((signal) => !signal.aborted).length);
          holding.add(lock.signal);
          tokens.push(lock.revision);
          await delay(30);
          holding.delete(lock.signal);
        } catch (error) {
          if (!isEtcdError(error)) throw error;
        }
      }
    };
    await Promise.all([...clients.map(work), faults]);
    expect(together).toBe(0);
    expect(tokens).toEqual([...new Set(tokens)].sort((one, other) => one - other));
    await Promise.all(clients.map((client) => client.close()));
    for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
  });

  it.concurrent('an election has one leader at a time, and another when that one is cut off', async () => {
    await using server = await startServer();
    const proxies = await Promise.all([0, 1, 2].map(() => TcpProxy.start(server.port)));
    const clients = proxies.map(({ endpoint }) => new EtcdClient({ ...quickKeepalive, endpoints: endpoint }));
    await using observer = new EtcdClient({ endpoints: server.endpoint });
    const stop = new AbortController();
    const observed: number[] = [];
    const observing = (async () => {
      for await (const leader of observer.election('office').observe({ signal: stop.signal })) {
        if (leader !== undefined) observed.push(leader.revision);
      }
    })();
    const leading = new Set<AbortSignal>();
    let together = 0;
    const terms: number[] = [];
    const run = async (client: EtcdClient, name: string) => {
      while (!stop.signal.aborted) {
        try {
          const leadership = await client.election('office').campaign(name, { ttlSeconds: 2, signal: stop.signal });
          await timersThatAreDue();
          together = Math.max(together, [...leading].filter((signal) => !signal.aborted).length);
          leading.add(leadership.signal);
          terms.push(leadership.revision);
          if (!leadership.signal.aborted) await once(leadership.signal, 'abort');
        } catch (error) {
          if (!isEtcdError(error)) throw error;
        }
      }
    };
    const running = clients.map((client, index) => run(client, String(index)));
    for (let round = 1; round <= 2; round++) {
      await expect.poll(() => terms.length, { timeout: slowMs, interval: 20 }).toBeGreaterThan(0);
      const before = terms.length;
      let leader: string | undefined;
      while (leader === undefined) {
        const elected = await observer.election('office').leader();
        leader = elected && text(elected.value);
      }
      proxies[Number(leader)]?.partition();
      await expect.poll(() => terms.length, { timeout: slowMs, interval: 20 }).toBeGreaterThan(before);
      proxies[Number(leader)]?.heal();
    }
    stop.abort();
    await Promise.all(clients.map((client) => client.close()));
    await Promise.all([...running, observing]);
    expect(together).toBe(0);
    expect(terms).toEqual([...new Set(terms)].sort((one, other) => one - other));
    expect(observed).toEqual([...observed].sort((one, other) => one - other));
    for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
  });

  it.concurrent('a cluster that loses members is followed to those that are left', async () => {
    const members = await startCluster(kind);
    await using client = new EtcdClient({ endpoints: members.map(({ endpoint }) => endpoint) });
    const watcher = client.watch(prefix('cluster/'));
    const start = await watcher.created;
    const lease = await client.leases.grant(20);
    await client.kv.put('cluster/lease', 'x', { lease });
    let count = 1;
    for (const member of members) {
      await member.kill();
      await client.kv.put(`cluster/${count++}`, 'x', { idempotent: true, timeoutMs: slowMs });
      await client.kv.get('cluster/1', { timeoutMs: slowMs });
      member.spawn();
      await member.ready();
    }
    await client.kv.put('cluster/last', 'x');
    const revisions: number[] = [];
    for await (const event of watcher) {
      revisions.push(event.revision);
      if (text(event.key) === 'cluster/last') break;
    }
    const { kvs } = await client.kv.range(prefix('cluster/'), { sortBy: 'modRevision' });
    expect([...new Set(revisions)]).toEqual(revisions);
    expect(revisions).toEqual(expect.arrayContaining(kvs.map(({ modRevision }) => modRevision)));
    expect(revisions[0]).toBe(start);
    expect(lease.signal.aborted).toBe(false);

    // Without a quorum, a watch that requires a leader is moved on, and waits for one.
    const waiting = client.watch('cluster/again');
    await waiting.created;
    const interrupted = once(waiting, 'interrupted');
    await Promise.all(members.slice(1).map((member) => member.kill()));
    await interrupted;
    await expect(client.kv.put('cluster/none', 'x', { requireLeader: true, timeoutMs: 500 })).rejects.toThrow();
    for (const member of members.slice(1)) member.spawn();
    await client.kv.put('cluster/again', 'x', { idempotent: true });
    for await (const { key } of waiting) {
      expect(text(key)).toBe('cluster/again');
      break;
    }
    for (const member of members) await member[Symbol.asyncDispose]();
  });
});
