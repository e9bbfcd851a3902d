import { createHash } from 'node:crypto';
import { AlarmAction, AlarmType, services } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { StatusCode } from '../status/status-code.ts';
import { LocalClient } from '../testdata/local-client.ts';
import { etcdCodeOf, etcdError, toEtcdError } from './etcd-errors.ts';

const lease = services['etcdserverpb.Lease'];
const cluster = services['etcdserverpb.Cluster'];
const maintenance = services['etcdserverpb.Maintenance'];
const auth = services['etcdserverpb.Auth'];
const bytes = (text: string) => Buffer.from(text);

test('every rpc of the contract is served, except the health service', () => {
  const { server } = new LocalClient();
  const served = server.metrics().methods.map(({ service, method, kind }) => `${service}/${method} ${kind}`);
  for (const [service, methods] of Object.entries(services)) {
    if (service === 'grpc.health.v1.Health') continue;
    for (const { name, clientStreaming, serverStreaming } of Object.values(methods)) {
      const kind = clientStreaming ? 'bidi_stream' : serverStreaming ? 'server_stream' : 'unary';
      expect(served).toContain(`${service}/${name} ${kind}`);
    }
  }
});

test('leases are granted, renewed one after the other, looked at and revoked', async () => {
  const client = new LocalClient();
  const { id, header } = await client.call(lease.LeaseGrant, { ttl: 60 });
  expect(header).toMatchObject({ revision: 1, clusterId: 0xcdefn });
  const keepAlive = client.open(lease.LeaseKeepAlive);
  keepAlive.send({ id });
  keepAlive.send({ id: 404n });
  expect(await keepAlive.next()).toMatchObject({ id, ttl: 60, header: { revision: 1 } });
  expect(await keepAlive.next()).toMatchObject({ id: 404n, ttl: 0 });
  keepAlive.call.halfClose();
  expect(await keepAlive.rest()).toEqual([]);
  expect(await client.call(lease.LeaseTimeToLive, { id })).toMatchObject({ ttl: 60, grantedTtl: 60 });
  expect((await client.call(lease.LeaseLeases)).leases).toEqual([{ id }]);
  expect(await client.call(lease.LeaseRevoke, { id })).toMatchObject({ header: { revision: 1 } });
  expect(await client.call(lease.LeaseTimeToLive, { id })).toMatchObject({ ttl: -1 });
});

test('leases that cannot be are refused', async () => {
  const client = new LocalClient();
  await expect(client.call(lease.LeaseGrant, { ttl: 9_000_000_001 })).rejects.toMatchObject({
    code: StatusCode.OutOfRange,
    message: 'etcdserver: too large lease TTL',
  });
  await expect(client.call(lease.LeaseRevoke, { id: 5n })).rejects.toMatchObject({
    code: StatusCode.NotFound,
    message: 'etcdserver: requested lease not found',
  });
});

test('answers about the cluster name no revision', async () => {
  const client = new LocalClient();
  const header = { clusterId: 0xcdefn, memberId: 0xabcn, revision: 0, raftTerm: 2 };
  expect((await client.call(cluster.MemberList)).header).toEqual(header);
  const added = await client.call(cluster.MemberAdd, { peerUrls: ['http://10.0.0.1:2380'], isLearner: true });
  expect(added).toMatchObject({ header, member: { isLearner: true }, members: [{}, {}] });
});

test('peer URLs are checked as etcd checks them', async () => {
  const client = new LocalClient();
  const add = (...peerUrls: string[]) => client.call(cluster.MemberAdd, { peerUrls });
  for (const url of ['', 'nope', 'http://x', 'http://x:1/path', 'ftp://x:1', 'http://x:abc']) {
    await expect(add(url), url).rejects.toMatchObject({ message: 'etcdserver: given member URLs are invalid' });
  }
  await expect(add()).rejects.toMatchObject({ code: StatusCode.InvalidArgument });
  for (const url of ['http://x:1', 'https://[::1]:2380', 'unix://x:1', ' http://x:1 ']) {
    await expect(add(url), url).resolves.toBeDefined();
  }
});

test('a snapshot comes in blobs of 32 KiB that count down, and ends with the hash of the file', async () => {
  const client = new LocalClient();
  const blobs = await client.stream(maintenance.Snapshot).rest();
  const file = client.backend.databaseFile;
  expect(blobs.map(({ blob }) => blob.length)).toEqual([32_768, 32_768, 32_768, 4_096, 32]);
  expect(blobs.map(({ remainingBytes }) => remainingBytes)).toEqual([69_632, 36_864, 4_096, 0, 0]);
  expect(blobs.every(({ version, header }) => version === '3.7.0' && header === undefined)).toBe(true);
  expect(Buffer.concat(blobs.slice(0, -1).map(({ blob }) => blob)).equals(file)).toBe(true);
  expect(Buffer.from(blobs.at(-1)?.blob ?? []).equals(createHash('sha256').update(file).digest())).toBe(true);
});

test('maintenance answers with headers as etcd has them', async () => {
  const client = new LocalClient();
  expect(await client.call(maintenance.Status)).toMatchObject({ version: '3.7.1', header: { revision: 1 } });
  expect(await client.call(maintenance.HashKV)).toMatchObject({ hash: 8, compactRevision: -1, hashRevision: 1 });
  expect(await client.call(maintenance.Hash)).toMatchObject({ hash: 7, header: { revision: 1 } });
  expect(await client.call(maintenance.Defragment)).toEqual({ header: undefined });
  await expect(client.call(maintenance.MoveLeader, { targetId: 5n })).rejects.toMatchObject({
    code: StatusCode.FailedPrecondition,
    message: 'etcdserver: bad leader transferee',
  });
  const raised = await client.call(maintenance.Alarm, { action: AlarmAction.Activate, alarm: AlarmType.Nospace });
  expect(raised.alarms).toHaveLength(1);
});

test('actions that do not exist are refused', async () => {
  const client = new LocalClient();
  const unknown = { code: StatusCode.Unknown, message: 'etcdserver: unknown method' };
  await expect(client.call(maintenance.Alarm, { action: 7 as AlarmAction })).rejects.toMatchObject(unknown);
  await expect(client.call(maintenance.Downgrade, { action: 7 as never })).rejects.toMatchObject(unknown);
});

test('without users, Auth answers as an etcd with auth off', async () => {
  const client = new LocalClient();
  expect(await client.call(auth.AuthStatus)).toMatchObject({
    enabled: false,
    authRevision: 1,
    header: { revision: 1 },
  });
  expect(await client.call(auth.AuthDisable)).toMatchObject({ header: { raftTerm: 2 } });
  expect(await client.call(auth.UserList)).toMatchObject({ users: [] });
  expect(await client.call(auth.RoleList)).toMatchObject({ roles: [] });
  const failing: [Promise<unknown>, number, string][] = [
    [client.call(auth.AuthEnable), StatusCode.FailedPrecondition, 'root user does not exist'],
    [client.call(auth.Authenticate, { name: 'a' }), StatusCode.FailedPrecondition, 'authentication is not enabled'],
    [client.call(auth.UserAdd), StatusCode.InvalidArgument, 'user name is empty'],
    [client.call(auth.UserAdd, { name: 'a' }), StatusCode.FailedPrecondition, 'not capable'],
    [client.call(auth.UserGet, { name: 'a' }), StatusCode.FailedPrecondition, 'user name not found'],
    [client.call(auth.UserDelete, { name: 'a' }), StatusCode.FailedPrecondition, 'user name not found'],
    [client.call(auth.UserChangePassword, { name: 'a' }), StatusCode.FailedPrecondition, 'user name not found'],
    [client.call(auth.UserGrantRole, { user: 'a' }), StatusCode.FailedPrecondition, 'user name not found'],
    [client.call(auth.UserRevokeRole, { name: 'a' }), StatusCode.FailedPrecondition, 'user name not found'],
    [client.call(auth.RoleAdd), StatusCode.InvalidArgument, 'role name is empty'],
    [client.call(auth.RoleAdd, { name: 'r' }), StatusCode.FailedPrecondition, 'not capable'],
    [client.call(auth.RoleGet, { role: 'r' }), StatusCode.FailedPrecondition, 'role name not found'],
    [client.call(auth.RoleDelete, { role: 'r' }), StatusCode.FailedPrecondition, 'role name not found'],
    [client.call(auth.RoleGrantPermission, { name: 'r' }), StatusCode.InvalidArgument, 'permission not given'],
    [client.call(auth.RoleRevokePermission, { role: 'r' }), StatusCode.FailedPrecondition, 'role name not found'],
  ];
  for (const [call, code, message] of failing) {
    await expect(call).rejects.toMatchObject({ code, message: `etcdserver: ${message}` });
  }
  const grant = (key: string, rangeEnd: string) =>
    client.call(auth.RoleGrantPermission, {
      name: 'r',
      perm: { permType: 0, key: bytes(key), rangeEnd: bytes(rangeEnd) },
    });
  await expect(grant('b', 'a')).rejects.toMatchObject({ message: 'etcdserver: invalid auth management' });
  await expect(grant('a', '\0')).rejects.toMatchObject({ message: 'etcdserver: role name not found' });
});

test('two texts go out as Unknown, although etcd has other codes for them', () => {
  expect(etcdError('tooManyRequests').code).toBe(StatusCode.Unknown);
  expect(etcdCodeOf('etcdserver: re-configuration failed due to not enough started members')).toBe(StatusCode.Unknown);
});

test('thrown errors are told apart by text, and aborted work as contexts say it', () => {
  expect(toEtcdError(new Error('etcdserver: no leader')).code).toBe(StatusCode.Unavailable);
  expect(toEtcdError(new Error('mvcc: database space exceeded'))).toMatchObject({
    code: StatusCode.ResourceExhausted,
    message: 'etcdserver: mvcc: database space exceeded',
  });
  expect(toEtcdError(new Error('not a primary lessor'))).toMatchObject({ code: StatusCode.Unknown });
  expect(toEtcdError(new DOMException('x', 'AbortError'))).toMatchObject({
    code: StatusCode.Canceled,
    message: 'context canceled',
  });
  expect(toEtcdError(new DOMException('x', 'TimeoutError'))).toMatchObject({ message: 'context deadline exceeded' });
  expect(toEtcdError(new Error('constructor')).message).toBe('constructor');
  expect(toEtcdError(Object.assign(new Error('page 7 is damaged'), { code: 'corrupt' }))).toMatchObject({
    code: StatusCode.DataLoss,
    message: 'page 7 is damaged',
  });
});
