import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import type { Peer } from '../rpc/call.ts';
import { type HttpHandler, type HttpRequest, type HttpResponse, plainText } from './http-message.ts';
import { parseTarget } from './request-target.ts';

/** etcd's ReadHeaderTimeout: a client has this long to send its header fields. */
const HEADERS_TIMEOUT_MS = 300_000;

/** How often connections are looked at for it, at most, in milliseconds. */
const CHECK_INTERVAL_MS = 30_000;

/** Clients that keep connections for later requests are not cut off early, which would look like a failure to them. */
const KEEP_ALIVE_TIMEOUT_MS = 300_000;

/** Bytes of one request's header fields, as Go's servers allow. */
const HEADER_BYTES_MAX = 1 << 20;

/** Takes a connection over after `Upgrade`; false when it does not understand the protocol asked for. */
export type UpgradeHandler = (request: HttpRequest, socket: Duplex, head: Uint8Array) => boolean;

export interface Http1Options {
  readonly handler: HttpHandler;
  /** Says who is behind a connection. */
  readonly peerOf: (socket: Socket) => Peer;
  readonly onUpgrade?: UpgradeHandler;
  /** A client has this long to send its header fields, in milliseconds. Default 300,000. */
  readonly headersTimeoutMs?: number | undefined;
}

/**
 * HTTP/1.1 for connections that were accepted elsewhere: hand them over with `server.emit('connection', socket)`, and `close` the server at the
 * end.
 */
export function createHttp1Server(options: Http1Options): Server {
  const headersTimeout = options.headersTimeoutMs ?? HEADERS_TIMEOUT_MS;
  const server = createServer(
    {
      headersTimeout,
      connectionsCheckingInterval: Math.min(CHECK_INTERVAL_MS, headersTimeout),
      requestTimeout: 0,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      maxHeaderSize: HEADER_BYTES_MAX,
      // A client may offer other protocols, such as h2c; it is served by HTTP/1.1 then (RFC 9110 section 7.8).
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    (incoming, outgoing) => {
      void answer(options, incoming, outgoing);
    },
  );
  // Node keeps track of connections, for timeouts and for closing idle ones, from this event on.
  server.emit('listening');
  if (options.onUpgrade !== undefined) {
    const { onUpgrade } = options;
    server.on('upgrade', (incoming, socket, head) => {
      const request = toHttpRequest(incoming, options.peerOf(incoming.socket), new AbortController().signal);
      if (request === undefined || !onUpgrade(request, socket, head)) {
        socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      }
    });
  }
  return server;
}

async function answer(options: Http1Options, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.on('close', () => gone.abort());
  try {
    const request = toHttpRequest(incoming, options.peerOf(incoming.socket), gone.signal);
    const response = request === undefined ? plainText(400, '400 Bad Request\n') : await options.handler(request);
    await send(incoming, outgoing, response);
  } catch (error) {
    if (outgoing.headersSent) outgoing.destroy();
    else await send(incoming, outgoing, plainText(500, `${error instanceof Error ? error.message : String(error)}\n`));
  }
}

function toHttpRequest(incoming: IncomingMessage, peer: Peer, signal: AbortSignal): HttpRequest | undefined {
  const target = parseTarget(incoming.url ?? '/');
  if (target === undefined) return undefined;
  return {
    method: incoming.method ?? 'GET',
    ...target,
    header: (name) => headerText(incoming.headers[name]),
    headers: () => headerPairs(incoming),
    body: incoming,
    peer,
    secure: incoming.socket instanceof TLSSocket,
    signal,
  };
}

function headerText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(', ') : value;
}

function* headerPairs(incoming: IncomingMessage): Iterable<readonly [string, string]> {
  const raw = incoming.rawHeaders;
  for (let i = 0; i + 1 < raw.length; i += 2) yield [(raw[i] as string).toLowerCase(), raw[i + 1] as string];
}

async function send(incoming: IncomingMessage, outgoing: ServerResponse, response: HttpResponse): Promise<void> {
  const { body } = response;
  for (const [name, value] of Object.entries(response.headers ?? {})) outgoing.setHeader(name, value);
  outgoing.statusCode = response.status;
  // A handler that answers without reading all of a body leaves bytes behind that are no next request.
  if (!incoming.complete) outgoing.setHeader('connection', 'close');
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array(0));
    outgoing.setHeader('content-length', bytes.length);
    outgoing.end(incoming.method === 'HEAD' ? undefined : bytes);
    return;
  }
  outgoing.flushHeaders();
  for await (const chunk of body) {
    if (outgoing.destroyed) break;
    if (!outgoing.write(chunk)) await drained(outgoing);
  }
  outgoing.end();
}

/** Resolves when more can be written, or nobody reads any more. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off('drain', done).off('close', done);
      resolve();
    };
    outgoing.on('drain', done).on('close', done);
    if (outgoing.destroyed) done();
  });
}
