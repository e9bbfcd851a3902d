import { type Http2Counter, http2Counters, type Transport } from '@quorate/http2';
import type { HttpHandler } from '../http/http-message.ts';
import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import { GrpcConnection } from '../transport/grpc-connection.ts';
import type { Peer } from './call.ts';
import type { CallMetricsSnapshot } from './call-metrics.ts';
import { LocalCall } from './local-call.ts';
import { ServerCore } from './server-core.ts';
import type { GrpcServerOptions } from './server-options.ts';

/** etcd's `--max-concurrent-streams`. */
const CONCURRENT_STREAMS_MAX = 0xffff_ffff;

/** A connection to be served. */
export interface IncomingConnection {
  readonly peer: Peer;
  /** True for TLS. */
  readonly secure?: boolean;
  /** Serves requests that are not gRPC; without it they get 415. */
  readonly http?: HttpHandler | undefined;
  /** What was read of the connection already, to find out that it speaks HTTP/2. */
  readonly firstBytes?: Uint8Array;
}

/** A connection that is being served. */
export interface ServedConnection {
  /** Sends a PING, for the sake of writing something: a client that is not there any more then breaks the connection. */
  probe(): void;
}

/** What a server has served so far. */
export interface ServerMetrics extends CallMetricsSnapshot {
  readonly openConnections: number;
  /** Bounds that HTTP/2 peers ran into, and errors, by name. */
  readonly http2: Readonly<Record<Http2Counter, number>>;
}

/** Serves gRPC methods over HTTP/2 connections that somebody else accepts, and to callers in the same process. */
export class GrpcServer {
  readonly #core: ServerCore;
  readonly #options: GrpcServerOptions;
  readonly #connections = new Set<GrpcConnection>();
  readonly #http2 = Object.fromEntries(http2Counters.map((name) => [name, 0])) as Record<Http2Counter, number>;
  #stopping = false;

  /** Throws when two methods have the same path. */
  constructor(options: GrpcServerOptions) {
    this.#options = options;
    this.#core = new ServerCore(options);
  }

  /** Serves a connection until it ends; `undefined` when the server takes no more. */
  serve(
    transport: Transport,
    { peer, secure = false, http, firstBytes }: IncomingConnection,
  ): ServedConnection | undefined {
    if (this.#stopping) {
      transport.destroy();
      return undefined;
    }
    const connection = new GrpcConnection(this.#core, transport, {
      peer,
      secure,
      http,
      concurrentStreamsMax: this.#options.concurrentStreamsMax ?? CONCURRENT_STREAMS_MAX,
      keepalive: this.#options.keepalive ?? {},
      count: (name) => {
        this.#http2[name]++;
      },
      onClose: (closed) => this.#connections.delete(closed),
    });
    this.#connections.add(connection);
    if (firstBytes !== undefined) connection.http2.receive(firstBytes);
    return connection;
  }

  /** Starts a call from within the process. Throws Unimplemented when there is no such method, Unavailable once stopped. */
  call(path: string, peer: Peer, headers: ReadonlyMap<string, string> = new Map()): LocalCall {
    if (this.#stopping) throw serverStopped();
    const registered = this.#core.find(path);
    if (registered === undefined) throw this.#core.unimplemented(path);
    return new LocalCall(this.#core, registered, peer, headers);
  }

  metrics(): ServerMetrics {
    return { ...this.#core.metrics.snapshot(), openConnections: this.#connections.size, http2: { ...this.#http2 } };
  }

  /**
   * Stops in good order: no more connections or calls, unary calls run to their end, streams end with `reason` (they would last for
   * ever), then connections close. After `graceMs` milliseconds whatever is left is dropped.
   */
  async shutdown(graceMs: number, reason: RpcError = serverStopped()): Promise<void> {
    this.#stopping = true;
    const closed = [...this.#connections].map((connection) => connection.http2.shutdown(graceMs));
    for (const call of [...this.#core.openStreams]) call.fail(reason);
    await Promise.all(closed);
  }

  /** Drops all connections at once. */
  close(): void {
    this.#stopping = true;
    for (const connection of [...this.#connections]) connection.http2.destroy();
  }
}

function serverStopped(): RpcError {
  return new RpcError(StatusCode.Unavailable, 'server stopped');
}
