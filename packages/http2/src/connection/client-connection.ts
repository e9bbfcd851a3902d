import type { ErrorCode } from '../frame/error-code.ts';
import type { ClientStream, OutgoingHeaders, ResponseHandler } from '../stream/stream.ts';
import type { Transport } from '../transport/transport.ts';
import { ClientCore } from './client-core.ts';
import type { CloseReason, Http2Connection } from './connection.ts';
import type { ConnectionOptions, ConnectionStats } from './connection-options.ts';

/** Told what becomes of a client's connection. */
export interface ClientHandler {
  /** The server's first SETTINGS arrived. */
  onReady?(connection: Http2ClientConnection): void;
  /** A stream was closed: a request that found no room may be tried again. */
  onStreamClosed?(connection: Http2ClientConnection): void;
  /** The connection is over; its streams were told before. */
  onClose?(connection: Http2ClientConnection, reason: CloseReason): void;
}

/** The client's end of a connection. Sends the preface and its SETTINGS at once; requests may follow without waiting. */
export class Http2ClientConnection implements Http2Connection {
  readonly #core: ClientCore;

  constructor(transport: Transport, handler: ClientHandler = {}, options: ConnectionOptions = {}) {
    this.#core = new ClientCore(transport, handler, options, this);
  }

  /** Requests that can be opened right now. */
  get availableStreams(): number {
    return this.#core.availableStreams;
  }

  /**
   * Opens a stream. `headers` hold `:method`, `:scheme`, `:authority` and `:path` first. Throws an `Http2Error` with code REFUSED_STREAM
   * when `availableStreams` is 0.
   */
  request(headers: OutgoingHeaders, endStream: boolean, handler: ResponseHandler): ClientStream {
    return this.#core.request(headers, endStream, handler);
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
