import { createHash } from 'node:crypto';
import { AlarmType, DowngradeAction } from '@quorate/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
import { text } from '../kv/bytes.ts';
import { prefix } from '../kv/key-range.ts';
import { ServerProcess } from './server-process.ts';
import { serversUnderTest } from './server-program.ts';

describe.each(serversUnderTest())('upkeep of %s', (kind) => {
  let server: ServerProcess;
  let client: EtcdClient;

  beforeAll(async () => {
    server = await ServerProcess.start(kind, { name: 'alone' });
    client = new EtcdClient({ endpoints: server.endpoint });
  });

  afterAll(async () => {
    await client.close();
    await server[Symbol.asyncDispose]();
  });

  it('a member tells how it is', async () => {
    const status = await client.maintenance.status();
    expect(status.version).toMatch(/^3\.\d+\.\d+/);
    expect(status.leader).toBe(status.header?.memberId);
    expect(status.dbSize).toBeGreaterThan(0);
    expect(await client.maintenance.serving()).toBe(true);
  });

  it('members are listed, and endpoints follow them', async () => {
    const { members } = await client.cluster.members();
    expect(members.map(({ name, clientUrls }) => [name, clientUrls])).toEqual([['alone', [server.endpoint]]]);
    expect((await client.cluster.members({ serializable: true })).members).toEqual(members);
    expect(await client.sync()).toEqual([server.endpoint]);
    expect(client.endpoints).toEqual([server.endpoint]);
  });

  it('learners are added and removed; changes that make no sense are refused', async () => {
    const { member, members } = await client.cluster.add(['http://127.0.0.1:1'], { learner: true });
    expect(member).toMatchObject({ isLearner: true, peerUrls: ['http://127.0.0.1:1'] });
    expect(members.length).toBe(2);
    await expect(client.cluster.promote(member.id)).rejects.toMatchObject({ code: 'learner-not-ready' });
    await client.cluster.update(member.id, ['http://127.0.0.1:2']);
    expect((await client.cluster.remove(member.id)).members.length).toBe(1);
    await expect(client.cluster.remove(1n)).rejects.toMatchObject({ code: 'member-not-found' });
  });

  it('hashes are of a revision', async () => {
    const { revision } = await client.kv.put('hashed', '1');
    const before = await client.maintenance.hashKv(revision);
    await client.kv.put('hashed', '2');
    expect((await client.maintenance.hashKv(revision)).hash).toBe(before.hash);
    expect((await client.maintenance.hashKv(0)).hash).not.toBe(before.hash);
    expect((await client.maintenance.hash()).hash).toBeGreaterThan(0);
  });

  it('a database is defragmented', async () => {
    await client.maintenance.defragment();
    expect(await client.kv.getText('hashed')).toBe('2');
  });

  it('a snapshot streams a copy of the database, whose end is its checksum', async () => {
    for (let index = 0; index < 4; index++) await client.kv.put(`snapshot/${index}`, new Uint8Array(500_000));
    const pieces: Uint8Array[] = [];
    let remaining = Number.POSITIVE_INFINITY;
    for await (const { bytes, remainingBytes } of client.maintenance.snapshot()) {
      pieces.push(bytes);
      remaining = remainingBytes;
    }
    const all = Buffer.concat(pieces);
    expect(pieces.length).toBeGreaterThan(3);
    expect(remaining).toBe(0);
    const sum = createHash('sha256').update(all.subarray(0, -32)).digest();
    expect(all.subarray(-32)).toEqual(sum);
  });

  it('a snapshot can be left early', async () => {
    for await (const { bytes } of client.maintenance.snapshot()) {
      expect(bytes.length).toBeGreaterThan(0);
      break;
    }
    expect(await client.kv.getText('hashed')).toBe('2');
  });

  it('alarms are listed and end', async () => {
    expect(await client.maintenance.alarms()).toEqual([]);
    expect(await client.maintenance.disarm()).toEqual([]);
    expect(await client.maintenance.disarm({ memberId: 1n, alarm: AlarmType.Nospace })).toEqual([]);
  });

  it('what cannot be done is refused', async () => {
    await expect(client.maintenance.moveLeader(1n)).rejects.toMatchObject({ code: 'bad-leader-transferee' });
    await expect(client.maintenance.downgrade(DowngradeAction.Validate, 'x')).rejects.toMatchObject({
      code: kind === 'etcd-3.4' ? 'unimplemented' : 'wrong-downgrade-version-format',
    });
  });

  it('an endpoint can be named for a call', async () => {
    const status = await client.maintenance.status({ endpoint: server.endpoint.replace('http://', '') });
    expect(status.version).toMatch(/^3\./);
    const nobody = client.maintenance.status({ endpoint: 'http://127.0.0.1:1', timeoutMs: 200 });
    const message = expect.stringMatching(/http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/);
    await expect(nobody).rejects.toMatchObject({ code: 'unreachable', mayHaveExecuted: false, message });
  });

  it('endpoints that are none are refused', () => {
    for (const endpoints of ['', 'ftp://host:1', 'host', 'http://host', []]) {
      expect(() => new EtcdClient({ endpoints })).toThrow(/endpoint/);
    }
  });
});

describe.each(serversUnderTest())('access control of %s', (kind) => {
  it.runIf(kind === 'quorate')(
    'users cannot be added to a server that checks no permissions yet, which says so',
    async () => {
      await using server = await ServerProcess.start(kind);
      await using client = new EtcdClient({ endpoints: server.endpoint });
      expect(await client.auth.status()).toMatchObject({ enabled: false });
      await expect(client.auth.users.add('root', 'secret')).rejects.toMatchObject({ code: 'not-capable' });
    },
  );

  it.runIf(kind !== 'quorate')('users, roles and permissions; tokens come and are renewed by themselves', async () => {
    await using server = await ServerProcess.start(kind, { args: ['--auth-token-ttl', '1'] });
    await using open = new EtcdClient({ endpoints: server.endpoint });
    if (kind === 'etcd-3.4') await expect(open.auth.status()).rejects.toMatchObject({ code: 'unimplemented' });
    else expect(await open.auth.status()).toMatchObject({ enabled: false });
    await open.auth.users.add('root', 'secret');
    await open.auth.users.grantRole('root', 'root').catch(async () => {
      await open.auth.roles.add('root');
      await open.auth.users.grantRole('root', 'root');
    });
    await open.auth.users.add('reader', 'pass');
    await open.auth.users.add('certified', undefined);
    await open.auth.roles.add('reads');
    await open.auth.roles.grantPermission('reads', 'read', prefix('public/'));
    await open.auth.users.grantRole('reader', 'reads');
    expect(await open.auth.roles.get('reads')).toEqual([{ access: 'read', range: prefix('public/') }]);
    expect(await open.auth.users.list()).toEqual(['certified', 'reader', 'root']);
    expect(await open.auth.users.get('reader')).toEqual(['reads']);

    // This client got no token, since there was nothing to authenticate for; it learns that there is.
    await using early = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { username: 'root', password: 'secret' },
    });
    await early.kv.put('public/a', '1');
    await open.auth.enable();
    await expect(open.kv.get('public/a')).rejects.toMatchObject({ code: 'user-empty', mayHaveExecuted: false });
    await early.kv.put('public/a', '2');

    await using reader = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { username: 'reader', password: 'pass' },
    });
    expect(await reader.kv.getText('public/a')).toBe('2');
    await expect(reader.kv.put('public/a', '3')).rejects.toMatchObject({
      code: 'permission-denied',
      mayHaveExecuted: false,
    });
    await expect(reader.watch(prefix('private/')).created).rejects.toMatchObject({ code: 'permission-denied' });

    // The simple tokens of this server end after a second without use; a watch and calls outlive them.
    const watcher = reader.watch(prefix('public/'));
    await watcher.created;
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    expect(await reader.kv.getText('public/a')).toBe('2');
    await early.kv.put('public/b', 'event');
    for await (const { key } of watcher) {
      expect(text(key)).toBe('public/b');
      break;
    }
    const second = reader.watch(prefix('public/'));
    expect(await second.created).toBeGreaterThan(0);

    await using given = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { token: () => open.auth.authenticate('reader', 'pass') },
    });
    expect(await given.kv.getText('public/a')).toBe('2');
    await using wrong = new EtcdClient({
      endpoints: server.endpoint,
      credentials: { username: 'reader', password: 'x' },
    });
    await expect(wrong.kv.get('public/a')).rejects.toMatchObject({ code: 'auth-failed' });

    await early.auth.users.changePassword('reader', 'new');
    await early.auth.roles.revokePermission('reads', prefix('public/'));
    await early.auth.users.revokeRole('reader', 'reads');
    await early.auth.users.delete('reader');
    await early.auth.roles.delete('reads');
    expect(await early.auth.roles.list()).not.toContain('reads');
    await early.auth.disable();
    expect(await open.kv.getText('public/a')).toBe('2');
  });
});
