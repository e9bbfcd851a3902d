import type { EncodedMessage } from '../message/framing.ts';
import type { Metadata } from '../metadata/metadata.ts';
import type { MethodName } from './method.ts';

/** Who is calling. */
export interface Peer {
  /** `host:port`, `[v6]:port`, or the path of a unix socket; empty when unknown. */
  readonly address: string;
  /** Common name of the certificate that the client proved to hold, when the listener verifies clients. */
  readonly commonName: string | undefined;
  /** True for a request of the JSON gateway; etcd then ignores the certificate's name. */
  readonly viaGateway: boolean;
}

/** One call, as its handler sees it. */
export interface Call {
  readonly method: MethodName;
  readonly peer: Peer;
  /** Request metadata; built when first asked for. */
  readonly metadata: Metadata;
  /** The first value of one request header, without building `metadata`. */
  header(name: string): string | undefined;
  /** Milliseconds left until the client's deadline, `undefined` when it set none; not below 0. */
  remainingMs(): number | undefined;
  /** True once the client cancelled, its deadline passed or its connection was lost. */
  readonly cancelled: boolean;
  /**
   * Aborts when `cancelled` becomes true; its reason is the `RpcError` (Canceled or DeadlineExceeded). Created when first asked for.
   */
  readonly signal: AbortSignal;
  /** Sends response metadata ahead of the first message; has no effect once the headers are out. */
  sendHeaders(metadata: Metadata): void;
  /** Metadata to go out with the status. */
  setTrailers(metadata: Metadata): void;
}

/** A streaming call: what a handler answers with. */
export interface StreamCall extends Call {
  /**
   * Sends one message. False means that the client reads more slowly than the handler writes: the message is queued, and the
   * handler should await `drained` before the next one. Without effect once the call is over.
   */
  write(message: EncodedMessage): boolean;
  /** Resolves when what was written has gone to the transport, or the call is over. */
  drained(): Promise<void>;
  /** Bytes that were written and have not gone to the transport yet. */
  readonly queuedBytes: number;
  /** Ends the call with status OK, after everything written. */
  end(): void;
  /** Ends the call with the status of an error. */
  fail(error: unknown): void;
  /** True once the call has ended, whichever way. */
  readonly ended: boolean;
  /** Calls `listener` once when the call ends, whichever way; at once when it has. What a handler holds for a call is let go here. */
  onEnd(listener: () => void): void;
}
