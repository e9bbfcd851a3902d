import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { LeaseKeepAliveRequest, MessageType, RaftMessage } from '@quorate/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { heartbeat } from '../testdata/messages.ts';
import { TestPeer, testClusterId, until } from '../testdata/test-peer.ts';

const clusterId = testClusterId.toString(16);
const versions = { 'X-Server-Version': '3.7.1', 'X-Min-Cluster-Version': '3.0.0' };
const known = { 'X-Etcd-Cluster-ID': clusterId, 'X-Server-From': '1', ...versions };

/** Writes bytes to a listener and reads what comes until it closes the connection or falls silent. */
function shout(port: number, bytes: string | Uint8Array): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve(answer));
    socket.setTimeout(300, () => socket.destroy());
    socket.end(bytes);
  });
}

/** That the listener still serves those who belong to it. */
async function expectAlive(b: TestPeer): Promise<void> {
  const before = b.handler.received.length;
  const body = RaftMessage.encode(heartbeat(1n, 2n));
  const response = await fetch(`${b.url}/raft`, { method: 'POST', headers: known, body });
  expect(response.status).toBe(204);
  expect(b.handler.received.length).toBe(before + 1);
}

describe('a listener for peers', () => {
  it.each([
    ['GET', '/raft', 405],
    ['POST', '/raft/probing', 405],
    ['GET', '/raft/elsewhere', 404],
    ['GET', '/', 404],
    ['GET', '/members/promote/1', 405],
    ['POST', '/members/promote/x', 404],
    ['GET', '/members', 200],
    ['GET', '/version', 200],
    ['GET', '/raft/probing', 200],
    ['GET', '/downgrade/enabled', 200],
    ['GET', '/raft/stream/msgapp/1', 404],
    ['GET', '/raft/stream/snapshot/1', 404],
    ['GET', '/raft/stream/msgapp/zz', 404],
  ])('answers %s %s with %i', async (method, path, status) => {
    await using b = await TestPeer.start(2n);
    const response = await fetch(`${b.url}${path}`, { method, headers: { ...known, 'X-Raft-To': '2' } });
    expect(response.status).toBe(status);
    expect(response.headers.get('x-etcd-cluster-id')).toBe(clusterId);
    if (status === 405) expect(response.headers.get('allow')).toMatch(/^(GET|POST)$/);
    await response.body?.cancel();
  });

  it.each([
    ['another cluster', { 'X-Etcd-Cluster-ID': 'abc' }, 412, 'cluster ID mismatch'],
    ['an old version', { 'X-Server-Version': '2.3.8' }, 412, 'incompatible version'],
    [
      'a version of the future',
      { 'X-Server-Version': '5.0.0', 'X-Min-Cluster-Version': '4.0.0' },
      412,
      'incompatible version',
    ],
  ])('refuses a message of %s', async (_whose, headers, status, text) => {
    await using b = await TestPeer.start(2n);
    const body = RaftMessage.encode(heartbeat(1n, 2n));
    const response = await fetch(`${b.url}/raft`, { method: 'POST', headers: { ...known, ...headers }, body });
    expect(response.status).toBe(status);
    expect((await response.text()).trim()).toBe(text);
    expect(b.handler.received).toEqual([]);
  });

  it('refuses a stream that was meant for another member', async () => {
    await using b = await TestPeer.start(2n);
    b.transport.addPeer(1n, ['http://127.0.0.1:1']);
    const response = await fetch(`${b.url}/raft/stream/message/1`, { headers: { ...known, 'X-Raft-To': '3' } });
    expect([response.status, (await response.text()).trim()]).toEqual([412, 'to field mismatch']);
  });

  it('refuses what only a node itself may say, and what is no message', async () => {
    await using b = await TestPeer.start(2n);
    const local = RaftMessage.create({ type: MessageType.MsgStorageAppendResp, from: 0xffff_ffff_ffff_ffffn, to: 2n });
    const empty = RaftMessage.create({ type: MessageType.MsgProp, from: 1n, to: 2n });
    const own = RaftMessage.create({ ...heartbeat(2n, 2n) });
    const ofNoTerm = RaftMessage.create({ ...heartbeat(1n, 2n), term: 0, commit: 1_000_000 });
    const messages = [local, empty, own, ofNoTerm].map((message) => RaftMessage.encode(message));
    for (const body of [...messages, Uint8Array.of(255, 255, 255), randomBytes(1000)]) {
      const response = await fetch(`${b.url}/raft`, { method: 'POST', headers: known, body });
      expect(response.status).toBe(400);
      expect((await response.text()).trim()).toBe('error unmarshalling raft message');
    }
    expect(b.handler.received).toEqual([]);
    await expectAlive(b);
  });

  it('refuses a removed member in the words that make it stop', async () => {
    await using b = await TestPeer.start(2n);
    b.handler.removed.add(1n);
    const body = RaftMessage.encode(heartbeat(1n, 2n));
    const response = await fetch(`${b.url}/raft`, { method: 'POST', headers: known, body });
    expect(response.status).toBe(403);
    expect(await response.json()).toEqual({ message: 'cannot process message from removed member' });
    const stream = await fetch(`${b.url}/raft/stream/message/1`, { headers: { ...known, 'X-Raft-To': '2' } });
    expect([stream.status, (await stream.text()).trim()]).toEqual([410, 'removed member']);
  });

  it('bounds what it reads: lease requests, and the message before a database', async () => {
    await using b = await TestPeer.start(2n);
    const large = await fetch(`${b.url}/leases`, { method: 'POST', body: new Uint8Array(65 * 1024) });
    expect(large.status).toBe(413);
    const lease = LeaseKeepAliveRequest.encode(LeaseKeepAliveRequest.create({ id: 8n }));
    const unknown = await fetch(`${b.url}/leases`, { method: 'POST', body: lease });
    expect([unknown.status, (await unknown.text()).trim()]).toEqual([404, 'lease not found']);
    const body = new Uint8Array(64).fill(255);
    const snapshot = await fetch(`${b.url}/raft/snapshot`, { method: 'POST', headers: known, body });
    expect(snapshot.status).toBe(400);
    const heart = RaftMessage.encode(heartbeat(1n, 2n));
    const wrongType = Buffer.concat([new Uint8Array(7), Uint8Array.of(heart.length), heart]);
    const other = await fetch(`${b.url}/raft/snapshot`, { method: 'POST', headers: known, body: wrongType });
    expect([other.status, (await other.text()).trim()]).toEqual([400, 'wrong raft message type']);
    await expectAlive(b);
  });

  it('remembers no more strangers than a cluster could have members', async () => {
    await using b = await TestPeer.start(2n);
    const body = RaftMessage.encode(heartbeat(1n, 2n));
    for (let id = 100; id < 200; id++) {
      const headers = { ...known, 'X-Server-From': id.toString(16), 'X-PeerURLs': 'http://127.0.0.1:1' };
      await (await fetch(`${b.url}/raft`, { method: 'POST', headers, body })).body?.cancel();
    }
    const learned = b.logger.lines.filter(({ message }) => message.startsWith('learned of a remote peer'));
    expect(learned).toHaveLength(64);
  });

  it.each([
    'GET // HTTP/1.1\r\nHost: b\r\n\r\n',
    'GET http://[ HTTP/1.1\r\nHost: b\r\n\r\n',
    'GET /raft/stream/msgapp/%zz HTTP/1.1\r\nHost: b\r\n\r\n',
    'CONNECT x:1 HTTP/1.1\r\nHost: b\r\n\r\n',
    'GET /raft HTTP/1.1\r\nHost: b\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'POST /raft HTTP/1.1\r\nHost: b\r\nContent-Length: 99999999999\r\n\r\nx',
    'POST /raft/snapshot HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
  ])('survives %j', async (bytes) => {
    await using b = await TestPeer.start(2n);
    await shout(b.port, bytes);
    await expectAlive(b);
  });

  it('survives bytes of any kind, on connections and in bodies', async () => {
    await using b = await TestPeer.start(2n);
    const paths = fc.constantFrom('/raft', '/raft/snapshot', '/leases', '/leases/internal', '/members/hashkv');
    await fc.assert(
      fc.asyncProperty(paths, fc.uint8Array({ maxLength: 200 }), fc.boolean(), async (path, bytes, asRequest) => {
        if (!asRequest) {
          await shout(b.port, bytes);
          return;
        }
        const method = path === '/members/hashkv' ? 'PUT' : 'POST';
        const response = await fetch(`${b.url}${path}`, { method, headers: known, body: bytes });
        await response.body?.cancel();
        // Bytes that happen to be a message or a lease request are taken for one.
        expect([200, 204, 400, 403, 404, 405]).toContain(response.status);
      }),
      { numRuns: 60 },
    );
    await expectAlive(b);
    await until(() => b.logger.lines.every(({ level }) => level !== 'error'), 'a log without errors');
  });
});
