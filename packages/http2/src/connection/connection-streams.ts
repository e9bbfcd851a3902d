import { ErrorCode } from '../frame/error-code.ts';
import {
  Flag,
  FRAME_BYTES_MAX_INITIAL,
  FRAME_HEADER_BYTES,
  FrameType,
  MAX_31_BITS,
  writeFrameHeader,
  writeUint32,
} from '../frame/frame.ts';
import { initialPeerSettings, type PeerSettings } from '../frame/settings.ts';
import { HpackEncoder } from '../hpack/hpack-encoder.ts';
import { FloodGuards } from '../limits/flood-guards.ts';
import type { Http2Counter } from '../limits/http2-counter.ts';
import { isHeaderBlock } from '../stream/outgoing-headers.ts';
import type { OutgoingHeaders } from '../stream/stream.ts';
import type { StreamOwner, StreamState } from '../stream/stream-state.ts';
import type { Transport } from '../transport/transport.ts';
import { ClosedStreams } from './closed-streams.ts';
import { ConnectionLifecycle } from './connection-lifecycle.ts';
import type { ConnectionOptions, ConnectionStats } from './connection-options.ts';
import { type SchedulerOwner, SendScheduler } from './send-scheduler.ts';

/** The initial window of RFC 9113 section 6.9.2, for connections and streams. */
export const INITIAL_WINDOW_BYTES = 65_535;

/** The streams of a connection: what they send, the credit they give, how they end. */
export abstract class ConnectionStreams<Stream extends StreamState>
  extends ConnectionLifecycle
  implements StreamOwner, SchedulerOwner
{
  readonly streamQueueBytesMax: number;
  readonly peer: PeerSettings = initialPeerSettings();
  streamsTotal = 0;
  /** The end was announced, or nothing more can arrive: the connection closes with its last stream. */
  protected endsWithLastStream = false;
  protected readonly streams = new Map<number, Stream>();
  protected readonly closedStreams = new ClosedStreams();
  protected readonly scheduler: SendScheduler;
  protected readonly encoder = new HpackEncoder();
  protected readonly guards: FloodGuards;
  /** Bytes the peer may still send on the connection as a whole. */
  protected receiveWindow: number;
  /** The receive window that streams begin with. */
  protected streamReceiveWindow: number;
  /** Consumed bytes that the peer has not been told of. */
  #credit = 0;
  readonly #creditStep: number;
  readonly #streamCreditStep: number;
  /** Streams that were closed by frames of ours which are still in the output, as long as `bytesSent` is `#unsentSince`. */
  #closedUnsent = 0;
  #unsentSince = 0;

  constructor(transport: Transport, options: ConnectionOptions) {
    super(transport, options);
    const limits = this.limits;
    this.streamQueueBytesMax = limits.streamQueueBytesMax;
    this.scheduler = new SendScheduler(this.output, this);
    this.guards = new FloodGuards(limits, this.clock, this.startedMs);
    this.receiveWindow = Math.max(INITIAL_WINDOW_BYTES, limits.connectionWindowBytes);
    // Until the peer has acknowledged our SETTINGS it may still count on the initial window.
    this.streamReceiveWindow = Math.max(INITIAL_WINDOW_BYTES, limits.streamWindowBytes);
    // Half a window: seldom enough to cost little, early enough that the peer need not wait.
    this.#creditStep = this.receiveWindow / 2;
    this.#streamCreditStep = limits.streamWindowBytes / 2;
  }

  get streamsOpen(): number {
    return this.streams.size;
  }

  protected get heldBytes(): number {
    return this.scheduler.heldBytes;
  }

  /** Streams that are open as the peer must see it: a peer that goes beyond the limit by this count cannot have meant well. */
  protected get streamsOpenForPeer(): number {
    return this.streams.size + (this.#unsentSince === this.output.bytesSent ? this.#closedUnsent : 0);
  }

  get stats(): ConnectionStats {
    return {
      streamsOpen: this.streams.size,
      streamsTotal: this.streamsTotal,
      bytesReceived: this.bytesReceived,
      bytesSent: this.output.bytesSent,
    };
  }

  sendNow(stream: StreamState, data: Uint8Array | readonly Uint8Array[], length: number, endStream: boolean): boolean {
    if (!this.scheduler.canSend(stream, length)) return false;
    this.scheduler.sendNow(stream, data, length, endStream);
    if (endStream) this.localSideDone(stream);
    return true;
  }

  enqueued(stream: StreamState, length: number): void {
    this.scheduler.add(stream, length);
    this.watchdog.watch();
    this.scheduler.pump();
  }

  queueEmptied(stream: StreamState, ended: boolean): void {
    if (ended) this.localSideDone(stream);
    else stream.sendQueuedTrailers();
  }

  becameWritable(stream: StreamState): void {
    if (!stream.closed) stream.tellWritable();
  }

  sendHeaders(streamId: number, headers: OutgoingHeaders, endStream: boolean): void {
    const block = this.#encode(headers);
    const flags = endStream ? Flag.EndStream : 0;
    if (block.length > FRAME_BYTES_MAX_INITIAL) {
      this.#sendLongHeaders(streamId, block, flags);
      return;
    }
    const offset = this.output.reserve(FRAME_HEADER_BYTES + block.length);
    const target = this.output.buffer;
    target.set(
      block,
      writeFrameHeader(target, offset, block.length, FrameType.Headers, flags | Flag.EndHeaders, streamId),
    );
  }

  localSideDone(stream: StreamState): void {
    stream.localDone = true;
    if (stream.remoteEnded) this.#removeUnsent(stream);
  }

  /** The peer has ended its side, and the handler knows. */
  protected remoteSideDone(stream: StreamState): void {
    if (stream.localDone) this.#removeUnsent(stream);
  }

  resetByUs(stream: StreamState, code: ErrorCode): void {
    this.writeReset(stream.id, code);
    this.closedStreams.addReset(stream.id, 'reset-by-us');
    this.#removeUnsent(stream);
  }

  /** The peer has reset the stream. */
  protected resetByPeer(stream: StreamState, code: ErrorCode): void {
    this.closedStreams.addReset(stream.id, 'reset-by-peer');
    this.#remove(stream);
    stream.tellReset(code);
  }

  /** The peer broke a rule on a stream: the stream ends, the connection goes on unless that happens too often (RFC 9113 section 5.4.2). */
  protected streamError(stream: StreamState, code: ErrorCode, counter: Http2Counter = 'stream_error'): void {
    this.resetByUs(stream, code);
    stream.tellReset(code);
    this.count(counter);
    this.guards.resets.take();
  }

  /** The same for a stream that is not open (any more). */
  protected refuse(streamId: number, code: ErrorCode, counter: Http2Counter = 'stream_error'): void {
    this.writeReset(streamId, code);
    this.closedStreams.addReset(streamId, 'reset-by-us');
    this.count(counter);
    this.guards.resets.take();
  }

  giveCredit(stream: StreamState, bytes: number): void {
    this.giveConnectionCredit(bytes);
    if (stream.remoteEnded || stream.closed || this.closed) return;
    stream.credit += bytes;
    if (stream.credit < this.#streamCreditStep) return;
    this.#writeWindowUpdate(stream.id, stream.credit);
    stream.receiveWindow += stream.credit;
    stream.credit = 0;
  }

  protected giveConnectionCredit(bytes: number): void {
    this.#credit += bytes;
    if (this.#credit < this.#creditStep || this.closed) return;
    this.#writeWindowUpdate(0, this.#credit);
    this.receiveWindow += this.#credit;
    this.#credit = 0;
  }

  /** The peer's initial window changed by `difference` (RFC 9113 section 6.9.2); false when that makes a window too large. */
  protected changeSendWindows(difference: number): boolean {
    for (const stream of this.streams.values()) {
      stream.sendWindow += difference;
      if (stream.sendWindow > MAX_31_BITS) return false;
      this.scheduler.windowChanged(stream);
    }
    return true;
  }

  protected inputEnded(): void {
    this.endsWithLastStream = true;
    for (const stream of [...this.streams.values()]) {
      if (!stream.remoteEnded) this.resetByPeer(stream, ErrorCode.Cancel);
    }
  }

  protected dropStreams(code: ErrorCode): void {
    const streams = [...this.streams.values()];
    this.streams.clear();
    this.scheduler.clear();
    for (const stream of streams) this.#drop(stream, code);
  }

  protected pump(): void {
    this.scheduler.pump();
  }

  protected checkStreams(nowMs: number): boolean {
    const limitMs = this.limits.windowStallTimeoutMs;
    for (const stream of this.scheduler.waiting) {
      if (stream.stalledAt !== stream.queueProgress) {
        stream.stalledAt = stream.queueProgress;
        stream.stalledSinceMs = nowMs;
      } else if (nowMs - stream.stalledSinceMs >= limitMs) {
        this.streamError(stream as Stream, ErrorCode.EnhanceYourCalm, 'window_stall');
      }
    }
    return this.scheduler.waiting.size > 0;
  }

  protected writeReset(streamId: number, code: ErrorCode): void {
    const offset = this.output.reserve(FRAME_HEADER_BYTES + 4);
    const target = this.output.buffer;
    writeUint32(target, writeFrameHeader(target, offset, 4, FrameType.RstStream, 0, streamId), code);
  }

  protected writeInitialWindow(): void {
    const more = this.receiveWindow - INITIAL_WINDOW_BYTES;
    if (more > 0) this.#writeWindowUpdate(0, more);
  }

  #writeWindowUpdate(streamId: number, increment: number): void {
    const offset = this.output.reserve(FRAME_HEADER_BYTES + 4);
    const target = this.output.buffer;
    writeUint32(target, writeFrameHeader(target, offset, 4, FrameType.WindowUpdate, 0, streamId), increment);
  }

  /** The stream is over for us; the peer cannot know before our last frame has left. */
  #removeUnsent(stream: StreamState): void {
    if (this.#unsentSince !== this.output.bytesSent) {
      this.#unsentSince = this.output.bytesSent;
      this.#closedUnsent = 0;
    }
    this.#closedUnsent++;
    this.#remove(stream);
  }

  /** The stream is over: what its handler still holds no longer counts against the connection's window. */
  #remove(stream: StreamState): void {
    stream.closed = true;
    if (stream.queuedBytes > 0) {
      this.scheduler.remove(stream);
      stream.clearQueue();
    }
    if (!this.streams.delete(stream.id)) return;
    if (stream.unconsumed > 0) {
      const held = stream.unconsumed;
      stream.unconsumed = 0;
      this.giveConnectionCredit(held);
    }
    this.streamGone();
    if (this.endsWithLastStream) this.closeWhenIdle();
  }

  /** A stream was removed. */
  protected streamGone(): void {}

  #drop(stream: StreamState, code: ErrorCode): void {
    stream.closed = true;
    stream.clearQueue();
    try {
      stream.tellReset(code);
    } catch {
      // The connection is ending already, and the other streams' handlers must be told.
      this.count('connection_error');
    }
  }

  #encode(headers: OutgoingHeaders): Uint8Array {
    if (!isHeaderBlock(headers)) return this.encoder.encode(headers);
    if (!this.encoder.updateDue) return headers.bytes;
    return Buffer.concat([this.encoder.sizeUpdates(), headers.bytes]);
  }

  #sendLongHeaders(streamId: number, block: Uint8Array, flags: number): void {
    let type: number = FrameType.Headers;
    for (let at = 0; at < block.length; at += FRAME_BYTES_MAX_INITIAL) {
      const end = Math.min(at + FRAME_BYTES_MAX_INITIAL, block.length);
      const last = end === block.length ? Flag.EndHeaders : 0;
      this.writeFrame(type, type === FrameType.Headers ? flags | last : last, streamId, block.subarray(at, end));
      type = FrameType.Continuation;
    }
  }
}
