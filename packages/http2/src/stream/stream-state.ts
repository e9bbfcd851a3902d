import type { ErrorCode } from '../frame/error-code.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { checkHeaders } from './outgoing-headers.ts';
import type { Http2Stream, OutgoingHeaders } from './stream.ts';

/** What a stream asks of its connection. */
export interface StreamOwner {
  /** Queue watermark of `Http2Limits.streamQueueBytesMax`. */
  readonly streamQueueBytesMax: number;
  /** Sends data of a stream whose queue is empty at once, if windows and output allow; false when it must be queued. */
  sendNow(stream: StreamState, data: Uint8Array | readonly Uint8Array[], length: number, endStream: boolean): boolean;
  /** The stream has put another `length` bytes into its queue. */
  enqueued(stream: StreamState, length: number): void;
  sendHeaders(streamId: number, headers: OutgoingHeaders, endStream: boolean): void;
  /** This side has sent END_STREAM. */
  localSideDone(stream: StreamState): void;
  /** Ends the stream with RST_STREAM. */
  resetByUs(stream: StreamState, code: ErrorCode): void;
  /** Gives `bytes` back to the peer: to the connection's window, and to the stream's unless it is over. */
  giveCredit(stream: StreamState, bytes: number): void;
}

/**
 * One stream, as lean as it can be: there is one for every request. Its windows, and what waits for them:
 *
 *     parts[partIndex] from partOffset on │ parts[partIndex + 1] │ …   = queuedBytes, then END_STREAM or trailers
 */
export abstract class StreamState implements Http2Stream {
  readonly id: number;
  protected readonly owner: StreamOwner;
  closed = false;
  remoteEnded = false;
  localEnded = false;
  /** END_STREAM has really been written. */
  localDone = false;
  /** Bytes this side may send; negative after the peer shrank its initial window (RFC 9113 section 6.9.2). */
  sendWindow: number;
  /** Bytes the peer may still send. */
  receiveWindow: number;
  /** Bytes consumed that the peer has not been told of. */
  credit = 0;
  /** Bytes delivered and not consumed. */
  unconsumed = 0;
  /** Bytes of DATA still to come by the content-length; -1 when none was given. */
  contentLeft = -1;
  queuedBytes = 0;
  parts: Uint8Array[] | undefined = undefined;
  partIndex = 0;
  partOffset = 0;
  trailers: OutgoingHeaders | undefined = undefined;
  /** The stream is in the scheduler's list of those that can send. */
  ready = false;
  nextReady: StreamState | undefined = undefined;
  /** `onWritable` is owed. */
  owesWritable = false;
  /** Bytes of the queue sent so far, for the watchdog to see progress. */
  queueProgress = 0;
  stalledAt = -1;
  stalledSinceMs = 0;

  constructor(id: number, owner: StreamOwner, sendWindow: number, receiveWindow: number) {
    this.id = id;
    this.owner = owner;
    this.sendWindow = sendWindow;
    this.receiveWindow = receiveWindow;
  }

  /** Whether the peer's reset costs it as much as us: then it is no way to make us work for nothing. */
  abstract get resetIsFair(): boolean;
  /** These pass on to the handler what the peer did. */
  abstract tellData(bytes: Uint8Array, endStream: boolean): void;
  abstract tellTrailers(trailers: readonly HeaderField[]): void;
  abstract tellReset(code: ErrorCode): void;
  abstract tellWritable(): void;

  get writable(): boolean {
    return this.queuedBytes <= this.owner.streamQueueBytesMax;
  }

  sendData(data: Uint8Array | readonly Uint8Array[], endStream: boolean): boolean {
    if (this.closed || this.localEnded) return this.writable;
    const length = data instanceof Uint8Array ? data.length : totalBytes(data);
    if (length === 0 && !endStream) return this.writable;
    this.localEnded = endStream;
    if (this.queuedBytes === 0 && this.owner.sendNow(this, data, length, endStream)) return true;
    this.parts ??= [];
    if (data instanceof Uint8Array) this.parts.push(data);
    else for (const part of data) this.parts.push(part);
    this.queuedBytes += length;
    this.owner.enqueued(this, length);
    if (this.writable) return true;
    this.owesWritable = true;
    return false;
  }

  sendTrailers(trailers: OutgoingHeaders): void {
    if (this.closed || this.localEnded) return;
    checkHeaders(trailers);
    this.localEnded = true;
    if (this.queuedBytes > 0) this.trailers = trailers;
    else this.#sendLast(trailers);
  }

  /** The queue is empty and END_STREAM has not gone out with its last frame. */
  sendQueuedTrailers(): void {
    const trailers = this.trailers;
    this.trailers = undefined;
    if (trailers !== undefined) this.#sendLast(trailers);
  }

  reset(code: ErrorCode): void {
    if (!this.closed) this.owner.resetByUs(this, code);
  }

  consumed(bytes: number): void {
    const counted = Math.min(bytes, this.unconsumed);
    if (counted <= 0) return;
    this.unconsumed -= counted;
    this.owner.giveCredit(this, counted);
  }

  /** Drops what is queued. */
  clearQueue(): void {
    this.parts = undefined;
    this.partIndex = 0;
    this.partOffset = 0;
    this.queuedBytes = 0;
    this.trailers = undefined;
    this.owesWritable = false;
  }

  /** Copies `length` bytes from the front of the queue to `target`. */
  takeQueued(target: Uint8Array, offset: number, length: number): void {
    const parts = this.parts as Uint8Array[];
    let at = offset;
    const end = offset + length;
    while (at < end) {
      const part = parts[this.partIndex] as Uint8Array;
      const taken = Math.min(part.length - this.partOffset, end - at);
      target.set(part.subarray(this.partOffset, this.partOffset + taken), at);
      at += taken;
      this.partOffset += taken;
      if (this.partOffset < part.length) continue;
      parts[this.partIndex++] = sent;
      this.partOffset = 0;
    }
    this.queuedBytes -= length;
    this.queueProgress += length;
    if (this.queuedBytes > 0) this.#compact(parts);
    else this.#restart(parts);
  }

  /** Forgets the places of parts that were sent, once they are most of the list. */
  #compact(parts: Uint8Array[]): void {
    if (this.partIndex < 64 || this.partIndex * 2 < parts.length) return;
    parts.splice(0, this.partIndex);
    this.partIndex = 0;
  }

  #restart(parts: Uint8Array[]): void {
    parts.length = 0;
    this.partIndex = 0;
    this.partOffset = 0;
  }

  #sendLast(trailers: OutgoingHeaders): void {
    this.owner.sendHeaders(this.id, trailers, true);
    this.owner.localSideDone(this);
  }
}

/** In place of a part that was sent, so that its memory can go. */
const sent = new Uint8Array(0);

function totalBytes(parts: readonly Uint8Array[]): number {
  let total = 0;
  for (let index = 0; index < parts.length; index++) total += (parts[index] as Uint8Array).length;
  return total;
}
