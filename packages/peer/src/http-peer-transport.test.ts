import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { MessageType, RaftMessage } from '@quorate/protocol';
import { VirtualClock } from '@quorate/simulated-ports';
import { describe, expect, it } from 'vitest';
import { append, heartbeat } from './testdata/messages.ts';
import { join, TestPeer, testClusterId, until } from './testdata/test-peer.ts';

const indexes = (peer: TestPeer) =>
  peer.handler.received.filter((m) => m.type === MessageType.MsgApp).map((m) => m.index);
const hasStreams = (from: TestPeer, to: TestPeer) =>
  from.asked.filter((line) => line.endsWith(`/${to.id.toString(16)}`));

/** Waits until each of the peers reads both streams of every other. */
async function connected(...peers: readonly TestPeer[]): Promise<void> {
  for (const peer of peers) {
    const others = peers.filter((other) => other !== peer);
    await until(() => others.every((other) => hasStreams(peer, other).length >= 2), `streams of ${peer.id}`);
    await until(() => others.every((other) => peer.transport.activeSinceMs(other.id) !== undefined), 'activity');
  }
}

describe('two members', () => {
  it('exchange messages on two streams, each kind in order', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    join(a, b);
    await connected(a, b);
    for (let index = 1; index <= 100; index++) a.transport.send([append(1n, 2n, index), heartbeat(1n, 2n, index)]);
    await until(() => b.handler.received.length === 200, 'all messages');
    expect(indexes(b)).toEqual(Array.from({ length: 100 }, (_, at) => at));
    const commits = b.handler.received.filter((m) => m.type === MessageType.MsgHeartbeat).map((m) => m.commit);
    expect(commits).toEqual(Array.from({ length: 100 }, (_, at) => at + 1));
    expect(b.handler.received.every((message) => message.from === 1n && message.to === 2n)).toBe(true);
    expect(a.asked.some((line) => line.startsWith('POST'))).toBe(false);
  });

  it('reach each other by single messages as long as no stream stands, and learn where a stranger is', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    // Only one of them knows the other: nobody reads from it.
    a.transport.addPeer(2n, [b.url]);
    a.transport.send([append(1n, 2n, 1), heartbeat(1n, 2n, 7)]);
    await until(() => b.handler.received.length === 2, 'posted messages');
    expect(b.transport.hasPeer(1n)).toBe(false);
    b.transport.send([heartbeat(2n, 1n, 8)]);
    await until(() => a.handler.received.length === 1, 'the answer to the stranger');
    expect(a.asked).toContain('POST /raft');
    expect(b.asked.filter((line) => line.includes('/raft/stream/')).length).toBeGreaterThan(0);
  });

  it('send a message of a removed member nowhere', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    join(a, b);
    await connected(a, b);
    a.transport.removePeer(2n);
    a.transport.send([heartbeat(1n, 2n)]);
    expect(a.transport.activeSinceMs(2n)).toBeUndefined();
    await until(() => b.transport.activeSinceMs(1n) === undefined, 'the cut');
    expect(b.handler.received).toEqual([]);
  });

  it('refuse to send what must not leave a node', async () => {
    await using a = await TestPeer.start(1n);
    for (const type of [MessageType.MsgHup, MessageType.MsgStorageAppend, MessageType.MsgSnap]) {
      expect(() => a.transport.send([RaftMessage.create({ type, from: 1n, to: 2n })])).toThrow('between members');
    }
  });
});

describe('three members', () => {
  it('find each other again when connections are cut, and say what may be lost', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    await using c = await TestPeer.start(3n);
    join(a, b, c);
    for (let cut = 1; cut <= 3; cut++) {
      await connected(a, b, c);
      a.asked.length = 0;
      b.asked.length = 0;
      a.cut();
      b.cut();
      await connected(a, b);
      expect(a.handler.unreachable).toContain(2n);
      a.transport.send([append(1n, 2n, cut), append(1n, 3n, cut)]);
      await until(() => indexes(b).length === cut && indexes(c).length === cut, `messages after cut ${cut}`);
    }
    expect(a.logger.has('peer became inactive (message send to peer failed)')).toBe(true);
    expect(a.logger.lines.every((line) => line.level !== 'error')).toBe(true);
  });

  it('reach a member at its second URL when the first is dead', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    a.transport.addPeer(2n, ['http://127.0.0.1:1', b.url]);
    b.transport.addPeer(1n, [a.url]);
    await connected(a, b);
    a.transport.updatePeer(2n, [b.url]);
    b.transport.send([heartbeat(2n, 1n)]);
    await until(() => a.handler.received.length === 1, 'a message by the second URL');
  });
});

describe('a member that cannot be reached', () => {
  it('is complained of once for each reason, however often it is tried', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n, { clusterId: 99n });
    a.transport.addPeer(2n, ['http://127.0.0.1:1']);
    const reasons = () =>
      a.logger.lines
        .filter(
          ({ message, fields }) =>
            message === 'failed to dial a remote peer' && fields['stream-reader-type'] === 'msgapp',
        )
        .map(({ fields }) => String(fields.error));
    await until(() => reasons().length === 1, 'the first reason');
    a.transport.updatePeer(2n, [b.url]);
    await until(() => b.asked.length >= 6, 'three attempts on each stream');
    expect(reasons()).toHaveLength(2);
    expect(reasons()[0]).toContain('ECONNREFUSED');
    expect(reasons()[1]).toContain('cluster ID mismatch');
  });
});

describe('a member that was removed', () => {
  it('is told so when it asks for a stream', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    b.handler.removed.add(1n);
    a.transport.addPeer(2n, [b.url]);
    await until(() => a.handler.ends > 0, 'the word that it was removed');
    expect(b.transport.hasPeer(1n)).toBe(false);
  });

  it('is told so when it posts a message, but not when the message is for somebody else', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    a.transport.addStranger(2n, [b.url]);
    a.transport.addStranger(3n, [b.url]);
    a.transport.send([heartbeat(1n, 3n)]);
    await until(() => a.handler.unreachable.includes(3n), 'the refusal');
    expect(a.handler.ends).toBe(0);
    b.handler.removed.add(1n);
    a.transport.send([heartbeat(1n, 2n)]);
    await until(() => a.handler.ends === 1, 'the word that it was removed');
    expect(b.handler.received).toEqual([]);
  });
});

describe('a member of another cluster', () => {
  it.each([
    ['cluster ID mismatch', { clusterId: 99n }],
    ['incompatible version', { serverVersion: '2.3.0' }],
  ])('is refused with %s, and says so in its log', async (text, options) => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n, options);
    join(a, b);
    a.transport.send([heartbeat(1n, 2n)]);
    b.transport.send([heartbeat(2n, 1n)]);
    const failures = (peer: TestPeer) =>
      peer.logger.lines.filter((line) => line.message === 'failed to dial a remote peer');
    await until(() => failures(a).length > 0 && failures(b).length > 0, 'refusals on both sides');
    expect(String(failures(b)[0]?.fields.error)).toContain(text);
    expect([...a.handler.received, ...b.handler.received]).toEqual([]);
    expect([a.handler.ends, b.handler.ends]).toEqual([0, 0]);
  });
});

/** Lets virtual time pass, at the pace at which sockets follow, until `condition` holds; resolves how long that took. */
async function advanceUntil(clock: VirtualClock, condition: () => boolean): Promise<number> {
  const startedMs = clock.monotonicMs();
  while (!condition()) {
    if (clock.monotonicMs() - startedMs > 60_000) throw new Error('a minute passed in vain');
    await clock.advance(50);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  return clock.monotonicMs() - startedMs;
}

describe('a member that does not answer', () => {
  it('is dialled again when its stream is silent for 5 s, and when it does not answer at all', async () => {
    const clock = new VirtualClock();
    await using a = await TestPeer.start(1n, { clock });
    let mode: 'silent stream' | 'no answer' = 'silent stream';
    let asked = 0;
    const headers = { 'X-Server-Version': '3.7.1', 'X-Etcd-Cluster-ID': testClusterId.toString(16) };
    const stuck = createServer((request, response) => {
      // Probes go on beside the streams.
      if (!request.url?.startsWith('/raft/stream/')) return;
      asked++;
      if (mode === 'silent stream') response.writeHead(200, headers).flushHeaders();
    });
    await new Promise<void>((resolve) => stuck.listen(0, '127.0.0.1', resolve));
    a.transport.addPeer(2n, [`http://127.0.0.1:${(stuck.address() as AddressInfo).port}`]);
    await until(
      () => a.logger.lines.filter(({ message }) => message.startsWith('established')).length === 2,
      'streams',
    );
    expect(a.transport.activeSinceMs(2n)).toBe(0);
    mode = 'no answer';
    const silentMs = await advanceUntil(clock, () => a.transport.activeSinceMs(2n) === undefined);
    expect(silentMs).toBeGreaterThanOrEqual(5000);
    await advanceUntil(clock, () => asked >= 4);
    const unansweredMs = await advanceUntil(clock, () => asked >= 8);
    expect(unansweredMs).toBeGreaterThanOrEqual(10_000);
    expect(a.logger.has('failed to dial a remote peer')).toBe(true);
    stuck.closeAllConnections();
    await new Promise((resolve) => stuck.close(resolve));
  });

  it('shows that it is alive on idle streams, three times as often as it must', async () => {
    const clock = new VirtualClock();
    await using a = await TestPeer.start(1n, { clock });
    a.transport.addPeer(2n, ['http://127.0.0.1:1']);
    const reader = connect(a.port, '127.0.0.1');
    let read = '';
    reader.on('data', (chunk) => {
      read += chunk.toString('latin1');
    });
    reader.write(
      `GET /raft/stream/msgapp/2 HTTP/1.1\r\nHost: a\r\nX-Etcd-Cluster-ID: ${testClusterId.toString(16)}\r\n` +
        'X-Server-From: 2\r\nX-Server-Version: 3.7.1\r\nX-Min-Cluster-Version: 3.0.0\r\nX-Raft-To: 1\r\n\r\n',
    );
    await until(() => read.includes('200 OK'), 'the stream');
    const chunk = '1\r\n\0\r\n';
    for (let beats = 1; beats <= 3; beats++) {
      await clock.advance(1667);
      await until(() => read.split(chunk).length === beats + 1, `sign of life ${beats}`);
    }
    reader.destroy();
  });
});

describe('a reader that does not read', () => {
  it('holds up neither heartbeats nor memory: what has no room is dropped and reported', async () => {
    await using a = await TestPeer.start(1n);
    await using b = await TestPeer.start(2n);
    a.transport.addPeer(2n, [b.url]);
    const stuck = connect(a.port, '127.0.0.1');
    stuck.pause();
    const ask = (kind: string) =>
      `GET /raft/stream/${kind}/2 HTTP/1.1\r\nHost: a\r\nX-Etcd-Cluster-ID: ${testClusterId.toString(16)}\r\n` +
      'X-Server-From: 2\r\nX-Server-Version: 3.7.1\r\nX-Min-Cluster-Version: 3.0.0\r\nX-Raft-To: 1\r\n\r\n';
    stuck.write(ask('msgapp'));
    const heard = connect(a.port, '127.0.0.1');
    let heardBytes = 0;
    heard.on('data', (chunk) => {
      heardBytes += chunk.length;
    });
    heard.write(ask('message'));
    await until(() => a.asked.length >= 2 && heardBytes > 0, 'both streams');
    let sent = 0;
    while (!a.handler.unreachable.includes(2n)) {
      a.transport.send([append(1n, 2n, ++sent, 1024 * 1024)]);
      if (sent > 200) throw new Error('200 MiB went into a stream that nobody reads');
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sent).toBeGreaterThan(32);
    const before = heardBytes;
    a.transport.send([heartbeat(1n, 2n)]);
    await until(() => heardBytes > before, 'a heartbeat past the backlog');
    stuck.destroy();
    heard.destroy();
  });
});
