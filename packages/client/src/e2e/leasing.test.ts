import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { services } from '@quorate/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { type CallEvent, callChannelName } from '../connection/call-events.ts';
import { prefix } from '../kv/key-range.ts';
import { op } from '../kv/op.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

describe.each(serversUnderTest())('leasing on %s', (kind) => {
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

  async function callsDuring(work: () => Promise<unknown>): Promise<string[]> {
    const calls: string[] = [];
    const onCall = (event: unknown) => {
      const { phase, method } = event as CallEvent;
      if (phase === 'start') calls.push(method);
    };
    subscribe(callChannelName, onCall);
    await work();
    unsubscribe(callChannelName, onCall);
    return calls;
  }

  it('a key that was read is read from memory, until somebody writes it', async () => {
    await using one = await client.leasing('leasing-a/');
    await using other = await client.leasing('leasing-a/');
    await one.kv.put('key', '1');
    expect(await callsDuring(() => one.kv.get('key'))).toEqual([services['etcdserverpb.KV'].Txn.path]);
    expect(await callsDuring(() => one.kv.get('key'))).toEqual([]);
    expect(await one.kv.getText('key')).toBe('1');
    expect(one.size).toBe(1);
    await other.kv.put('key', '2');
    expect(await one.kv.getText('key')).toBe('2');
    await one.kv.put('key', '3');
    expect([await one.kv.getText('key'), await other.kv.getText('key')]).toEqual(['3', '3']);
  });

  it('missing keys are held, and ranges and transactions make their owners give them up', async () => {
    await using one = await client.leasing('leasing-b/');
    await using other = await client.leasing('leasing-b/');
    expect(await one.kv.get('b/1')).toBeUndefined();
    await one.kv.get('b/2');
    await other.kv.txn().do(op.put('b/1', 'x'), op.put('b/2', 'y')).commit();
    expect([await one.kv.getText('b/1'), await one.kv.getText('b/2')]).toEqual(['x', 'y']);
    expect((await other.kv.delete(prefix('b/'))).deleted).toBe(2);
    expect(await one.kv.get('b/1')).toBeUndefined();
    expect((await one.kv.range(prefix('b/'))).count).toBe(0);
  });

  it('reads never go back, however many write', async () => {
    const views = await Promise.all([0, 1, 2].map(() => client.leasing('leasing-c/')));
    let written = 0;
    const write = async () => {
      for (let value = 1; value <= 20; value++) {
        await views[value % 3]?.kv.put('c', String(value));
        written = value;
      }
    };
    const read = async (index: number) => {
      while (written < 20) {
        const floor = written;
        const value = Number((await views[index]?.kv.getText('c')) ?? '0');
        expect(value).toBeGreaterThanOrEqual(floor);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    };
    await Promise.all([write(), read(0), read(1), read(2)]);
    for (const view of views) await view.close();
    expect((await client.kv.range(prefix('leasing-c/'))).count).toBe(0);
  });

  it('nothing is answered from memory after the session is gone', async () => {
    const view = await client.leasing('leasing-d/');
    await view.kv.get('d');
    await view.close();
    await client.kv.put('d', 'later');
    expect([view.size, await view.kv.getText('d')]).toEqual([0, 'later']);
  });
});
