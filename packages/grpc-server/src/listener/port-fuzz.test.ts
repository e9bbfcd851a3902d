import { randomInt } from 'node:crypto';
import { connect } from 'node:net';
import { PutRequest, services } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { GrpcJsClient } from '../testdata/grpc-js-client.ts';
import { callFrames as call, frame, preface } from '../testdata/raw-frames.ts';
import { TestServer } from '../testdata/test-server.ts';

const port = 22_080;
const { MemberList } = services['etcdserverpb.Cluster'];

/** How many connections are tried; a longer run sets the variable, and `PORT_FUZZ_SEED` repeats one. */
const connections = Number(process.env.PORT_FUZZ_CONNECTIONS ?? 400);

/** mulberry32: small, and the same on every machine. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const put = PutRequest.encode(PutRequest.create({ key: Buffer.from('k'), value: Buffer.alloc(40, 'v') }));
const conversations = [
  Buffer.concat([
    preface,
    call(1, '/etcdserverpb.KV/Put', put),
    call(3, '/etcdserverpb.KV/Txn', Buffer.from('0a0a1a016122030a0131', 'hex')),
    call(5, '/etcdserverpb.Watch/Watch', Buffer.from('0a030a0161', 'hex')),
    call(7, '/etcdserverpb.Maintenance/Snapshot', Buffer.alloc(0)),
    call(9, '/version', Buffer.alloc(0)),
    frame(6, 0, 0, Buffer.alloc(8)),
    frame(3, 0, 5, Buffer.from([0, 0, 0, 8])),
  ]),
  Buffer.from(
    'POST /v3/kv/put HTTP/1.1\r\nhost: a\r\ncontent-length: 14\r\n\r\n{"key":"Zm9v"}GET /health HTTP/1.1\r\nhost: a\r\n\r\n',
  ),
  Buffer.from('POST /v3/watch HTTP/1.1\r\nhost: a\r\ncontent-length: 33\r\n\r\n{"create_request":{"key":"Zm9v"}}'),
  Buffer.from(
    'GET /v3/watch HTTP/1.1\r\nhost: a\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-key: abc\r\n\r\n' +
      '\x81\x82\x01\x02\x03\x04zx',
    'latin1',
  ),
];

/** A conversation with some bytes changed, lost or repeated. */
function damage(original: Buffer, next: () => number): Buffer {
  let bytes = Buffer.from(original);
  for (let changes = Math.floor(next() * 6); changes > 0; changes--) {
    const at = Math.floor(next() * bytes.length);
    const until = Math.min(bytes.length, at + 1 + Math.floor(next() * 30));
    const kind = next();
    if (kind < 0.6) bytes[at] = Math.floor(next() * 256);
    else if (kind < 0.8) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(until)]);
    else bytes = Buffer.concat([bytes.subarray(0, until), bytes.subarray(at)]);
  }
  return bytes;
}

/** Sends bytes in pieces and leaves, in good order or not. */
function talk(bytes: Buffer, next: () => number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => {}).on('close', () => resolve());
    socket.resume();
    const cut = Math.floor(next() * bytes.length);
    socket.write(bytes.subarray(0, cut));
    setImmediate(() => {
      if (socket.destroyed) return;
      socket.write(bytes.subarray(cut));
      setTimeout(() => socket.destroy(), next() * 10);
    });
  });
}

test('whatever clients send, the server goes on serving and keeps nothing of it', async () => {
  const seed = Number(process.env.PORT_FUZZ_SEED ?? randomInt(2 ** 31));
  console.log(`port fuzz: seed ${seed}, ${connections} connections`);
  const next = random(seed);
  await using server = await TestServer.start({ address: { host: '127.0.0.1', port } });
  for (let done = 0; done < connections; done += 20) {
    const batch = Array.from({ length: 20 }, () =>
      talk(damage(conversations[Math.floor(next() * conversations.length)] as Buffer, next), next),
    );
    await Promise.all(batch);
  }
  using client = new GrpcJsClient(`127.0.0.1:${port}`);
  const { members } = MemberList.response.decode(await client.call(MemberList.path, new Uint8Array(0)));
  expect(members.length, `seed ${seed}`).toBeGreaterThan(0);
  // What was half closed is dropped after five seconds, what was ended for an error after one.
  await expect.poll(() => server.backend.watch.openStreams).toBe(0);
  await expect.poll(() => server.grpc.metrics().openConnections).toBe(1);
});
