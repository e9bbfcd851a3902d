import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Clock } from '@quorate/ports';
import { PeerError } from '../peer-error.ts';

/** TLS as a client of other members; read for every new connection, so that renewed certificates take effect. */
export type ClientTls = () => https.AgentOptions;

/** How requests reach other members. */
export interface PeerHttpOptions {
  readonly clock: Clock;
  readonly tls?: ClientTls;
  /** Milliseconds until a connection must stand; etcd: 1 s and the network's round trips, ours 5 s. */
  readonly connectTimeoutMs?: number;
}

export interface PeerRequest {
  /** `http(s)://host:port` of the member. */
  readonly baseUrl: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  /** The whole body, or one that is written as it comes. */
  readonly body?: Uint8Array | { readonly sizeBytes: number; readonly chunks: AsyncIterable<Uint8Array> };
  readonly signal?: AbortSignal;
}

const connectTimeoutMsDefault = 5000;

/** Requests to other members over HTTP/1.1, on connections that are kept. */
export class PeerHttp {
  readonly #options: PeerHttpOptions;
  readonly #agent: http.Agent;
  readonly #requests = new Set<http.ClientRequest>();

  constructor(options: PeerHttpOptions) {
    this.#options = options;
    this.#agent = new http.Agent({ keepAlive: true });
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  /** Resolves when the answer's headers are here. Rejects a PeerError `unreachable` or `timeout`. */
  send(request: PeerRequest): Promise<IncomingMessage> {
    const url = new URL(request.path, request.baseUrl);
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const sizeBytes = request.body instanceof Uint8Array ? request.body.length : request.body?.sizeBytes;
    const options: https.RequestOptions = {
      method: request.method,
      headers: { ...request.headers, ...(sizeBytes === undefined ? {} : { 'Content-Length': sizeBytes }) },
      ...(request.signal ? { signal: request.signal } : {}),
    };
    const outgoing =
      url.protocol === 'https:'
        ? https.request(url, { ...options, agent: false, ALPNProtocols: ['http/1.1'], ...this.#options.tls?.() })
        : http.request(url, { ...options, agent: this.#agent });
    this.#requests.add(outgoing);
    this.#limitConnecting(outgoing, request.baseUrl);
    outgoing.once('response', resolve);
    outgoing.on('error', (cause) => {
      if (cause instanceof PeerError) reject(cause);
      else reject(new PeerError('unreachable', `no answer from ${request.baseUrl}: ${cause.message}`, { cause }));
    });
    outgoing.once('close', () => this.#requests.delete(outgoing));
    writeBody(outgoing, request.body);
    return promise;
  }

  /** Ends every request and connection. */
  close(): void {
    for (const request of this.#requests) request.destroy();
    this.#agent.destroy();
  }

  #limitConnecting(request: http.ClientRequest, baseUrl: string): void {
    const timer = this.#options.clock.setTimer(this.#options.connectTimeoutMs ?? connectTimeoutMsDefault, () => {
      request.destroy(new PeerError('timeout', `no connection to ${baseUrl} in time`));
    });
    request.once('socket', (socket) => {
      if (!socket.connecting) timer.cancel();
      socket.once(socket instanceof Object && 'encrypted' in socket ? 'secureConnect' : 'connect', () =>
        timer.cancel(),
      );
    });
    request.once('close', () => timer.cancel());
  }
}

function writeBody(request: http.ClientRequest, body: PeerRequest['body']): void {
  if (body === undefined || body instanceof Uint8Array) {
    request.end(body);
    return;
  }
  void (async () => {
    try {
      for await (const chunk of body.chunks) {
        if (request.destroyed) return;
        if (!request.write(chunk)) await drained(request);
      }
      request.end();
    } catch (error) {
      request.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  })();
}

function drained(request: http.ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      request.off('drain', done);
      request.off('close', done);
      resolve();
    };
    request.once('drain', done);
    request.once('close', done);
  });
}

/** Reads an answer or request to its end. Rejects a PeerError `bad-answer` when it is longer than `bytesMax`. */
export async function readBody(message: AsyncIterable<Uint8Array>, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of message) {
    length += chunk.length;
    if (length > bytesMax) throw new PeerError('bad-answer', `a body of more than ${bytesMax} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
