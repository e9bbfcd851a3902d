import { ErrorCode } from '../frame/error-code.ts';
import { MAX_31_BITS } from '../frame/frame.ts';
import { SettingId } from '../frame/settings.ts';
import { Malformed, readRequest, readTrailers } from '../headers/message-headers.ts';
import type { RequestHeaders } from '../headers/request-headers.ts';
import { BlockCache } from '../hpack/block-cache.ts';
import { ServerStreamState } from '../stream/server-stream-state.ts';
import type { Transport } from '../transport/transport.ts';
import type { CloseReason } from './connection.ts';
import { ConnectionCore, protocolError } from './connection-core.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { clientPreface } from './preface.ts';
import type { Http2ServerConnection, ServerHandler } from './server-connection.ts';

/** From here on `concurrentStreamsMax` is no limit; it is also the largest value a setting can have. */
const UNLIMITED_STREAMS = 2 ** 32 - 1;

/** The server's rules: who may open streams, what makes a request. */
export class ServerCore extends ConnectionCore<ServerStreamState> {
  readonly pausesReading = true;
  readonly #handler: ServerHandler;
  readonly #facade: Http2ServerConnection;
  readonly #requests = new BlockCache<RequestHeaders>();
  #prefaceBytes = 0;
  #highestStreamId = 0;
  /** Streams above it came after our final GOAWAY: they are not handled. */
  #lastAcceptedStreamId = MAX_31_BITS;

  constructor(transport: Transport, handler: ServerHandler, options: ConnectionOptions, facade: Http2ServerConnection) {
    super(transport, options);
    this.#handler = handler;
    this.#facade = facade;
    const limits = this.limits;
    // No entry means no limit.
    const limited = limits.concurrentStreamsMax < UNLIMITED_STREAMS;
    this.writeSettings([
      [SettingId.HeaderTableSize, limits.headerTableBytesMax],
      ...(limited ? [[SettingId.MaxConcurrentStreams, limits.concurrentStreamsMax] as const] : []),
      [SettingId.InitialWindowSize, limits.streamWindowBytes],
      [SettingId.MaxFrameSize, limits.frameBytesMax],
      [SettingId.MaxHeaderListSize, limits.headerListBytesMax],
    ]);
    this.start();
  }

  protected get lastStreamId(): number {
    return Math.min(this.#highestStreamId, this.#lastAcceptedStreamId);
  }

  protected feed(chunk: Buffer): void {
    this.reader.read(chunk, this.#prefaceBytes < clientPreface.length ? this.#readPreface(chunk) : 0);
  }

  #readPreface(chunk: Buffer): number {
    let at = 0;
    while (at < chunk.length && this.#prefaceBytes < clientPreface.length) {
      if (chunk[at++] !== clientPreface[this.#prefaceBytes++]) throw protocolError('not the preface of HTTP/2', '3.4');
    }
    return at;
  }

  protected isIdle(streamId: number): boolean {
    return streamId > this.#highestStreamId || streamId % 2 === 0;
  }

  protected onHeaderBlock(
    streamId: number,
    endStream: boolean,
    selfDependent: boolean,
    bytes: Buffer,
    start: number,
    end: number,
  ): void {
    if (streamId % 2 === 0) throw protocolError(`a request on stream ${streamId}, which is not odd`, '5.1.1');
    if (streamId <= this.#highestStreamId) {
      this.#onLaterBlock(streamId, endStream, bytes, start, end);
      return;
    }
    const request = this.#decodeRequest(bytes, start, end);
    this.closedStreams.addOpened(this.#highestStreamId, streamId);
    this.#highestStreamId = streamId;
    if (streamId > this.#lastAcceptedStreamId) this.closedStreams.addReset(streamId, 'reset-by-us');
    else if (selfDependent) this.refuse(streamId, ErrorCode.ProtocolError);
    else if (request instanceof Malformed) this.refuse(streamId, ErrorCode.ProtocolError);
    else if (request === undefined) this.refuse(streamId, ErrorCode.EnhanceYourCalm, 'header_list');
    else if (this.streamsOpenForPeer >= this.limits.concurrentStreamsMax) this.#refuseForRoom(streamId);
    else if (this.scheduler.heldBytes > this.limits.connectionQueueBytesMax) {
      this.refuse(streamId, ErrorCode.RefusedStream, 'send_queue');
    } else this.#open(streamId, request, endStream);
  }

  /** A client that has not seen the limit yet is refused without being held guilty. */
  #refuseForRoom(streamId: number): void {
    if (this.settingsAcknowledged) this.refuse(streamId, ErrorCode.RefusedStream, 'concurrent_streams');
    else {
      this.writeReset(streamId, ErrorCode.RefusedStream);
      this.closedStreams.addReset(streamId, 'reset-by-us');
      this.count('concurrent_streams');
    }
  }

  #open(streamId: number, request: RequestHeaders, endStream: boolean): void {
    const stream = new ServerStreamState(streamId, this, this.peer.streamWindowBytes, this.streamReceiveWindow);
    if (endStream) {
      if (request.contentLength > 0) {
        this.refuse(streamId, ErrorCode.ProtocolError);
        return;
      }
      stream.remoteEnded = true;
    } else stream.contentLeft = request.contentLength;
    this.streams.set(streamId, stream);
    this.streamsTotal++;
    this.guards.progress();
    stream.handler = this.#handler.onStream(stream, request, endStream, this.#facade);
  }

  /** The request of a block; undefined when it exceeds the limit. */
  #decodeRequest(bytes: Buffer, start: number, end: number): RequestHeaders | Malformed | undefined {
    const decoder = this.decoder;
    const known = this.#requests.find(bytes, start, end, decoder.tableChanges);
    if (known !== undefined) return known;
    const block = decoder.decode(bytes, start, end);
    if (block.truncated) return undefined;
    const request = readRequest(block.entries);
    if (block.repeatable && !(request instanceof Malformed)) {
      this.#requests.store(bytes, start, end, decoder.tableChanges, request);
    }
    return request;
  }

  /** A second header block of a stream: trailers, or an error. */
  #onLaterBlock(streamId: number, endStream: boolean, bytes: Buffer, start: number, end: number): void {
    const block = this.decoder.decode(bytes, start, end);
    const stream = this.streams.get(streamId);
    if (stream === undefined) {
      this.onClosedStream(streamId);
      return;
    }
    const trailers = readTrailers(block.entries);
    if (stream.remoteEnded) this.streamError(stream, ErrorCode.StreamClosed);
    else if (block.truncated) this.streamError(stream, ErrorCode.EnhanceYourCalm, 'header_list');
    else if (!endStream || trailers instanceof Malformed || stream.contentLeft > 0) {
      this.streamError(stream, ErrorCode.ProtocolError);
    } else {
      stream.remoteEnded = true;
      stream.tellTrailers(trailers);
      this.remoteSideDone(stream);
    }
  }

  protected override onPing(): void {
    this.#handler.onPing?.(this.#facade);
  }

  protected onGoAway(): void {
    // The client opens no more streams; those it has opened run to their end, then it closes.
  }

  /**
   * RFC 9113 section 6.8: a first GOAWAY asks the client to stop; requests that were under way by then have arrived when our PING is answered,
   * and the second GOAWAY says which were the last ones.
   */
  protected announceEnd(): void {
    this.writeGoAway(MAX_31_BITS, ErrorCode.NoError, 'shutting down');
    const settle = () => {
      if (this.closed || this.#lastAcceptedStreamId !== MAX_31_BITS) return;
      this.#lastAcceptedStreamId = this.#highestStreamId;
      this.writeGoAway(this.#lastAcceptedStreamId, ErrorCode.NoError, 'shutting down');
      this.endsWithLastStream = true;
      this.closeWhenIdle();
    };
    this.ping(settle);
    this.clock.setTimer(this.limits.lingerMs, settle);
  }

  protected tellClosed(reason: CloseReason): void {
    this.#handler.onClose?.(this.#facade, reason);
  }
}
