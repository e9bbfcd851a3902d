import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { text } from '../kv/bytes.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

describe.each(serversUnderTest())('leases on %s', (kind) => {
  let server: ServerProcess;
  let client: EtcdClient;

  beforeAll(async () => {
    server = await ServerProcess.start(kind);
    client = new EtcdClient({ endpoints: server.endpoint });
  });

  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  it('a lease outlives its time while it is kept alive', async () => {
    await using lease = await client.leases.grant(1);
    await client.kv.put('kept-alive', 'yes', { lease });
    await delay(lease.ttlSeconds * 1000 + 500);
    expect(lease.signal.aborted).toBe(false);
    expect(await client.kv.getText('kept-alive')).toBe('yes');
  });

  it('a lease tells of each answer that prolonged it', async () => {
    await using lease = await client.leases.grant(2);
    const [ttlSeconds] = await once(lease, 'alive');
    expect(ttlSeconds).toBe(2);
  });

  it('a lease that is not kept alive ends, and its keys with it', async () => {
    const lease = await client.leases.grant(1, { keepAlive: false });
    const watcher = client.watch('ends');
    await watcher.created;
    await client.kv.put('ends', 'soon', { lease });
    for await (const { type } of watcher) if (type === 'delete') break;
    expect(await client.kv.get('ends')).toBeUndefined();
  });

  it('revoking deletes the keys; revoking twice does no harm through the handle', async () => {
    const lease = await client.leases.grant(60);
    await client.kv.put('revoked', 'x', { lease });
    await lease.revoke();
    expect(await client.kv.get('revoked')).toBeUndefined();
    expect(lease.signal.aborted).toBe(true);
    await lease.revoke();
    await expect(client.leases.revoke(lease)).rejects.toMatchObject({ code: 'lease-not-found' });
  });

  it('a lease revoked by somebody else is lost', async () => {
    const lease = await client.leases.grant(2);
    await client.leases.revoke(lease.id);
    const [error] = await once(lease, 'lost');
    expect(error).toMatchObject({ name: 'LeaseLostError', code: 'lease-lost', leaseId: lease.id });
    expect(lease.signal.reason).toBe(error);
  });

  it('a lease tells its time and its keys', async () => {
    await using lease = await client.leases.grant(60, { id: 4711n });
    await client.kv.put('told', 'x', { lease });
    const known = await lease.timeToLive({ keys: true });
    expect(known.grantedTtlSeconds).toBe(60);
    expect(known.ttlSeconds).toBeGreaterThan(50);
    expect(known.keys.map(text)).toEqual(['told']);
    expect(await client.leases.list()).toContain(4711n);
    await expect(client.leases.grant(60, { id: 4711n })).rejects.toMatchObject({ code: 'lease-exists' });
    expect(await client.leases.timeToLive(1n)).toMatchObject({ ttlSeconds: -1 });
  });

  it('a lease can be prolonged once, and be adopted', async () => {
    const lease = await client.leases.grant(60, { keepAlive: false });
    expect(await client.leases.keepAliveOnce(lease)).toBe(60);
    await using adopted = await client.leases.adopt(lease.id);
    expect(adopted.ttlSeconds).toBe(60);
    await expect(client.leases.keepAliveOnce(1n)).rejects.toMatchObject({ code: 'lease-not-found' });
    await expect(client.leases.adopt(1n)).rejects.toMatchObject({ code: 'lease-not-found' });
  });

  it('a lease that is released is left to time, without a loss', async () => {
    const lease = await client.leases.grant(60);
    let losses = 0;
    lease.on('lost', () => losses++);
    lease.release();
    expect(lease.signal.reason).toMatchObject({ code: 'closed' });
    expect((await client.leases.timeToLive(lease)).ttlSeconds).toBeGreaterThan(0);
    await client.leases.revoke(lease);
    expect(losses).toBe(0);
  });

  it('a hundred leases share one stream', async () => {
    const leases = await Promise.all(Array.from({ length: 100 }, () => client.leases.grant(1)));
    await delay(2_200);
    expect(leases.filter(({ signal }) => signal.aborted)).toEqual([]);
    const times = await Promise.all(leases.map((lease) => lease.timeToLive()));
    expect(Math.min(...times.map(({ ttlSeconds }) => ttlSeconds))).toBeGreaterThanOrEqual(0);
    await Promise.all(leases.map((lease) => lease.revoke()));
  });

  it('closing the client ends the handles without a loss', async () => {
    const other = new EtcdClient({ endpoints: server.endpoint });
    const lease = await other.leases.grant(60);
    await other.close();
    expect(lease.signal.reason).toMatchObject({ code: 'closed' });
    await client.leases.revoke(lease);
  });
});
