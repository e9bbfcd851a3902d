import { services } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { RpcError } from '../../status/rpc-error.ts';
import { StatusCode } from '../../status/status-code.ts';
import { LocalClient } from '../../testdata/local-client.ts';

const lock = services['v3lockpb.Lock'];
const election = services['v3electionpb.Election'];
const { LeaseGrant, LeaseRevoke } = services['etcdserverpb.Lease'];
const { Range } = services['etcdserverpb.KV'];
const bytes = (text: string) => Buffer.from(text);
const name = bytes('room');

async function withLeases(...ids: bigint[]): Promise<LocalClient> {
  const client = new LocalClient();
  for (const id of ids) await client.call(LeaseGrant, { id, ttl: 60 });
  return client;
}

/** Runs what is due: answers of the backend, events of watchers. */
async function settle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(setImmediate);
}

test('a lock is held by one at a time, in the order of asking', async () => {
  const client = await withLeases(0x4dn, 2n, 3n);
  const first = await client.call(lock.Lock, { name, lease: 0x4dn });
  expect(Buffer.from(first.key).toString()).toBe('room/4d');
  expect(first.header).toMatchObject({ revision: 2, clusterId: 0xcdefn });
  const order: bigint[] = [];
  const waiting = [2n, 3n].map(async (lease) => {
    const { key } = await client.call(lock.Lock, { name, lease });
    order.push(lease);
    return key;
  });
  await settle();
  expect(order).toEqual([]);
  await client.call(lock.Unlock, { key: first.key });
  await settle();
  expect(order).toEqual([2n]);
  await client.call(LeaseRevoke, { id: 2n });
  await settle();
  expect(order).toEqual([2n, 3n]);
  await Promise.all(waiting);
});

test('the same lease gets its lock again, and a lease of its own is granted to who brings none', async () => {
  const client = await withLeases(7n);
  const { key } = await client.call(lock.Lock, { name, lease: 7n });
  expect((await client.call(lock.Lock, { name, lease: 7n })).key).toEqual(key);
  const own = await client.call(lock.Lock, { name: bytes('other') });
  expect(Buffer.from(own.key).toString()).toBe('other/3e8');
  expect(client.backend.store.leases.get(1000n)).toBe(60);
});

test('who gives up waiting leaves the queue', async () => {
  const client = await withLeases(1n, 2n);
  await client.call(lock.Lock, { name, lease: 1n });
  const call = client.server.call(lock.Lock.path, { address: '', commonName: undefined, viaGateway: false });
  call.request(lock.Lock.request.encode({ name, lease: 2n }));
  await settle();
  call.cancel(new RpcError(StatusCode.Canceled, 'context canceled'));
  await settle();
  const { kvs } = await client.call(Range, { key: bytes('room/'), rangeEnd: bytes('room0') });
  expect(kvs.map(({ key }) => Buffer.from(key).toString())).toEqual(['room/1']);
});

test('errors from below come as Unknown, as they do from a client inside etcd', async () => {
  const client = await withLeases();
  await expect(client.call(lock.Lock, { name, lease: 77n })).rejects.toMatchObject({
    code: StatusCode.Unknown,
    message: 'etcdserver: requested lease not found',
  });
  await expect(client.call(lock.Unlock)).rejects.toMatchObject({ code: StatusCode.Unknown });
});

test('a candidate leads until it resigns, then the next one does', async () => {
  const client = await withLeases(1n, 2n);
  const first = await client.call(election.Campaign, { name, lease: 1n, value: bytes('one') });
  expect(first.leader).toMatchObject({ rev: 2, lease: 1n });
  let elected = false;
  const second = client.call(election.Campaign, { name, lease: 2n, value: bytes('two') }).then((response) => {
    elected = true;
    return response;
  });
  await settle();
  expect(elected).toBe(false);
  expect(Buffer.from((await client.call(election.Leader, { name })).kv?.value ?? []).toString()).toBe('one');
  await client.call(election.Resign, { leader: first.leader });
  expect((await second).leader).toMatchObject({ rev: 3, lease: 2n });
  expect(Buffer.from((await client.call(election.Leader, { name })).kv?.value ?? []).toString()).toBe('two');
});

test('campaigning again proclaims the new value; only the elected one may proclaim', async () => {
  const client = await withLeases(1n);
  const { leader } = await client.call(election.Campaign, { name, lease: 1n, value: bytes('one') });
  const again = await client.call(election.Campaign, { name, lease: 1n, value: bytes('two') });
  expect(again.leader).toEqual(leader);
  await client.call(election.Proclaim, { leader, value: bytes('three') });
  expect(Buffer.from((await client.call(election.Leader, { name })).kv?.value ?? []).toString()).toBe('three');
  const stale = { ...(leader as NonNullable<typeof leader>), rev: 400 };
  await expect(client.call(election.Proclaim, { leader: stale, value: bytes('x') })).rejects.toMatchObject({
    code: StatusCode.Unknown,
    message: 'election: not leader',
  });
  await expect(client.call(election.Resign, { leader: stale })).resolves.toBeDefined();
});

test('what is missing is said in the words of etcd', async () => {
  const client = await withLeases();
  const noLeader = { code: StatusCode.Unknown, message: 'election: no leader' };
  await expect(client.call(election.Leader, { name })).rejects.toMatchObject(noLeader);
  const noField = { code: StatusCode.Unknown, message: '"leader" field must be provided' };
  await expect(client.call(election.Proclaim)).rejects.toMatchObject(noField);
  await expect(client.call(election.Resign)).rejects.toMatchObject(noField);
});

test('an observer sees every leader and everything it proclaims', async () => {
  const client = await withLeases(1n, 2n);
  const observer = client.stream(election.Observe, { name });
  const value = async () => Buffer.from((await observer.next()).kv?.value ?? []).toString();
  await settle();
  const { leader } = await client.call(election.Campaign, { name, lease: 1n, value: bytes('one') });
  expect(await value()).toBe('one');
  await client.call(election.Proclaim, { leader, value: bytes('uno') });
  expect(await value()).toBe('uno');
  const second = client.call(election.Campaign, { name, lease: 2n, value: bytes('two') });
  await settle();
  await client.call(election.Resign, { leader });
  await second;
  expect(await value()).toBe('two');
  observer.call.cancel(new RpcError(StatusCode.Canceled, 'context canceled'));
  await settle();
  expect(client.backend.watch.openStreams).toBe(0);
});
