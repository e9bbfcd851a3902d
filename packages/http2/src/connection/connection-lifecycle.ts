import { ErrorCode } from '../frame/error-code.ts';
import { Flag, FRAME_HEADER_BYTES, FrameType, writeFrameHeader, writeUint32 } from '../frame/frame.ts';
import { Http2Error } from '../frame/http2-error.ts';
import { type Http2Clock, type Http2Timer, systemClock } from '../limits/clock.ts';
import { FloodError } from '../limits/flood-guard.ts';
import type { Http2Counter } from '../limits/http2-counter.ts';
import { defaultLimits, type Http2Limits } from '../limits/http2-limits.ts';
import { Stall } from '../limits/stall.ts';
import type { Transport, TransportHandler } from '../transport/transport.ts';
import type { CloseReason } from './connection.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { Output, type OutputOwner } from './output.ts';
import { Pings } from './pings.ts';
import { Watchdog } from './watchdog.ts';

/** A client that cannot write either never pauses reading; beyond this multiple of `outputBytesMax` it gives up. */
const OUTPUT_GIVE_UP_FACTOR = 16;

/** A peer that has closed its sending half is looked after this often: a dead one is noticed before anybody misses it. */
const HALF_CLOSED_PROBE_MS = 100;

/** Bytes of a GOAWAY's explanation: a sentence. */
const DEBUG_BYTES_MAX = 200;

/**
 * How a connection begins, reads and writes, and in which ways it ends:
 *
 *     running ──shutdown──▶ draining (GOAWAY, streams run out) ──▶ closed ──▶ transport ended
 *        └────────error, close, destroy─────────────────────────▶ closed ──▶ transport ended or destroyed
 */
export abstract class ConnectionLifecycle implements TransportHandler, OutputOwner {
  readonly limits: Http2Limits;
  readonly output: Output;
  /** Nothing is read or sent any more. */
  closed = false;
  /** GOAWAY was sent or received. */
  draining = false;
  bytesReceived = 0;
  protected readonly clock: Http2Clock;
  protected readonly count: (name: Http2Counter) => void;
  protected readonly watchdog: Watchdog;
  protected readonly startedMs: number;
  readonly #transport: Transport;
  readonly #pings: Pings;
  readonly #writeStall: Stall;
  #readingPaused = false;
  /** What was gathered is still to be written, then the transport ends. */
  #ending = false;
  #transportClosed = false;
  #linger: Http2Timer | undefined;
  #grace: Http2Timer | undefined;
  #probe: Http2Timer | undefined;
  #shutdown: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(transport: Transport, options: ConnectionOptions) {
    this.limits = { ...defaultLimits, ...options.limits };
    this.count = options.count ?? (() => {});
    this.clock = options.clock ?? systemClock;
    this.startedMs = this.clock.monotonicMs();
    this.#transport = transport;
    this.output = new Output(transport, this.clock, this);
    this.#pings = new Pings(this.clock);
    this.watchdog = new Watchdog(this.clock, (nowMs) => this.#checkTime(nowMs));
    this.#writeStall = new Stall(this.limits.writeStallTimeoutMs);
  }

  /** Handles the next bytes; throws what ends the connection. */
  protected abstract feed(chunk: Buffer): void;
  /** Nothing more will arrive: streams that are not complete are over. */
  protected abstract inputEnded(): void;
  /** Writes queued data. */
  protected abstract pump(): void;
  /** All streams are over with `code`. */
  protected abstract dropStreams(code: ErrorCode): void;
  /** Announces that no more streams are taken; calls `closeWhenIdle` once that is final. */
  protected abstract announceEnd(): void;
  /** Checks limits of time beside those of the transport; true while there is something to watch. */
  protected abstract checkStreams(nowMs: number): boolean;
  protected abstract tellClosed(reason: CloseReason): void;
  protected abstract get handshakeDone(): boolean;
  protected abstract get streamsOpen(): number;
  /** Memory of all streams whose data waits for windows or the transport. */
  protected abstract get heldBytes(): number;
  /** The last stream of the peer that was or may have been handled. */
  protected abstract get lastStreamId(): number;

  /** Starts reading; the first frames of this side are in the output. */
  protected start(): void {
    this.watchdog.watch();
    this.#transport.start(this);
  }

  receive(chunk: Uint8Array): void {
    if (this.closed) return;
    this.bytesReceived += chunk.length;
    try {
      this.feed(chunk instanceof Buffer ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
    } catch (error) {
      this.fail(error);
    }
    if (this.output.blocked && !this.closed) this.#limitBacklog();
  }

  onData(chunk: Uint8Array): void {
    this.receive(chunk);
  }

  onDrain(): void {
    this.output.onDrain();
    if (this.#ending) this.#endWhenWritten();
    else if (this.#readingPaused && !(this.output.blocked && this.#backlogged)) {
      this.#readingPaused = false;
      this.#transport.resumeReading();
    }
  }

  /** The peer has closed its sending half: requests that are complete are still answered. */
  onEnd(): void {
    if (this.closed) return;
    this.draining = true;
    try {
      this.inputEnded();
      this.closeWhenIdle();
    } catch (error) {
      this.fail(error);
    }
    this.#probeHalfClosed(this.clock.monotonicMs() + this.limits.halfClosedTimeoutMs);
  }

  /**
   * Finds out whether the peer still reads. One that is gone altogether looks the same until something is written: its system answers the first PING
   * by a reset, and the next one fails.
   */
  #probeHalfClosed(untilMs: number): void {
    if (this.closed) return;
    if (this.clock.monotonicMs() >= untilMs) {
      this.destroy();
      return;
    }
    this.ping(() => {});
    this.#probe = this.clock.setTimer(HALF_CLOSED_PROBE_MS, () => this.#probeHalfClosed(untilMs));
  }

  onClose(error: Error | undefined): void {
    this.#transportClosed = true;
    this.#finish({ code: ErrorCode.NoError, message: 'the transport was closed', error }, ErrorCode.Cancel);
    this.output.finish();
    this.#linger?.cancel();
    this.#shutdown?.resolve();
  }

  onRoom(): void {
    if (this.closed) return;
    try {
      this.pump();
    } catch (error) {
      this.fail(error);
    }
  }

  ping(onAnswer: (roundTripMs: number) => void): void {
    if (!this.closed) this.writeFrame(FrameType.Ping, 0, 0, this.#pings.create(onAnswer));
  }

  shutdown(graceMs?: number): Promise<void> {
    if (this.#shutdown === undefined) {
      this.#shutdown = Promise.withResolvers<void>();
      if (this.#transportClosed) this.#shutdown.resolve();
      else if (!this.closed) {
        this.draining = true;
        this.announceEnd();
      }
    }
    if (graceMs !== undefined && !this.closed) {
      this.#grace?.cancel();
      this.#grace = this.clock.setTimer(graceMs, () => this.close(ErrorCode.NoError, 'the time to finish is over'));
    }
    return this.#shutdown.promise;
  }

  close(code: ErrorCode, message: string): void {
    this.#terminate({ code, message });
  }

  destroy(): void {
    this.#finish({ code: ErrorCode.NoError, message: 'destroyed' }, ErrorCode.Cancel);
    this.output.finish();
    this.#transport.destroy();
  }

  /** Ends the connection because of what was thrown: the peer's error, or a handler's. */
  protected fail(error: unknown): void {
    if (error instanceof FloodError) {
      this.count(error.counter);
      this.#terminate({ code: error.code, message: error.message });
    } else if (error instanceof Http2Error) {
      this.count(error.code === ErrorCode.FlowControlError ? 'window_overflow' : 'connection_error');
      this.#terminate({ code: error.code, message: error.message });
    } else {
      this.#terminate({ code: ErrorCode.InternalError, message: 'internal error', error });
    }
  }

  /** The end was announced: closes as soon as no stream is open. */
  protected closeWhenIdle(): void {
    if (this.closed || this.streamsOpen > 0) return;
    this.#finish({ code: ErrorCode.NoError, message: 'drained' }, ErrorCode.Cancel);
    this.#end();
  }

  protected answerPing(bytes: Buffer, start: number): void {
    this.writeFrame(FrameType.Ping, Flag.Ack, 0, bytes.subarray(start, start + 8));
  }

  protected pingAnswered(bytes: Buffer, start: number): void {
    this.#pings.answered(bytes, start);
  }

  protected writeFrame(type: number, flags: number, streamId: number, payload: Uint8Array): void {
    const offset = this.output.reserve(FRAME_HEADER_BYTES + payload.length);
    const at = writeFrameHeader(this.output.buffer, offset, payload.length, type, flags, streamId);
    this.output.buffer.set(payload, at);
  }

  protected writeGoAway(lastStreamId: number, code: ErrorCode, message: string): void {
    const debug = Buffer.from(message.slice(0, DEBUG_BYTES_MAX), 'latin1');
    const payload = Buffer.alloc(8 + debug.length);
    writeUint32(payload, 0, lastStreamId);
    writeUint32(payload, 4, code);
    payload.set(debug, 8);
    this.writeFrame(FrameType.GoAway, 0, 0, payload);
  }

  #terminate(reason: CloseReason): void {
    if (this.closed) return;
    this.writeGoAway(this.lastStreamId, reason.code, reason.message);
    this.#finish(reason, reason.code === ErrorCode.NoError ? ErrorCode.Cancel : reason.code);
    this.#end();
  }

  /** No more streams, no more input; told once. */
  #finish(reason: CloseReason, streamCode: ErrorCode): void {
    if (this.closed) return;
    this.closed = true;
    this.draining = true;
    this.watchdog.stop();
    this.#grace?.cancel();
    this.#probe?.cancel();
    this.dropStreams(streamCode);
    this.tellClosed(reason);
  }

  /** Sends what is left and closes. The peer's input is still taken off the transport, or its system would discard our last frames. */
  #end(): void {
    this.#ending = true;
    if (this.#readingPaused) this.#transport.resumeReading();
    this.#linger = this.clock.setTimer(this.limits.lingerMs, () => this.#transport.destroy());
    this.output.flush();
    this.#endWhenWritten();
  }

  #endWhenWritten(): void {
    if (!this.output.blocked && this.output.length === 0) this.#transport.end();
  }

  onBlocked(): void {
    this.watchdog.watch();
  }

  /** Too much waits for a transport that takes nothing. */
  get #backlogged(): boolean {
    return this.output.length > this.limits.outputBytesMax || this.heldBytes > this.limits.connectionQueueBytesMax / 2;
  }

  #limitBacklog(): void {
    if (this.output.length > this.limits.outputBytesMax * OUTPUT_GIVE_UP_FACTOR) this.#giveUp('output_overflow');
    else if (this.pausesReading && !this.#readingPaused && this.#backlogged) {
      this.#readingPaused = true;
      this.#transport.pauseReading();
    }
  }

  /** Whether this side stops reading from a peer that does not read. Only one of the two may, or both would wait for ever. */
  protected abstract get pausesReading(): boolean;

  /** The peer does not take what we send: no use in telling it. */
  #giveUp(counter: Http2Counter): void {
    this.count(counter);
    this.#finish({ code: ErrorCode.EnhanceYourCalm, message: counter }, ErrorCode.EnhanceYourCalm);
    this.output.finish();
    this.#transport.destroy();
  }

  #checkTime(nowMs: number): boolean {
    const blocked = this.output.blocked;
    if (this.#writeStall.expired(blocked ? this.output.bytesSent : -1, nowMs)) this.#giveUp('slow_read');
    else if (!this.handshakeDone && nowMs - this.startedMs >= this.limits.handshakeTimeoutMs) {
      this.fail(new FloodError('handshake_timeout'));
    }
    if (this.closed) return false;
    try {
      return this.checkStreams(nowMs) || blocked || !this.handshakeDone;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }
}
