import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RangeResponse, ResponseHeader, services } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { type CallEvent, type ClientNotice, callChannelName, noticeChannelName } from '../connection/call-events.ts';
import { FakeServer } from './fake-server.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

const kv = services['etcdserverpb.KV'];
const answer = { messages: [RangeResponse.create({ header: ResponseHeader.create({ revision: 7 }) })] };
const unavailable = { status: 14, text: 'transport is closing' };

describe('an option of the client', () => {
  it('endpoints: a Unix socket', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'quorate-client-unix-'));
    {
      await using server = await FakeServer.start(join(folder, 'socket'));
      server.on(kv.Range, () => answer);
      expect(server.endpoint).toMatch(/^unix:\/\/\//);
      await using client = new EtcdClient({ endpoints: server.endpoint });
      expect((await client.kv.range('k')).revision).toBe(7);
    }
    rmSync(folder, { recursive: true });
  });

  it('sendBytesMax: what is larger is not sent', async () => {
    await using server = await FakeServer.start();
    server.on(kv.Put, () => ({ messages: [{ header: ResponseHeader.create(), prevKv: undefined }] }));
    await using client = new EtcdClient({ endpoints: server.endpoint, sendBytesMax: 1_000 });
    await client.kv.put('k', new Uint8Array(900));
    await expect(client.kv.put('k', new Uint8Array(1_100))).rejects.toMatchObject({
      code: 'message-too-large',
      mayHaveExecuted: false,
    });
    expect(server.calls.get(kv.Put.path)).toBe(1);
  });

  it('receiveBytesMax: an answer that is larger is an error, and a write in doubt', async () => {
    await using server = await FakeServer.start();
    const prevKv = {
      key: new Uint8Array(2_000),
      value: new Uint8Array(),
      createRevision: 1,
      modRevision: 1,
      version: 1,
      lease: 0n,
    };
    server.on(kv.Put, () => ({ messages: [{ header: ResponseHeader.create(), prevKv }] }));
    await using client = new EtcdClient({ endpoints: server.endpoint, receiveBytesMax: 1_000 });
    await expect(client.kv.put('k', 'v')).rejects.toMatchObject({ code: 'message-too-large', mayHaveExecuted: true });
  });

  it('attemptsMax: the last failure is the error, and each retry is told', async () => {
    await using server = await FakeServer.start();
    server.on(kv.Range, () => unavailable);
    await using client = new EtcdClient({ endpoints: server.endpoint, attemptsMax: 3 });
    const notices: ClientNotice[] = [];
    const ends: CallEvent[] = [];
    const onNotice = (message: unknown) => notices.push(message as ClientNotice);
    const onCall = (message: unknown) => {
      const event = message as CallEvent;
      if (event.phase === 'end') ends.push({ ...event });
    };
    subscribe(noticeChannelName, onNotice);
    subscribe(callChannelName, onCall);
    await expect(client.kv.range('k')).rejects.toMatchObject({ code: 'unavailable' });
    unsubscribe(noticeChannelName, onNotice);
    unsubscribe(callChannelName, onCall);
    expect(server.calls.get(kv.Range.path)).toBe(3);
    expect(notices).toMatchObject([
      { type: 'retry', method: kv.Range.path, attempt: 1 },
      { type: 'retry', attempt: 2 },
    ]);
    expect(ends).toMatchObject([
      { method: kv.Range.path, attempts: 3, endpoint: server.endpoint, error: { code: 'unavailable' } },
    ]);
  });

  it('callTimeoutMs: the time of calls that have none of their own', async () => {
    await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:1', callTimeoutMs: 20 });
    await expect(client.kv.get('k')).rejects.toMatchObject({
      code: 'unreachable',
      message: expect.stringContaining('within 20 ms'),
    });
  });
});

describe.each(serversUnderTest())('with %s', (kind) => {
  it('autoSyncIntervalMs: endpoints follow the members, and that is told', async () => {
    await using server = await ServerProcess.start(kind);
    const notices: ClientNotice[] = [];
    const onNotice = (message: unknown) => notices.push(message as ClientNotice);
    subscribe(noticeChannelName, onNotice);
    await using client = new EtcdClient({ endpoints: `127.0.0.1:${server.port}`, autoSyncIntervalMs: 100 });
    expect(client.endpoints).toEqual([`127.0.0.1:${server.port}`]);
    await expect.poll(() => client.endpoints, { timeout: 20_000 }).toEqual([server.endpoint]);
    unsubscribe(noticeChannelName, onNotice);
    expect(notices).toContainEqual({ type: 'endpoints', endpoints: [server.endpoint] });
    expect(await client.kv.get('k')).toBeUndefined();
  });
});
