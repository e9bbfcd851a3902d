import { createHash } from 'node:crypto';
import { AlarmType, DowngradeAction } from '@quorate/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../client.ts';
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
