import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';
import type { Clock } from '@quorate/ports';
import { PeerError } from '../peer-error.ts';
import { type BodyStream, writeBody } from './request-body.ts';

/** TLS as a client of other members; read for every new connection, so that renewed certificates take effect. */
export type ClientTls = () => https.AgentOptions;

/** How requests reach other members. */
export interface PeerHttpOptions {
  readonly clock: Clock;
  readonly tls?: ClientTls;
  /** Milliseconds until a connection must stand, TLS included; 5 s unless told. */
  readonly connectTimeoutMs?: number;
}

export interface PeerRequest {
  /** `http(s)://host:port` of the member. */
  readonly baseUrl: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Record<string, string>;
  /** The whole body, or one that is written as it comes. */
  readonly body?: Uint8Array | BodyStream;
  readonly signal?: AbortSignal;
  /**
   * Milliseconds until the headers of the answer must be here, counted from when the connection stands; without it the answer may
   * take for ever. A process that was stopped, or a machine that vanished, accepts requests and never answers.
   */
  readonly answerTimeoutMs?: number;
}

const connectTimeoutMsDefault = 5000;

/** A connection that nobody uses is closed after so many milliseconds, before the other side does it under a new request. */
const idleMsMax = 30_000;

/** Takes the certificates for each connection as they are then. Sessions are not resumed: they would keep the old ones. */
class RenewingAgent extends https.Agent {
  readonly #tls: ClientTls | undefined;

  constructor(tls: ClientTls | undefined) {
    super({ keepAlive: true, timeout: idleMsMax, maxCachedSessions: 0 });
    this.#tls = tls;
  }

  override createConnection(
    options: https.RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    return super.createConnection({ ...options, ALPNProtocols: ['http/1.1'], ...this.#tls?.() }, callback);
  }
}

/** Requests to other members over HTTP/1.1, on connections that are kept. */
export class PeerHttp {
  readonly #options: PeerHttpOptions;
  readonly #plain = new http.Agent({ keepAlive: true, timeout: idleMsMax });
  readonly #encrypted: https.Agent;
  readonly #requests = new Set<http.ClientRequest>();

  constructor(options: PeerHttpOptions) {
    this.#options = options;
    this.#encrypted = new RenewingAgent(options.tls);
  }

  get clock(): Clock {
    return this.#options.clock;
  }

  /** Resolves when the answer's headers are here. Rejects a PeerError `unreachable` or `timeout`. */
  send(request: PeerRequest): Promise<IncomingMessage> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const outgoing = this.#open(request);
    this.#requests.add(outgoing);
    this.#limitTime(outgoing, request);
    outgoing.once('response', (response) => {
      // Whoever reads it is told by the stream itself; one that is given up must not bring the process down.
      response.on('error', () => {});
      resolve(response);
    });
    outgoing.on('error', (cause) => {
      // An aborted request fails with an AbortError that has the signal's reason as its cause.
      if (cause instanceof PeerError) reject(cause);
      else if (cause.cause instanceof PeerError) reject(cause.cause);
      else reject(new PeerError('unreachable', `no answer from ${request.baseUrl}: ${cause.message}`, { cause }));
    });
    outgoing.once('close', () => this.#requests.delete(outgoing));
    writeBody(outgoing, request.body);
    return promise;
  }

  /** Ends every request and connection. */
  close(): void {
    for (const request of this.#requests) request.destroy();
    this.#plain.destroy();
    this.#encrypted.destroy();
  }

  #open({ baseUrl, path, method, headers, body, signal }: PeerRequest): http.ClientRequest {
    const url = new URL(path, baseUrl);
    const sizeBytes = body instanceof Uint8Array ? body.length : body?.sizeBytes;
    const options: https.RequestOptions = {
      method,
      headers: { ...headers, ...(sizeBytes === undefined ? {} : { 'Content-Length': sizeBytes }) },
      ...(signal ? { signal } : {}),
    };
    return url.protocol === 'https:'
      ? https.request(url, { ...options, agent: this.#encrypted })
      : http.request(url, { ...options, agent: this.#plain });
  }

  #limitTime(request: http.ClientRequest, { baseUrl, answerTimeoutMs }: PeerRequest): void {
    const { clock, connectTimeoutMs = connectTimeoutMsDefault } = this.#options;
    const limit = (ms: number, what: string) =>
      clock.setTimer(ms, () => request.destroy(new PeerError('timeout', `${what} ${baseUrl} within ${ms} ms`)));
    let timer = limit(connectTimeoutMs, 'no connection to');
    const connected = () => {
      timer.cancel();
      if (answerTimeoutMs !== undefined) timer = limit(answerTimeoutMs, 'no answer from');
    };
    request.once('socket', (socket) => {
      if (!socket.connecting) connected();
      else socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
    });
    request.once('response', () => timer.cancel());
    request.once('close', () => timer.cancel());
  }
}
