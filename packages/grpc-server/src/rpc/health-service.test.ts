import { ServingStatus, services } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { StatusCode } from '../status/status-code.ts';
import { GrpcServer } from './grpc-server.ts';
import { HealthService } from './health-service.ts';

const { Check, Watch } = services['grpc.health.v1.Health'];
const peer = { address: '', commonName: undefined, viaGateway: false };

test('only the server as a whole has a health', async () => {
  const health = new HealthService();
  const server = new GrpcServer({ methods: health.methods });
  const check = async (service: string) => {
    const call = server.call(Check.path, peer);
    call.request(Check.request.encode({ service }));
    return Check.response.decode(await call.answer()).status;
  };
  expect(await check('')).toBe(ServingStatus.Serving);
  health.setServing(false);
  expect(await check('')).toBe(ServingStatus.NotServing);
  await expect(check('etcdserverpb.KV')).rejects.toMatchObject({
    code: StatusCode.NotFound,
    message: 'unknown service',
  });
});

test('who watches hears of every change', async () => {
  const health = new HealthService();
  const server = new GrpcServer({ methods: health.methods });
  const call = server.call(Watch.path, peer);
  call.request(Watch.request.encode({ service: '' }));
  const statuses = (async function* () {
    for await (const message of call.messages()) yield Watch.response.decode(message).status;
  })();
  expect((await statuses.next()).value).toBe(ServingStatus.Serving);
  health.setServing(false);
  health.setServing(false);
  health.setServing(true);
  expect((await statuses.next()).value).toBe(ServingStatus.NotServing);
  expect((await statuses.next()).value).toBe(ServingStatus.Serving);
});
