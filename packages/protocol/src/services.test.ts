import { expect, test } from 'vitest';
import { methods, PutRequest, RangeRequest, RangeStreamResponse, services } from './index.ts';
import { reflection } from './testing/reflection.ts';

const all = [...methods.values()];

test('every rpc is there as the .proto files have it', () => {
  expect(Object.keys(services)).toHaveLength(9);
  expect(all).toHaveLength(51);
  for (const method of all) {
    const declared = reflection.lookupService(method.service).methods[method.name];
    declared?.resolve();
    expect(method.path).toBe(`/${method.service}/${method.name}`);
    expect(declared?.resolvedRequestType?.fullName).toBe(`.${method.request.typeName}`);
    expect(declared?.resolvedResponseType?.fullName).toBe(`.${method.response.typeName}`);
    expect(declared?.requestStream ?? false).toBe(method.clientStreaming);
    expect(declared?.responseStream ?? false).toBe(method.serverStreaming);
  }
});

test('a method knows its codecs, with their types', () => {
  const { Range, RangeStream } = services['etcdserverpb.KV'];
  const range: RangeRequest = Range.request.create({ limit: 1 });
  expect(Range.path).toBe('/etcdserverpb.KV/Range');
  expect(range).toEqual(RangeRequest.create({ limit: 1 }));
  expect(RangeStream.response).toBe(RangeStreamResponse);
  expect(services['etcdserverpb.KV'].Put.request).toBe(PutRequest);
});

test('streams are those of etcd', () => {
  const streaming = all.filter((method) => method.clientStreaming || method.serverStreaming);
  expect(streaming.map(({ path, clientStreaming }) => `${path}${clientStreaming ? ' both ways' : ''}`).sort()).toEqual([
    '/etcdserverpb.KV/RangeStream',
    '/etcdserverpb.Lease/LeaseKeepAlive both ways',
    '/etcdserverpb.Maintenance/Snapshot',
    '/etcdserverpb.Watch/Watch both ways',
    '/grpc.health.v1.Health/Watch',
    '/v3electionpb.Election/Observe',
  ]);
});
