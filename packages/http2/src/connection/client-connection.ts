import type { ClientStream, OutgoingHeaders, ResponseHandler } from '../stream/stream.ts';
import type { Transport } from '../transport/transport.ts';
import type { CloseReason, Http2Connection } from './connection.ts';
import type { ConnectionOptions } from './connection-options.ts';

/** Told what becomes of a client's connection. */
export interface ClientHandler {
  /** The server's first SETTINGS arrived. */
  onReady?(connection: Http2ClientConnection): void;
  /** A request that found no room may be tried again. */
  onStreamClosed?(connection: Http2ClientConnection): void;
  onClose?(connection: Http2ClientConnection, reason: CloseReason): void;
}

/** The client's end of a connection. Sends the preface and its SETTINGS at once; requests may follow without waiting. */
export declare class Http2ClientConnection implements Http2Connection {
  constructor(transport: Transport, handler?: ClientHandler, options?: ConnectionOptions);
  readonly closed: boolean;
  readonly draining: boolean;
  readonly stats: Http2Connection['stats'];
  readonly peerConcurrentStreamsMax: number;
  /** Requests that can be opened right now. */
  readonly availableStreams: number;
  /**
   * Opens a stream. `headers` hold `:method`, `:scheme`, `:authority` and `:path` first. Throws an `Http2Error` with code REFUSED_STREAM
   * when `availableStreams` is 0 or the connection is draining or closed.
   */
  request(headers: OutgoingHeaders, endStream: boolean, handler: ResponseHandler): ClientStream;
  receive(chunk: Uint8Array): void;
  ping(onAnswer: (roundTripMs: number) => void): void;
  shutdown(graceMs?: number): Promise<void>;
  close(code: number, message: string): void;
  destroy(): void;
}
