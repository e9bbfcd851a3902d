import { services } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { FakeServer } from '../e2e/fake-server.ts';
import { instrument } from './instrument.ts';

describe('telemetry', () => {
  it('has a span and a measurement for every call, and tells the server of the span', async () => {
    const kv = services['etcdserverpb.KV'];
    await using server = await FakeServer.start();
    await using client = new EtcdClient({ endpoints: server.endpoint });
    const parents: unknown[] = [];
    server.on(kv.Put, ({ headers, before }) => {
      parents.push(headers.traceparent);
      if (before > 0) return { status: 7, text: 'etcdserver: permission denied' };
      return { messages: [{ header: undefined, prevKv: undefined }] };
    });
    const ended: Record<string, unknown>[] = [];
    const recorded: unknown[] = [];
    const stop = instrument({
      tracer: {
        startSpan: (name, { attributes }) => {
          const span: Record<string, unknown> = { name, ...attributes };
          return {
            setAttribute: (key, value) => Object.assign(span, { [key]: value }),
            setStatus: (status) => Object.assign(span, { status }),
            end: () => ended.push(span),
          };
        },
      },
      meter: {
        createHistogram: () => ({ record: (_value, attributes) => recorded.push(attributes['rpc.grpc.status_code']) }),
      },
      api: {
        context: { active: () => ({}) },
        trace: { setSpan: (_context: unknown, span: unknown) => span },
        propagation: { inject: (_context: unknown, carrier) => Object.assign(carrier, { traceparent: '00-1-2-01' }) },
      },
    });
    await client.kv.put('k', 'v');
    await client.kv.put('k', 'v').catch(() => undefined);
    stop();
    await client.kv.put('k', 'v').catch(() => undefined);
    expect(parents).toEqual(['00-1-2-01', '00-1-2-01', undefined]);
    expect(recorded).toEqual([0, 7]);
    expect(ended).toMatchObject([
      {
        name: 'etcdserverpb.KV/Put',
        'rpc.grpc.status_code': 0,
        'server.address': server.endpoint,
        'quorate.attempts': 1,
      },
      { 'rpc.grpc.status_code': 7, 'error.type': 'permission-denied', status: { code: 2 } },
    ]);
  });
});
