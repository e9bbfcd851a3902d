import { ErrorCode } from '../frame/error-code.ts';
import { Flag, FrameType, MAX_31_BITS, readUint31, readUint32 } from '../frame/frame.ts';
import { FrameReader, type FrameSink } from '../frame/frame-reader.ts';
import { Http2Error } from '../frame/http2-error.ts';
import { applySettings, encodeSettings } from '../frame/settings.ts';
import { HpackDecoder, INITIAL_TABLE_BYTES } from '../hpack/hpack-decoder.ts';
import { FloodError } from '../limits/flood-guard.ts';
import { Stall } from '../limits/stall.ts';
import type { StreamState } from '../stream/stream-state.ts';
import type { Transport } from '../transport/transport.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { ConnectionStreams, INITIAL_WINDOW_BYTES } from './connection-streams.ts';
import { HeaderAssembler } from './header-assembler.ts';

const nothing = new Uint8Array(0);

/**
 * What every frame means, for both sides (RFC 9113 section 6). Rules whose breach ends the connection throw an `Http2Error`; those that end a stream
 * go to `streamError`.
 */
export abstract class ConnectionCore<Stream extends StreamState>
  extends ConnectionStreams<Stream>
  implements FrameSink
{
  protected readonly decoder: HpackDecoder;
  protected readonly reader: FrameReader;
  readonly #assembler: HeaderAssembler;
  readonly #headerBlockStall: Stall;
  /** Blocks in pieces so far, for the watchdog to tell them apart. */
  #blocksInPieces = 0;
  #settingsReceived = false;
  /** The peer knows our settings. */
  protected settingsAcknowledged = false;
  /** Data sent when a control frame was last looked at. */
  #dataSentSeen = 0;

  constructor(transport: Transport, options: ConnectionOptions) {
    super(transport, options);
    const limits = this.limits;
    this.decoder = new HpackDecoder(limits.headerListBytesMax);
    this.reader = new FrameReader(this, limits.frameBytesMax);
    this.#assembler = new HeaderAssembler(limits.headerBlockBytesMax, limits.continuationFramesMax);
    this.#headerBlockStall = new Stall(limits.headerBlockTimeoutMs);
  }

  get handshakeDone(): boolean {
    return this.#settingsReceived;
  }

  /** A header block is complete: `bytes[start, end)`. It must be decoded whatever becomes of the stream. */
  protected abstract onHeaderBlock(
    streamId: number,
    endStream: boolean,
    selfDependent: boolean,
    bytes: Buffer,
    start: number,
    end: number,
  ): void;
  protected abstract onGoAway(lastStreamId: number, code: ErrorCode, debug: Buffer): void;
  /** Whether a stream was never opened (RFC 9113 section 5.1, "idle"). */
  protected abstract isIdle(streamId: number): boolean;
  protected onPing(): void {}
  protected onSettings(): void {}

  /** Writes our SETTINGS and the window of the connection. */
  protected writeSettings(entries: readonly (readonly [id: number, value: number])[]): void {
    this.writeFrame(FrameType.Settings, 0, 0, encodeSettings(entries));
    this.writeInitialWindow();
  }

  onFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (this.#assembler.streamId !== 0 && type !== FrameType.Continuation) {
      throw protocolError('a frame inside a header block', '4.3');
    }
    if (!this.#settingsReceived && (type !== FrameType.Settings || (flags & Flag.Ack) !== 0)) {
      throw protocolError('the first frame is not SETTINGS', '3.4');
    }
    switch (type) {
      case FrameType.Data:
        this.#onData(flags, streamId, bytes, start, end);
        break;
      case FrameType.Headers:
        this.#onHeaders(flags, streamId, bytes, start, end);
        break;
      case FrameType.Continuation:
        this.#onContinuation(flags, streamId, bytes.subarray(start, end));
        break;
      case FrameType.WindowUpdate:
        this.#onWindowUpdate(streamId, bytes, start, end - start);
        break;
      case FrameType.RstStream:
        this.#onReset(streamId, bytes, start, end - start);
        break;
      case FrameType.Settings:
        this.#onSettingsFrame(flags, streamId, bytes, start, end);
        break;
      case FrameType.Ping:
        this.#onPing(flags, streamId, bytes, start, end - start);
        break;
      case FrameType.GoAway:
        this.#onGoAwayFrame(streamId, bytes, start, end);
        break;
      case FrameType.Priority:
        this.#onPriority(streamId, bytes, start, end - start);
        break;
      case FrameType.PushPromise:
        throw protocolError('PUSH_PROMISE, which this side never allows', '8.4');
      default:
        this.#takeControlFrame();
    }
  }

  #onData(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (streamId === 0) throw protocolError('DATA on stream 0', '6.1');
    const length = end - start;
    this.receiveWindow -= length;
    if (this.receiveWindow < 0) throw flowControlError('DATA beyond the connection window', '6.9');
    let from = start;
    let to = end;
    if ((flags & Flag.Padded) !== 0) {
      from = start + 1;
      to = end - (length > 0 ? (bytes[start] as number) : 0);
      if (length === 0 || to < from) throw protocolError('DATA with more padding than payload', '6.1');
    }
    const stream = this.streams.get(streamId);
    if (stream === undefined) {
      this.giveConnectionCredit(length);
      this.#onFrameOfClosedStream(streamId);
      return;
    }
    if (stream.remoteEnded) {
      this.giveConnectionCredit(length);
      this.streamError(stream, ErrorCode.StreamClosed);
      return;
    }
    stream.receiveWindow -= length;
    if (stream.receiveWindow < 0) {
      this.giveConnectionCredit(length);
      this.streamError(stream, ErrorCode.FlowControlError, 'window_overflow');
      return;
    }
    const dataLength = to - from;
    if (dataLength < length) this.giveCredit(stream, length - dataLength);
    this.#deliver(stream, bytes, from, to, (flags & Flag.EndStream) !== 0);
  }

  #deliver(stream: Stream, bytes: Buffer, from: number, to: number, endStream: boolean): void {
    const length = to - from;
    if (length > 0) this.guards.progress();
    else if (!endStream) {
      this.guards.emptyFrames.take();
      return;
    }
    if (stream.contentLeft >= 0) {
      stream.contentLeft -= length;
      // RFC 9113 section 8.1.1: the lengths of all DATA frames add up to the content-length.
      if (stream.contentLeft < 0 || (endStream && stream.contentLeft > 0)) {
        this.giveConnectionCredit(length);
        this.streamError(stream, ErrorCode.ProtocolError);
        return;
      }
    }
    stream.unconsumed += length;
    if (endStream) stream.remoteEnded = true;
    stream.tellData(bytes.subarray(from, to), endStream);
    if (endStream) this.remoteSideDone(stream);
  }

  #onHeaders(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    if (streamId === 0) throw protocolError('HEADERS on stream 0', '6.2');
    let from = start;
    let to = end;
    let selfDependent = false;
    if ((flags & Flag.Padded) !== 0 && from < end) to -= bytes[from++] as number;
    else if ((flags & Flag.Padded) !== 0) throw frameSizeError('HEADERS without its padding length', '6.2');
    if ((flags & Flag.Priority) !== 0) {
      if (from + 5 > end) throw frameSizeError('HEADERS without its priority fields', '6.2');
      selfDependent = readUint31(bytes, from) === streamId;
      from += 5;
    }
    if (to < from) throw protocolError('HEADERS with more padding than payload', '6.2');
    if ((flags & Flag.EndHeaders) !== 0) {
      if (to - from > this.limits.headerBlockBytesMax) throw new FloodError('header_block');
      this.onHeaderBlock(streamId, (flags & Flag.EndStream) !== 0, selfDependent, bytes, from, to);
      return;
    }
    if (from === to) this.guards.emptyFrames.take();
    this.#assembler.begin(streamId, flags, selfDependent, bytes.subarray(from, to));
    this.#blocksInPieces++;
    this.watchdog.watch();
  }

  #onContinuation(flags: number, streamId: number, fragment: Buffer): void {
    const assembler = this.#assembler;
    assembler.continue(streamId, fragment);
    if ((flags & Flag.EndHeaders) === 0) return;
    const endStream = (assembler.flags & Flag.EndStream) !== 0;
    const block = assembler.finish();
    this.onHeaderBlock(streamId, endStream, assembler.selfDependent, block, 0, block.length);
  }

  #onWindowUpdate(streamId: number, bytes: Buffer, start: number, length: number): void {
    if (length !== 4) throw frameSizeError(`WINDOW_UPDATE of ${length} bytes`, '6.9');
    const increment = readUint31(bytes, start);
    this.#takeControlFrame();
    if (streamId === 0) {
      if (increment === 0) throw protocolError('WINDOW_UPDATE by 0 on the connection', '6.9');
      this.scheduler.widen(increment);
      return;
    }
    const stream = this.streams.get(streamId);
    if (stream === undefined) {
      if (this.isIdle(streamId)) throw protocolError('WINDOW_UPDATE on an idle stream', '5.1');
      return;
    }
    stream.sendWindow += increment;
    if (increment === 0) this.streamError(stream, ErrorCode.ProtocolError);
    else if (stream.sendWindow > MAX_31_BITS) {
      this.streamError(stream, ErrorCode.FlowControlError, 'window_overflow');
    } else {
      this.scheduler.windowChanged(stream);
      this.scheduler.pump();
    }
  }

  #onReset(streamId: number, bytes: Buffer, start: number, length: number): void {
    if (streamId === 0) throw protocolError('RST_STREAM on stream 0', '6.4');
    if (length !== 4) throw frameSizeError(`RST_STREAM of ${length} bytes`, '6.4');
    if (this.isIdle(streamId)) throw protocolError('RST_STREAM on an idle stream', '6.4');
    const stream = this.streams.get(streamId);
    if (stream === undefined) this.#takeControlFrame();
    else {
      this.resetByPeer(stream, readUint32(bytes, start));
      if (!stream.resetIsFair) this.guards.resets.take();
    }
  }

  #onSettingsFrame(flags: number, streamId: number, bytes: Buffer, start: number, end: number): void {
    const length = end - start;
    if (streamId !== 0) throw protocolError('SETTINGS on a stream', '6.5');
    if ((flags & Flag.Ack) !== 0) {
      if (length !== 0) throw frameSizeError('SETTINGS acknowledgement with a payload', '6.5');
      this.#onSettingsAcknowledged();
      return;
    }
    if (length % 6 !== 0) throw frameSizeError(`SETTINGS of ${length} bytes`, '6.5');
    this.guards.settings.take();
    const windowBefore = this.peer.streamWindowBytes;
    applySettings(this.peer, bytes, start, end);
    this.encoder.setTableBytesMax(this.peer.headerTableBytesMax);
    const difference = this.peer.streamWindowBytes - windowBefore;
    if (difference !== 0 && !this.changeSendWindows(difference)) {
      throw flowControlError('SETTINGS_INITIAL_WINDOW_SIZE makes a window exceed 2^31 - 1', '6.9.2');
    }
    this.#settingsReceived = true;
    this.writeFrame(FrameType.Settings, Flag.Ack, 0, nothing);
    this.onSettings();
    this.scheduler.pump();
  }

  /** Our settings are in force for the peer from here on; until now it could go by the initial values. */
  #onSettingsAcknowledged(): void {
    if (this.settingsAcknowledged) {
      this.#takeControlFrame();
      return;
    }
    this.settingsAcknowledged = true;
    if (this.limits.headerTableBytesMax < INITIAL_TABLE_BYTES) {
      this.decoder.acknowledgeTableBytesMax(this.limits.headerTableBytesMax);
    }
    const shrunkBy = INITIAL_WINDOW_BYTES - this.limits.streamWindowBytes;
    if (shrunkBy <= 0) return;
    this.streamReceiveWindow -= shrunkBy;
    for (const stream of this.streams.values()) stream.receiveWindow -= shrunkBy;
  }

  #onPing(flags: number, streamId: number, bytes: Buffer, start: number, length: number): void {
    if (streamId !== 0) throw protocolError('PING on a stream', '6.7');
    if (length !== 8) throw frameSizeError(`PING of ${length} bytes`, '6.7');
    if ((flags & Flag.Ack) !== 0) {
      this.#takeControlFrame();
      this.pingAnswered(bytes, start);
      return;
    }
    this.#forgiveIfDataFlowed();
    this.guards.pings.take();
    this.answerPing(bytes, start);
    this.onPing();
  }

  #onGoAwayFrame(streamId: number, bytes: Buffer, start: number, end: number): void {
    if (streamId !== 0) throw protocolError('GOAWAY on a stream', '6.8');
    if (end - start < 8) throw frameSizeError(`GOAWAY of ${end - start} bytes`, '6.8');
    this.#takeControlFrame();
    this.draining = true;
    this.onGoAway(readUint31(bytes, start), readUint32(bytes, start + 4), bytes.subarray(start + 8, end));
  }

  /** Priorities are not used (RFC 9113 section 5.3.2), but what is not one is refused. */
  #onPriority(streamId: number, bytes: Buffer, start: number, length: number): void {
    if (streamId === 0) throw protocolError('PRIORITY on stream 0', '6.3');
    this.#takeControlFrame();
    const selfDependent = length === 5 && readUint31(bytes, start) === streamId;
    if (length === 5 && !selfDependent) return;
    const code = selfDependent ? ErrorCode.ProtocolError : ErrorCode.FrameSizeError;
    const stream = this.streams.get(streamId);
    if (stream !== undefined) this.streamError(stream, code);
    // RST_STREAM must not be sent for an idle stream (section 6.4), so the connection has to carry the error.
    else throw new Http2Error(code, 'PRIORITY that is not one (RFC 9113 section 6.3)');
  }

  /** DATA or HEADERS on a stream that is not open (RFC 9113 section 5.1). */
  #onFrameOfClosedStream(streamId: number): void {
    if (this.isIdle(streamId)) throw protocolError(`a frame on stream ${streamId}, which is idle`, '5.1');
    this.onClosedStream(streamId);
  }

  /** The same, for a stream that is known not to be idle. */
  protected onClosedStream(streamId: number): void {
    switch (this.closedStreams.kindOf(streamId)) {
      case 'reset-by-us':
        this.#takeControlFrame();
        break;
      case 'reset-by-peer':
        this.refuse(streamId, ErrorCode.StreamClosed);
        break;
      case 'ended':
        throw new Http2Error(
          ErrorCode.StreamClosed,
          `a frame on stream ${streamId}, which has ended (RFC 9113 section 5.1)`,
        );
      case 'skipped':
        throw protocolError(`stream ${streamId} is below one opened before`, '5.1.1');
    }
  }

  /** A frame that is of use only beside requests and data. */
  #takeControlFrame(): void {
    this.#forgiveIfDataFlowed();
    this.guards.controlFrames.take();
  }

  #forgiveIfDataFlowed(): void {
    if (this.scheduler.dataSent === this.#dataSentSeen) return;
    this.#dataSentSeen = this.scheduler.dataSent;
    this.guards.progress();
  }

  protected override checkStreams(nowMs: number): boolean {
    const open = this.#assembler.streamId !== 0;
    if (this.#headerBlockStall.expired(open ? this.#blocksInPieces : -1, nowMs)) {
      throw new FloodError('header_block_timeout');
    }
    return super.checkStreams(nowMs) || open;
  }
}

export function protocolError(message: string, section: string): Http2Error {
  return new Http2Error(ErrorCode.ProtocolError, `${message} (RFC 9113 section ${section})`);
}

function frameSizeError(message: string, section: string): Http2Error {
  return new Http2Error(ErrorCode.FrameSizeError, `${message} (RFC 9113 section ${section})`);
}

function flowControlError(message: string, section: string): Http2Error {
  return new Http2Error(ErrorCode.FlowControlError, `${message} (RFC 9113 section ${section})`);
}
