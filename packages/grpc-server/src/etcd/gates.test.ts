import { services } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { StatusCode } from '../status/status-code.ts';
import { LocalClient } from '../testdata/local-client.ts';

const { Range, Put } = services['etcdserverpb.KV'];
const { Status, Snapshot } = services['etcdserverpb.Maintenance'];
const { MemberList } = services['etcdserverpb.Cluster'];
const { Watch } = services['etcdserverpb.Watch'];
const key = Buffer.from('a');

test('before the cluster version is decided nothing is served', async () => {
  const client = new LocalClient();
  client.backend.state.capable = false;
  await expect(client.call(Range, { key })).rejects.toMatchObject({
    code: StatusCode.FailedPrecondition,
    message: 'etcdserver: not capable',
  });
});

test('a learner serves its status, snapshots and serializable ranges, and nothing else', async () => {
  const client = new LocalClient();
  client.backend.state.learner = true;
  const refused = { code: StatusCode.FailedPrecondition, message: 'etcdserver: rpc not supported for learner' };
  await expect(client.call(Put, { key })).rejects.toMatchObject(refused);
  await expect(client.call(Range, { key })).rejects.toMatchObject(refused);
  await expect(client.call(MemberList)).rejects.toMatchObject(refused);
  await expect(client.open(Watch).next()).rejects.toMatchObject(refused);
  await expect(client.call(Range, { key, serializable: true })).resolves.toBeDefined();
  await expect(client.call(Status)).resolves.toMatchObject({ version: '3.7.1' });
  expect((await client.stream(Snapshot).rest()).length).toBeGreaterThan(1);
});

test('a client that insists on a leader is refused without one', async () => {
  const client = new LocalClient();
  client.backend.state.leader = false;
  const noLeader = { code: StatusCode.Unavailable, message: 'etcdserver: no leader' };
  await expect(client.call(Range, { key }, { hasleader: 'true' })).rejects.toMatchObject(noLeader);
  await expect(client.call(Range, { key })).resolves.toBeDefined();
  await expect(client.open(Watch, { hasleader: 'true' }).next()).rejects.toMatchObject(noLeader);
});

test('streams that insist on a leader end when it is lost, others go on', async () => {
  const client = new LocalClient();
  const insisting = client.open(Watch, { hasleader: 'true' });
  const other = client.open(Watch);
  for (const listener of client.backend.leaderLostListeners) listener();
  await expect(insisting.next()).rejects.toMatchObject({
    code: StatusCode.Unavailable,
    message: 'etcdserver: no leader',
  });
  expect(other.call.ended).toBe(false);
});

test('a client version that is no UTF-8 is refused', async () => {
  const client = new LocalClient();
  const headers = { 'client-api-version': '\xff\xfe' };
  await expect(client.call(Range, { key }, headers)).rejects.toMatchObject({
    code: StatusCode.InvalidArgument,
    message: 'etcdserver: invalid client api version',
  });
});
