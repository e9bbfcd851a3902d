import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http2 from 'node:http2';
import { connect as connectTcp, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { Http2ClientConnection } from '../connection/client-connection.ts';
import { Http2ServerConnection, type ServerHandler } from '../connection/server-connection.ts';
import { ErrorCode } from '../frame/error-code.ts';
import type { HeaderField } from '../headers/header-field.ts';
import type { ClientStream, ServerStream } from '../stream/stream.ts';
import { SocketTransport } from '../transport/socket-transport.ts';

/** What the tests opened, closed after each of them. */
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Serves a handler of ours; returns the port. */
async function serve(
  handler: ServerHandler,
  port: number,
): Promise<{ connections: Http2ServerConnection[]; server: Server }> {
  const connections: Http2ServerConnection[] = [];
  const server = createServer((socket) => {
    connections.push(new Http2ServerConnection(new SocketTransport(socket), handler));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => {
    for (const connection of connections) connection.destroy();
    server.close();
  });
  return { connections, server };
}

function connectNode(port: number): http2.ClientHttp2Session {
  const session = http2.connect(`http://127.0.0.1:${port}`);
  cleanups.push(() => session.destroy());
  return session;
}

/** A server of node:http2. */
async function serveNode(
  port: number,
  onStream: (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => void,
) {
  const server = http2.createServer();
  server.on('stream', onStream);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => server.close());
}

async function connectOurs(port: number): Promise<Http2ClientConnection> {
  const socket: Socket = connectTcp(port, '127.0.0.1');
  await once(socket, 'connect');
  const connection = new Http2ClientConnection(new SocketTransport(socket));
  cleanups.push(() => connection.destroy());
  return connection;
}

interface Answer {
  status: number;
  headers: http2.IncomingHttpHeaders;
  body: Buffer;
  trailers: http2.IncomingHttpHeaders;
}

function answerOf(stream: http2.ClientHttp2Stream): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const answer: Answer = { status: 0, headers: {}, body: Buffer.alloc(0), trailers: {} };
    stream.on('response', (headers) => {
      answer.headers = headers;
      answer.status = Number(headers[':status']);
    });
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('trailers', (trailers) => {
      answer.trailers = trailers;
    });
    stream.on('error', reject);
    stream.on('close', () => {
      answer.body = Buffer.concat(parts);
      resolve(answer);
    });
  });
}

/** Sends everything back as it comes, no faster than it is taken. */
const echo: ServerHandler = {
  onStream(stream, headers, endStream) {
    const type = headers.get('content-type') ?? 'text/plain';
    stream.respond(
      [
        [':status', '200'],
        ['content-type', type],
        ['x-path', headers.path],
      ],
      false,
    );
    if (endStream) stream.sendTrailers([['x-done', 'yes']]);
    let owed = 0;
    return {
      onData(_stream: ServerStream, bytes: Uint8Array, end: boolean) {
        if (stream.sendData(bytes, false)) stream.consumed(bytes.length);
        else owed += bytes.length;
        if (end) stream.sendTrailers([['x-done', 'yes']]);
      },
      onTrailers: () => stream.sendTrailers([['x-done', 'yes']]),
      onReset: () => {},
      onWritable() {
        stream.consumed(owed);
        owed = 0;
      },
    };
  },
};

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('our server, node:http2 as the client', () => {
  it('answers a request with headers, data and trailers', async () => {
    await serve(echo, 21_100);
    const stream = connectNode(21_100).request({ ':method': 'POST', ':path': '/a?b', 'content-type': 'application/x' });
    stream.end('hello');
    expect(await answerOf(stream)).toMatchObject({
      status: 200,
      headers: { 'x-path': '/a?b', 'content-type': 'application/x' },
      body: Buffer.from('hello'),
      trailers: { 'x-done': 'yes' },
    });
  });

  it('takes trailers of a request', async () => {
    let seen: readonly HeaderField[] = [];
    await serve(
      {
        onStream: (stream) => ({
          onData: (_stream, bytes) => stream.consumed(bytes.length),
          onTrailers(_stream, trailers) {
            seen = trailers;
            stream.respond([[':status', '204']], true);
          },
          onReset: () => {},
          onWritable: () => {},
        }),
      },
      21_101,
    );
    const stream = connectNode(21_101).request({ ':method': 'POST' }, {
      waitForTrailers: true,
    } as http2.ClientSessionRequestOptions);
    stream.on('wantTrailers', () => stream.sendTrailers({ checksum: 'abc' }));
    stream.end('body');
    expect((await answerOf(stream)).status).toBe(204);
    expect(seen).toEqual([['checksum', 'abc']]);
  });

  it('echoes a body far larger than all windows', async () => {
    await serve(echo, 21_102);
    const body = randomBytes(24 * 1024 * 1024);
    const stream = connectNode(21_102).request({ ':method': 'POST' });
    const answer = answerOf(stream);
    for (let at = 0; at < body.length; at += 256 * 1024) {
      if (!stream.write(body.subarray(at, at + 256 * 1024))) await once(stream, 'drain');
    }
    stream.end();
    expect(digest((await answer).body)).toBe(digest(body));
  });

  it('keeps 1,000 streams apart', async () => {
    await serve(echo, 21_103);
    const session = connectNode(21_103);
    session.setMaxListeners(2000);
    await once(session, 'remoteSettings');
    const answers = await Promise.all(
      Array.from({ length: 1000 }, (_, index) => {
        const stream = session.request({ ':method': 'POST', ':path': `/${index}` });
        stream.end(`body ${index} `.repeat(1 + (index % 50)));
        return answerOf(stream);
      }),
    );
    answers.forEach((answer, index) => {
      expect(answer.headers['x-path']).toBe(`/${index}`);
      expect(answer.body.toString()).toBe(`body ${index} `.repeat(1 + (index % 50)));
    });
  });

  it('holds a writer back while the client does not read, and loses nothing', async () => {
    let queuedMax = 0;
    let written = 0;
    const total = 20 * 1024 * 1024;
    const chunk = Buffer.alloc(64 * 1024, 0x61);
    await serve(
      {
        onStream(stream) {
          const fill = () => {
            let writable = true;
            while (writable && written < total) {
              written += chunk.length;
              writable = stream.sendData(chunk, written >= total);
              queuedMax = Math.max(queuedMax, stream.queuedBytes);
            }
          };
          stream.respond([[':status', '200']], false);
          fill();
          return { onData: () => {}, onTrailers: () => {}, onReset: () => {}, onWritable: fill };
        },
      },
      21_104,
    );
    const stream = connectNode(21_104).request();
    stream.pause();
    await once(stream, 'response');
    await sleep(100);
    expect(written).toBeLessThan(4 * 1024 * 1024);
    let received = 0;
    stream.on('data', (part: Buffer) => {
      received += part.length;
    });
    stream.resume();
    await once(stream, 'end');
    expect(received).toBe(total);
    expect(queuedMax).toBeLessThanOrEqual(64 * 1024 + chunk.length);
  });

  it('tells a handler that the client cancelled', async () => {
    const { promise: reset, resolve } = Promise.withResolvers<number>();
    await serve(
      {
        onStream: () => ({
          onData: () => {},
          onTrailers: () => {},
          onReset: (_stream, code) => resolve(code),
          onWritable: () => {},
        }),
      },
      21_105,
    );
    const stream = connectNode(21_105).request();
    stream.on('error', () => {});
    setTimeout(() => stream.close(http2.constants.NGHTTP2_CANCEL), 20);
    expect(await reset).toBe(ErrorCode.Cancel);
  });

  it('shuts down in good order: the open request is answered, then both sides close', async () => {
    const { promise: arrived, resolve } = Promise.withResolvers<ServerStream>();
    const { connections } = await serve(
      {
        onStream(stream) {
          resolve(stream);
          return { onData: () => {}, onTrailers: () => {}, onReset: () => {}, onWritable: () => {} };
        },
      },
      21_106,
    );
    const session = connectNode(21_106);
    const answer = answerOf(session.request());
    const stream = await arrived;
    const goAway = once(session, 'goaway');
    const done = connections[0]?.shutdown();
    await goAway;
    stream.respond([[':status', '200']], false);
    stream.sendData(Buffer.from('late'), true);
    expect((await answer).body.toString()).toBe('late');
    await done;
    expect(connections[0]?.closed).toBe(true);
  });

  it('answers pings and settings', async () => {
    const { connections } = await serve(echo, 21_107);
    const session = connectNode(21_107);
    await once(session, 'remoteSettings');
    expect(session.remoteSettings).toMatchObject({ maxFrameSize: 16_384, maxConcurrentStreams: 1000 });
    await new Promise<void>((resolve, reject) => session.ping((error) => (error ? reject(error) : resolve())));
    const trip = await new Promise<number>((resolve) => connections[0]?.ping(resolve));
    expect(trip).toBeGreaterThan(0);
    await new Promise<void>((resolve) =>
      session.settings({ initialWindowSize: 1000, headerTableSize: 0 }, () => resolve()),
    );
    const stream = session.request({ ':method': 'POST' });
    stream.end('after the change');
    expect((await answerOf(stream)).body.toString()).toBe('after the change');
  });
});

describe('our client, a server of node:http2', () => {
  function ask(connection: Http2ClientConnection, path: string, body: Buffer) {
    const { promise, resolve, reject } = Promise.withResolvers<{
      status: number;
      body: Buffer;
      trailers: readonly HeaderField[];
    }>();
    const parts: Uint8Array[] = [];
    let status = 0;
    const finish = (trailers: readonly HeaderField[]) => resolve({ status, body: Buffer.concat(parts), trailers });
    const fields = [
      [':method', 'POST'],
      [':scheme', 'http'],
      [':path', path],
      [':authority', '127.0.0.1'],
    ] as const;
    const stream = connection.request(fields, body.length === 0, {
      onHeaders(_stream, headers, endStream) {
        status = headers.status;
        if (endStream) finish([]);
      },
      onData(stream: ClientStream, bytes, endStream) {
        parts.push(bytes);
        stream.consumed(bytes.length);
        if (endStream) finish([]);
      },
      onTrailers: (_stream, trailers) => finish(trailers),
      onReset: (_stream, code) => reject(new Error(`reset with ${code}`)),
      onWritable: () => {},
    });
    if (body.length > 0) stream.sendData(body, true);
    return promise;
  }

  it('gets headers, data and trailers', async () => {
    await serveNode(21_110, (stream, headers) => {
      stream.respond({ ':status': 201 }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'x-path': headers[':path'] ?? '' }));
      stream.end('created');
    });
    const answer = await ask(await connectOurs(21_110), '/made', Buffer.alloc(0));
    expect(answer).toEqual({ status: 201, body: Buffer.from('created'), trailers: [['x-path', '/made']] });
  });

  it('uploads and downloads more than all windows', async () => {
    await serveNode(21_111, (stream) => {
      stream.respond({ ':status': 200 });
      stream.pipe(stream);
    });
    const body = randomBytes(8 * 1024 * 1024);
    const answer = await ask(await connectOurs(21_111), '/', body);
    expect(digest(answer.body)).toBe(digest(body));
  });

  it('runs many requests at once', async () => {
    await serveNode(21_112, (stream, headers) => {
      stream.respond({ ':status': 200 });
      stream.end(headers[':path']);
    });
    const connection = await connectOurs(21_112);
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, i) => ask(connection, `/${i}`, Buffer.from('x'))),
    );
    expect(answers.map(({ body }) => body.toString())).toEqual(Array.from({ length: 500 }, (_, i) => `/${i}`));
    await connection.shutdown();
    expect(connection.closed).toBe(true);
  });
});
