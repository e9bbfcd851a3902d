import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import tls from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { Http2ClientConnection } from '../connection/client-connection.ts';
import type { CloseReason } from '../connection/connection.ts';
import { clientPreface } from '../connection/preface.ts';
import { Http2ServerConnection, type ServerHandler } from '../connection/server-connection.ts';
import { headersFrame, parseFrames, requestFields, settingsFrame, windowUpdate } from '../scripted/raw-frames.ts';
import { SocketTransport } from './socket-transport.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Sends every request's body back in one piece, after it is complete. */
const echo: ServerHandler = {
  onStream(stream, _headers, endStream) {
    const parts: Uint8Array[] = [];
    const answer = () => {
      stream.respond([[':status', '200']], false);
      stream.sendData(parts, true);
    };
    if (endStream) answer();
    return {
      onData(_stream, bytes, end) {
        parts.push(bytes);
        stream.consumed(bytes.length);
        if (end) answer();
      },
      onTrailers: answer,
      onReset: () => {},
      onWritable: () => {},
    };
  },
};

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
}

/** Sends a body and resolves with what comes back. */
function exchange(client: Http2ClientConnection, body: Buffer): Promise<Buffer> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
  const parts: Uint8Array[] = [];
  const stream = client.request(requestFields, false, {
    onHeaders: () => {},
    onData(of, bytes, end) {
      parts.push(bytes);
      of.consumed(bytes.length);
      if (end) resolve(Buffer.concat(parts));
    },
    onTrailers: () => {},
    onReset: (_stream, code) => reject(new Error(`reset with ${code}`)),
    onWritable: () => {},
  });
  stream.sendData(body, true);
  return promise;
}

it('carries large bodies over TLS, with ALPN', async () => {
  // Pre-shared keys spare the test a certificate.
  const psk = randomBytes(32);
  const secure = { ALPNProtocols: ['h2'], ciphers: 'PSK', minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
  const server = tls.createServer({ ...secure, pskCallback: () => psk, pskIdentityHint: 'test' }, (socket) => {
    new Http2ServerConnection(new SocketTransport(socket), echo);
  });
  await listen(server, 21_200);
  const socket = tls.connect({
    ...secure,
    port: 21_200,
    host: '127.0.0.1',
    checkServerIdentity: () => undefined,
    pskCallback: () => ({ psk, identity: 'test' }),
  });
  await once(socket, 'secureConnect');
  expect(socket.alpnProtocol).toBe('h2');
  const client = new Http2ClientConnection(new SocketTransport(socket));
  cleanups.push(() => client.destroy());
  const bodies = [randomBytes(10), randomBytes(3_000_000), randomBytes(200_000)];
  const answers = await Promise.all(bodies.map((body) => exchange(client, body)));
  expect(answers.map((answer, index) => answer.equals(bodies[index] as Buffer))).toEqual([true, true, true]);
  await client.shutdown();
  expect(socket.destroyed).toBe(true);
});

it('takes bytes that a listener has read before', async () => {
  const server = createServer((socket: Socket) => {
    socket.once('data', (first: Buffer) => {
      socket.pause();
      const connection = new Http2ServerConnection(new SocketTransport(socket), echo);
      connection.receive(first);
      socket.resume();
    });
  });
  await listen(server, 21_201);
  const socket = connect(21_201, '127.0.0.1');
  const client = new Http2ClientConnection(new SocketTransport(socket));
  cleanups.push(() => client.destroy());
  expect((await exchange(client, Buffer.from('hello'))).toString()).toBe('hello');
});

it('answers a client that closes its sending half, then closes', async () => {
  await listen(
    createServer((socket) => {
      new Http2ServerConnection(new SocketTransport(socket), echo);
    }),
    21_202,
  );
  const socket = connect({ port: 21_202, host: '127.0.0.1', allowHalfOpen: true });
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  socket.end(Buffer.concat([clientPreface, settingsFrame(), headersFrame(1, requestFields, true)]));
  await once(socket, 'end');
  const frames = parseFrames(Buffer.concat(parts));
  expect(frames.some(({ streamId, type }) => streamId === 1 && type === 1)).toBe(true);
});

it('notices within moments that a client with a complete request has gone', async () => {
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
  const { promise: reset, resolve: tell } = Promise.withResolvers<void>();
  const handler: ServerHandler = {
    onStream() {
      arrive();
      return { onData: () => {}, onTrailers: () => {}, onReset: () => tell(), onWritable: () => {} };
    },
  };
  await listen(
    createServer((socket) => {
      new Http2ServerConnection(new SocketTransport(socket), handler, { limits: { halfClosedTimeoutMs: 600_000 } });
    }),
    21_205,
  );
  const socket = connect(21_205, '127.0.0.1');
  socket.resume();
  socket.write(Buffer.concat([clientPreface, settingsFrame(), headersFrame(1, requestFields, true)]));
  await arrived;
  socket.destroy();
  await reset;
});

it('tells the connection that the peer has broken off', async () => {
  const { promise, resolve } = Promise.withResolvers<CloseReason>();
  await listen(
    createServer((socket) => {
      new Http2ServerConnection(new SocketTransport(socket), {
        ...echo,
        onClose: (_connection, reason) => resolve(reason),
      });
    }),
    21_203,
  );
  const socket = connect(21_203, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.resetAndDestroy();
  expect((await promise).error).toMatchObject({ code: 'ECONNRESET' });
});

it('stops reading from a client that does not read its answers, and keeps what it holds bounded', async () => {
  const connections: Http2ServerConnection[] = [];
  const handler: ServerHandler = {
    onStream(stream) {
      stream.answer([[':status', '200']], Buffer.alloc(1000), [['x', 'y'.repeat(1000)]]);
      return { onData: () => {}, onTrailers: () => {}, onReset: () => {}, onWritable: () => {} };
    },
  };
  await listen(
    createServer((socket) => {
      connections.push(
        new Http2ServerConnection(new SocketTransport(socket), handler, {
          limits: { concurrentStreamsMax: 2 ** 32 - 1 },
        }),
      );
    }),
    21_204,
  );
  const socket = connect(21_204, '127.0.0.1');
  cleanups.push(() => socket.destroy());
  socket.pause();
  // Windows are open, so that only the transport holds the answers back.
  socket.write(Buffer.concat([clientPreface, settingsFrame([4, 2 ** 31 - 1]), windowUpdate(0, 2 ** 31 - 65_536)]));
  let id = 1;
  let stuck = false;
  for (let round = 0; round < 2000 && !stuck; round++) {
    const requests = Array.from({ length: 200 }, () => {
      id += 2;
      return headersFrame(id, requestFields, true);
    });
    if (socket.write(Buffer.concat(requests))) continue;
    stuck = await Promise.race([
      once(socket, 'drain').then(() => false),
      new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 500)),
    ]);
  }
  expect(stuck).toBe(true);
  // Far fewer than 400,000 requests were read before the server stopped.
  expect(connections[0]?.stats.streamsTotal).toBeLessThan(100_000);
});
