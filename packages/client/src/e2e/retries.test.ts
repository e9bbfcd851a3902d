import { KeyValue, RangeResponse, ResponseHeader, services } from '@quorate/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { text, toBytes } from '../kv/bytes.ts';
import { compare } from '../kv/compare.ts';
import { prefix } from '../kv/key-range.ts';
import { op } from '../kv/op.ts';
import { FakeServer } from './fake-server.ts';

const kv = services['etcdserverpb.KV'];
const auth = services['etcdserverpb.Auth'];
const header = ResponseHeader.create({ revision: 7 });
const putDone = { messages: [{ header, prevKv: undefined }] };
const rangeDone = { messages: [RangeResponse.create({ header })] };
const unavailable = { status: 14, text: 'transport is closing' };

describe('what is tried again', () => {
  let server: FakeServer;
  let client: EtcdClient;

  beforeEach(async () => {
    server = await FakeServer.start();
    client = new EtcdClient({ endpoints: server.endpoint, callTimeoutMs: 2_000 });
  });

  afterEach(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  it('a read, after every failure that may pass', async () => {
    const failures = ['drop', unavailable, { status: 14, text: 'etcdserver: leader changed' }] as const;
    server.on(kv.Range, ({ before }) => failures[before] ?? rangeDone);
    expect((await client.kv.range('k')).revision).toBe(7);
    expect(server.calls.get(kv.Range.path)).toBe(4);
  });

  it('a transaction that only reads, as a read', async () => {
    server.on(kv.Txn, ({ before }) =>
      before === 0 ? unavailable : { messages: [{ header, succeeded: true, responses: [] }] },
    );
    await client.kv.txn().if(compare.exists('k')).commit();
    expect(server.calls.get(kv.Txn.path)).toBe(2);
  });

  it.each([
    ['the connection breaks', 'drop'],
    ['the server is not able to say', { status: 14, text: 'etcdserver: request timed out' }],
    ['the server stops', { status: 14, text: 'etcdserver: server stopped' }],
    ['the leader changes', { status: 14, text: 'etcdserver: leader changed' }],
    ['the reason is not known', { status: 2, text: 'something new' }],
    ['there is no space', { status: 8, text: 'etcdserver: mvcc: database space exceeded' }],
  ] as const)('not a write, when %s: it may have been executed', async (_why, answer) => {
    server.on(kv.Put, () => answer);
    await expect(client.kv.put('k', 'v')).rejects.toMatchObject({ mayHaveExecuted: true });
    await expect(client.kv.txn().do(op.put('k', 'v')).commit()).rejects.toBeDefined();
    expect(server.calls.get(kv.Put.path)).toBe(1);
  });

  it.each([
    ['no leader', { status: 14, text: 'etcdserver: no leader' }],
    ['too many requests', { status: 2, text: 'etcdserver: too many requests' }],
    ['a dropped proposal', { status: 2, text: 'raft proposal dropped' }],
  ] as const)('a write that was turned away: %s', async (_why, answer) => {
    server.on(kv.Put, ({ before }) => (before < 2 ? answer : putDone));
    expect((await client.kv.put('k', 'v')).revision).toBe(7);
    expect(server.calls.get(kv.Put.path)).toBe(3);
  });

  it('a write that the caller vouches for; what is in doubt once stays in doubt', async () => {
    server.on(kv.Put, ({ before }) => (before === 0 ? 'drop' : putDone));
    expect((await client.kv.put('k', 'v', { idempotent: true })).revision).toBe(7);
    server.on(kv.Txn, ({ before }) =>
      before === 0 ? 'drop' : { status: 5, text: 'etcdserver: requested lease not found' },
    );
    const doubtful = client.kv.txn().do(op.put('k', 'v')).commit({ idempotent: true });
    await expect(doubtful).rejects.toMatchObject({ code: 'lease-not-found', mayHaveExecuted: true });
  });

  it('nothing that the server refuses for good', async () => {
    server.on(kv.Range, () => ({ status: 7, text: 'etcdserver: permission denied' }));
    await expect(client.kv.get('k')).rejects.toMatchObject({ code: 'permission-denied', mayHaveExecuted: false });
    expect(server.calls.get(kv.Range.path)).toBe(1);
  });

  it('until the time is over', async () => {
    server.on(kv.Range, () => unavailable);
    await expect(client.kv.get('k', { timeoutMs: 300 })).rejects.toMatchObject({ code: 'unavailable' });
    expect(server.calls.get(kv.Range.path)).toBeGreaterThan(2);
  });

  it('on another endpoint, when one fails', async () => {
    await using other = await FakeServer.start();
    server.on(kv.Range, () => unavailable);
    other.on(kv.Range, () => rangeDone);
    await using both = new EtcdClient({ endpoints: [server.endpoint, other.endpoint] });
    for (let index = 0; index < 20; index++) await both.kv.range('k');
    // Endpoints that failed are passed over for a while.
    expect(server.calls.get(kv.Range.path) ?? 0).toBeLessThan(5);
    expect(other.calls.get(kv.Range.path)).toBe(20);
  });

  it('with endpoints in turns, when all are well', async () => {
    await using other = await FakeServer.start();
    for (const each of [server, other]) each.on(kv.Range, () => rangeDone);
    await using both = new EtcdClient({ endpoints: [server.endpoint, other.endpoint] });
    await expect
      .poll(async () => {
        await both.kv.range('k');
        return other.calls.size + server.calls.size;
      })
      .toBe(2);
    const before = other.calls.get(kv.Range.path) ?? 0;
    for (let index = 0; index < 20; index++) await both.kv.range('k');
    expect((other.calls.get(kv.Range.path) ?? 0) - before).toBe(10);
  });

  it('a call with a token that was refused, with another one', async () => {
    server.on(auth.Authenticate, ({ before }) => ({ messages: [{ header, token: `token-${before}` }] }));
    server.on(kv.Put, ({ headers }) =>
      headers.token === 'token-0' ? { status: 16, text: 'etcdserver: invalid auth token' } : putDone,
    );
    await using user = new EtcdClient({ endpoints: server.endpoint, credentials: { username: 'u', password: 'p' } });
    await Promise.all(Array.from({ length: 10 }, () => user.kv.put('k', 'v')));
    expect(server.calls.get(auth.Authenticate.path)).toBe(2);
  });

  it('a grant whose answer was lost, without leaving a lease behind', async () => {
    const granted: bigint[] = [];
    const leases = services['etcdserverpb.Lease'];
    server.on(leases.LeaseGrant, ({ request, before }) => {
      granted.push(request.id);
      return before === 0 ? 'drop' : { status: 9, text: 'etcdserver: lease already exists' };
    });
    server.on(leases.LeaseKeepAlive, ({ request }) => ({ messages: [{ header, id: request.id, ttl: 9 }] }));
    const lease = await client.leases.grant(9, { keepAlive: false });
    expect(granted).toEqual([lease.id, lease.id]);
    expect(lease.ttlSeconds).toBe(9);
  });
});

describe('a scan where the server has RangeStream', () => {
  const keys = Array.from({ length: 30 }, (_, index) => `scan/${String(index).padStart(2, '0')}`);
  const kvs = keys.map((key) => KeyValue.create({ key: toBytes(key) }));

  /** The part of the range from `start` on, by keys. */
  const from = (start: Uint8Array) => kvs.filter((each) => Buffer.compare(each.key, start) >= 0);

  it('reads one page and streams the rest, also after an interruption', async () => {
    await using server = await FakeServer.start();
    await using client = new EtcdClient({ endpoints: server.endpoint });
    const revisions = new Set<number>();
    server.on(kv.Range, ({ request }) => {
      const left = from(request.key);
      const page = left.slice(0, request.limit);
      if (request.revision !== 0) revisions.add(request.revision);
      return { messages: [{ header, kvs: page, more: page.length < left.length, count: left.length }] };
    });
    server.on(kv.RangeStream, ({ request, before }) => {
      revisions.add(request.revision);
      const left = from(request.key);
      const message = (part: KeyValue[]) => ({ rangeResponse: RangeResponse.create({ kvs: part }) });
      if (before === 0) return { messages: [message(left.slice(0, 4)), message(left.slice(4, 7))], ...unavailable };
      return { messages: [message(left.slice(0, 5)), message(left.slice(5))] };
    });
    const seen: string[] = [];
    for await (const each of client.kv.scan(prefix('scan/'), { pageSize: 3 })) seen.push(text(each.key));
    expect(seen).toEqual(keys);
    expect([...revisions]).toEqual([7]);
    expect(server.calls.get(kv.RangeStream.path)).toBe(2);
    // The first page, and one with retries after the interruption.
    expect(server.calls.get(kv.Range.path)).toBe(2);
  });
});
