import type { ErrorCode } from '../frame/error-code.ts';
import type { HeaderField } from '../headers/header-field.ts';
import type { ResponseHeaders } from '../headers/request-headers.ts';
import type { HeaderBlock } from '../hpack/header-block.ts';

/** Headers to send: fields, encoded with the connection's dynamic table, or bytes prepared once by `encodeHeaderBlock`. */
export type OutgoingHeaders = HeaderBlock | readonly HeaderField[];

/**
 * What both sides can do with a stream. Nothing here throws because the stream is over: it is then without effect. Headers and trailers with
 * characters that cannot be sent are a `TypeError`, and nothing was sent.
 */
export interface Http2Stream {
  readonly id: number;
  /** True once both sides have ended it, or either reset it. */
  readonly closed: boolean;
  /** True once the peer has sent everything (END_STREAM). */
  readonly remoteEnded: boolean;
  /** True once END_STREAM was sent or queued by this side. */
  readonly localEnded: boolean;
  /** Bytes given to `sendData` that wait for a window or the transport. */
  readonly queuedBytes: number;
  /** False while `queuedBytes` is above `streamQueueBytesMax`; `onWritable` tells when it is true again. */
  readonly writable: boolean;
  /**
   * Queues DATA: the parts follow one another and must not be changed until they are sent. Goes out in the same write as
   * everything else of this turn as far as windows allow. Returns `writable`.
   */
  sendData(data: Uint8Array | readonly Uint8Array[], endStream: boolean): boolean;
  /** Ends this side with a trailer section, after all queued data. */
  sendTrailers(trailers: OutgoingHeaders): void;
  /** Ends both sides at once; queued data is dropped. No callback of the handler follows. */
  reset(code: ErrorCode): void;
  /**
   * Gives the peer back `bytes` of what `onData` delivered, so that it may send more. Must be called for all bytes sooner or later;
   * what is missing when the stream closes is given back then.
   */
  consumed(bytes: number): void;
}

/** A stream as the server sees it. */
export interface ServerStream extends Http2Stream {
  /** True once final headers were sent. */
  readonly responded: boolean;
  /** Sends response headers, `:status` first. With a status below 200 the final headers are still to follow. */
  respond(headers: OutgoingHeaders, endStream: boolean): void;
  /**
   * The whole answer in one call: headers, one message of data and trailers. The cheapest way, and equal to `respond`, `sendData` and
   * `sendTrailers` one after the other.
   */
  answer(headers: OutgoingHeaders, data: Uint8Array | readonly Uint8Array[], trailers: OutgoingHeaders): void;
}

/** A stream as the client sees it. */
export type ClientStream = Http2Stream;

/** Told what the peer does with a stream. One object may serve many streams. */
export interface StreamHandler<Stream extends Http2Stream> {
  /**
   * Data arrived; may be empty when `endStream` is set. `bytes` is a view of what the transport delivered and may be kept as long as
   * needed (it keeps the whole chunk alive). Credit goes back by `stream.consumed`; with `endStream` that is not needed.
   */
  onData(stream: Stream, bytes: Uint8Array, endStream: boolean): void;
  /** The peer ended its side with trailers. */
  onTrailers(stream: Stream, trailers: readonly HeaderField[]): void;
  /**
   * The stream is over before its time: reset by the peer, by this side because of the peer's error, or lost with its
   * connection. Called at most once, and never after a `reset` of ours.
   */
  onReset(stream: Stream, code: ErrorCode): void;
  /** `writable` became true again. */
  onWritable(stream: Stream): void;
}

/** Told what becomes of a request. */
export interface ResponseHandler extends StreamHandler<ClientStream> {
  /** Headers arrived; informational ones (status below 200) may come before the final ones. */
  onHeaders(stream: ClientStream, headers: ResponseHeaders, endStream: boolean): void;
}
