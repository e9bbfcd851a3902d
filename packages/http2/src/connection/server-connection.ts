import type { RequestHeaders } from '../headers/request-headers.ts';
import type { ServerStream, StreamHandler } from '../stream/stream.ts';
import type { Transport } from '../transport/transport.ts';
import type { CloseReason, Http2Connection } from './connection.ts';
import type { ConnectionOptions } from './connection-options.ts';

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

/** The server's end of a connection. Sends its SETTINGS at once and expects the client's preface. */
export declare class Http2ServerConnection implements Http2Connection {
  constructor(transport: Transport, handler: ServerHandler, options?: ConnectionOptions);
  readonly closed: boolean;
  readonly draining: boolean;
  readonly stats: Http2Connection['stats'];
  readonly peerConcurrentStreamsMax: number;
  receive(chunk: Uint8Array): void;
  ping(onAnswer: (roundTripMs: number) => void): void;
  shutdown(graceMs?: number): Promise<void>;
  close(code: number, message: string): void;
  destroy(): void;
}
