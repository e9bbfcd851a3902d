import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { Http2ClientConnection } from '../connection/client-connection.ts';
import { encodeHeaderBlock } from '../hpack/header-block.ts';
import type { ClientStream, ResponseHandler } from '../stream/stream.ts';
import { SocketTransport } from '../transport/socket-transport.ts';

const headers = encodeHeaderBlock([
  [':method', 'POST'],
  [':scheme', 'http'],
  [':path', '/etcdserverpb.KV/Put'],
  [':authority', '127.0.0.1'],
  ['content-type', 'application/grpc'],
  ['te', 'trailers'],
]);

/** Starts the echo in a process of its own; returns how to end it. */
export async function startEcho(port: number): Promise<() => void> {
  const args = [...process.execArgv, new URL('./serve.ts', import.meta.url).pathname, String(port)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return () => child.kill();
}

/** Calls a second of `connections` × `streams` clients that each make one call after the other, with a body of `bodyBytes`. */
export async function measureOverSockets(
  port: number,
  connections: number,
  streams: number,
  bodyBytes: number,
  durationMs: number,
): Promise<number> {
  const body = Buffer.alloc(bodyBytes, 1);
  const clients = await Promise.all(Array.from({ length: connections }, () => open(port)));
  const startedMs = performance.now();
  const untilMs = startedMs + durationMs;
  let calls = 0;
  await Promise.all(
    clients.flatMap((client) =>
      Array.from({ length: streams }, () => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const handler: ResponseHandler = {
          onHeaders() {},
          onData: (stream: ClientStream, bytes) => stream.consumed(bytes.length),
          onTrailers() {
            calls++;
            if (performance.now() < untilMs) call();
            else resolve();
          },
          onReset: () => resolve(),
          onWritable() {},
        };
        const call = () => client.request(headers, false, handler).sendData(body, true);
        call();
        return promise;
      }),
    ),
  );
  const tookMs = performance.now() - startedMs;
  for (const client of clients) client.destroy();
  return (calls * 1000) / tookMs;
}

async function open(port: number): Promise<Http2ClientConnection> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  const { promise, resolve } = Promise.withResolvers<void>();
  const client = new Http2ClientConnection(new SocketTransport(socket), { onReady: () => resolve() });
  await promise;
  return client;
}
