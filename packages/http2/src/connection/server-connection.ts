import type { ErrorCode } from '../frame/error-code.ts';
import type { RequestHeaders } from '../headers/request-headers.ts';
import type { ServerStream, StreamHandler } from '../stream/stream.ts';
import type { Transport } from '../transport/transport.ts';
import type { CloseReason, Http2Connection } from './connection.ts';
import type { ConnectionOptions, ConnectionStats } from './connection-options.ts';
import { ServerCore } from './server-core.ts';

/** Told what clients do with a server's connection. One object may serve many connections. */
export interface ServerHandler {
  /**
   * A request arrived. Returns who is told of the rest; with `endStream` there is none and only `onReset` and `onWritable` may follow. The
   * handler may answer right here.
   */
  onStream(
    stream: ServerStream,
    headers: RequestHeaders,
    endStream: boolean,
    connection: Http2ServerConnection,
  ): StreamHandler<ServerStream>;
  /** The peer sent a PING, which was answered: for a policy on keepalive. */
  onPing?(connection: Http2ServerConnection): void;
  /** The connection is over; its streams were told before. */
  onClose?(connection: Http2ServerConnection, reason: CloseReason): void;
}

/**
 * The server's end of a connection. Sends its SETTINGS at once and expects the client's preface. What a handler throws ends the
 * connection with INTERNAL_ERROR and is the `error` of `onClose`.
 */
export class Http2ServerConnection implements Http2Connection {
  readonly #core: ServerCore;

  constructor(transport: Transport, handler: ServerHandler, options: ConnectionOptions = {}) {
    this.#core = new ServerCore(transport, handler, options, this);
  }

  get closed(): boolean {
    return this.#core.closed;
  }

  get draining(): boolean {
    return this.#core.draining;
  }

  get stats(): ConnectionStats {
    return this.#core.stats;
  }

  get peerConcurrentStreamsMax(): number {
    return this.#core.peer.concurrentStreamsMax;
  }

  receive(chunk: Uint8Array): void {
    this.#core.receive(chunk);
  }

  ping(onAnswer: (roundTripMs: number) => void): void {
    this.#core.ping(onAnswer);
  }

  shutdown(graceMs?: number): Promise<void> {
    return this.#core.shutdown(graceMs);
  }

  close(code: ErrorCode, message: string): void {
    this.#core.close(code, message);
  }

  destroy(): void {
    this.#core.destroy();
  }
}
