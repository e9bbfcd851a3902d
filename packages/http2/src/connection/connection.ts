import type { ErrorCode } from '../frame/error-code.ts';
import type { ConnectionStats } from './connection-options.ts';

/** Why a connection is over. */
export interface CloseReason {
  /** The code of the GOAWAY that was sent or received; NoError for an orderly end, or when the transport just closed. */
  readonly code: ErrorCode;
  /** In words. */
  readonly message: string;
  /** The transport's error, or what a handler threw. */
  readonly error?: unknown;
}

/** What both sides can do with a connection. */
export interface Http2Connection {
  /** True once it takes no more streams and nothing is sent any more. */
  readonly closed: boolean;
  /** True once either side has announced the end by GOAWAY. */
  readonly draining: boolean;
  readonly stats: ConnectionStats;
  /** Streams the peer allows to be open at once. */
  readonly peerConcurrentStreamsMax: number;
  /**
   * Handles bytes as if the transport had delivered them: for a listener that read the first ones to find out the protocol.
   */
  receive(chunk: Uint8Array): void;
  /** Sends a PING; `onAnswer` gets the round trip in milliseconds. Not called when the connection closes before. */
  ping(onAnswer: (roundTripMs: number) => void): void;
  /**
   * Ends in good order: GOAWAY, then the streams that are open run to their end, then the transport is closed. Resolves when it is
   * closed. With `graceMs`, streams still open by then are reset with CANCEL.
   */
  shutdown(graceMs?: number): Promise<void>;
  /** Ends at once: GOAWAY with `code` and `message`, streams are told by `onReset`, transport closed. */
  close(code: ErrorCode, message: string): void;
  /** Drops the transport without a word. */
  destroy(): void;
}
