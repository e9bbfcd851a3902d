import { once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { type HeaderField, Http2ClientConnection, SocketTransport } from '@quorate/http2';

/** More requests at once than any load asks of one connection. */
const STREAMS_MAX = 100_000;

/** Opens an HTTP/2 connection to `http://…` or `https://…` and waits for the server's settings. */
export async function openConnection(endpoint: string): Promise<Http2ClientConnection> {
  const socket = await openSocket(endpoint);
  const { promise, resolve, reject } = Promise.withResolvers<Http2ClientConnection>();
  new Http2ClientConnection(
    new SocketTransport(socket),
    {
      onReady: resolve,
      onClose: (_connection, reason) =>
        reject(new Error(`${endpoint} closed the connection: ${JSON.stringify(reason)}`)),
    },
    { limits: { concurrentStreamsMax: STREAMS_MAX } },
  );
  return promise;
}

/** The headers of a gRPC call: a list, so that they become one byte each once the connection's table knows them. */
export function callHeaders(endpoint: string, path: string): HeaderField[] {
  const { protocol, host } = new URL(endpoint);
  return [
    [':method', 'POST'],
    [':scheme', protocol.slice(0, -1)],
    [':path', path],
    [':authority', host],
    ['content-type', 'application/grpc'],
    ['te', 'trailers'],
  ];
}

async function openSocket(endpoint: string): Promise<Socket> {
  const { protocol, hostname, port } = new URL(endpoint);
  if (protocol === 'http:') {
    const socket = connectPlain(Number(port), hostname);
    await once(socket, 'connect');
    return socket;
  }
  const socket = connectSecure({
    host: hostname,
    port: Number(port),
    ALPNProtocols: ['h2'],
    rejectUnauthorized: false,
  });
  await once(socket, 'secureConnect');
  if (socket.alpnProtocol !== 'h2') throw new Error(`${endpoint} does not speak HTTP/2 over TLS`);
  return socket;
}
