import { ErrorCode, errorCodeName } from '../frame/error-code.ts';
import { MAX_31_BITS } from '../frame/frame.ts';
import { Http2Error } from '../frame/http2-error.ts';
import { SettingId } from '../frame/settings.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { Malformed, readResponse, readTrailers } from '../headers/message-headers.ts';
import type { ResponseHeaders } from '../headers/request-headers.ts';
import { BlockCache } from '../hpack/block-cache.ts';
import { ClientStreamState } from '../stream/client-stream-state.ts';
import { checkHeaders } from '../stream/outgoing-headers.ts';
import type { ClientStream, OutgoingHeaders, ResponseHandler } from '../stream/stream.ts';
import type { Transport } from '../transport/transport.ts';
import type { ClientHandler, Http2ClientConnection } from './client-connection.ts';
import type { CloseReason } from './connection.ts';
import { ConnectionCore, protocolError } from './connection-core.ts';
import type { ConnectionOptions } from './connection-options.ts';
import { clientPreface } from './preface.ts';

/** The client's rules: when a request may be opened, what makes a response. */
export class ClientCore extends ConnectionCore<ClientStreamState> {
  readonly pausesReading = false;
  readonly #handler: ClientHandler;
  readonly #facade: Http2ClientConnection;
  readonly #responses = new BlockCache<ResponseHeaders>();
  readonly #trailers = new BlockCache<readonly HeaderField[]>();
  #nextStreamId = 1;
  #ready = false;

  constructor(transport: Transport, handler: ClientHandler, options: ConnectionOptions, facade: Http2ClientConnection) {
    super(transport, options);
    this.#handler = handler;
    this.#facade = facade;
    this.peer.enablePush = false;
    const limits = this.limits;
    const offset = this.output.reserve(clientPreface.length);
    this.output.buffer.set(clientPreface, offset);
    this.writeSettings([
      [SettingId.HeaderTableSize, limits.headerTableBytesMax],
      [SettingId.EnablePush, 0],
      [SettingId.InitialWindowSize, limits.streamWindowBytes],
      [SettingId.MaxFrameSize, limits.frameBytesMax],
      [SettingId.MaxHeaderListSize, limits.headerListBytesMax],
    ]);
    this.start();
  }

  get availableStreams(): number {
    if (this.closed || this.draining || this.#nextStreamId > MAX_31_BITS) return 0;
    return Math.max(0, Math.min(this.peer.concurrentStreamsMax, this.limits.concurrentStreamsMax) - this.streams.size);
  }

  request(headers: OutgoingHeaders, endStream: boolean, handler: ResponseHandler): ClientStream {
    if (this.availableStreams === 0) {
      throw new Http2Error(ErrorCode.RefusedStream, 'no stream can be opened on this connection at the moment');
    }
    checkHeaders(headers);
    const { streamWindowBytes } = this.peer;
    const id = this.#nextStreamId;
    this.sendHeaders(id, headers, endStream);
    this.#nextStreamId += 2;
    const stream = new ClientStreamState(id, this, streamWindowBytes, this.streamReceiveWindow, handler);
    stream.localEnded = endStream;
    stream.localDone = endStream;
    this.streams.set(id, stream);
    this.streamsTotal++;
    return stream;
  }

  /** The server opens no streams towards us, as push is off. */
  protected readonly lastStreamId = 0;

  protected feed(chunk: Buffer): void {
    this.reader.read(chunk, 0);
  }

  protected isIdle(streamId: number): boolean {
    return streamId >= this.#nextStreamId || streamId % 2 === 0;
  }

  protected onHeaderBlock(
    streamId: number,
    endStream: boolean,
    _selfDependent: boolean,
    bytes: Buffer,
    start: number,
    end: number,
  ): void {
    if (this.isIdle(streamId)) throw protocolError(`a response on stream ${streamId}, which is idle`, '5.1');
    const stream = this.streams.get(streamId);
    if (stream !== undefined && !stream.remoteEnded) {
      if (stream.headersReceived) this.#onTrailers(stream, endStream, bytes, start, end);
      else this.#onResponse(stream, endStream, bytes, start, end);
      return;
    }
    this.decoder.decode(bytes, start, end);
    if (stream === undefined) this.onClosedStream(streamId);
    else this.streamError(stream, ErrorCode.StreamClosed);
  }

  #onResponse(stream: ClientStreamState, endStream: boolean, bytes: Buffer, start: number, end: number): void {
    const response = this.#decode(this.#responses, readResponse, bytes, start, end);
    if (response === undefined) this.streamError(stream, ErrorCode.EnhanceYourCalm, 'header_list');
    else if (response instanceof Malformed || (endStream && response.status < 200)) {
      this.streamError(stream, ErrorCode.ProtocolError);
    } else {
      stream.headersReceived = response.status >= 200;
      // The answer to HEAD and status 304 state a length without sending it; whether data adds up shows once there is any.
      if (!endStream) stream.contentLeft = response.contentLength;
      stream.remoteEnded = endStream;
      stream.handler.onHeaders(stream, response, endStream);
      if (endStream) this.remoteSideDone(stream);
    }
  }

  #onTrailers(stream: ClientStreamState, endStream: boolean, bytes: Buffer, start: number, end: number): void {
    const trailers = this.#decode(this.#trailers, readTrailers, bytes, start, end);
    if (trailers === undefined) this.streamError(stream, ErrorCode.EnhanceYourCalm, 'header_list');
    else if (trailers instanceof Malformed || !endStream || stream.contentLeft > 0) {
      this.streamError(stream, ErrorCode.ProtocolError);
    } else {
      stream.remoteEnded = true;
      stream.tellTrailers(trailers);
      this.remoteSideDone(stream);
    }
  }

  #decode<Value extends object>(
    cache: BlockCache<Value>,
    read: (entries: Parameters<typeof readResponse>[0]) => Value | Malformed,
    bytes: Buffer,
    start: number,
    end: number,
  ): Value | Malformed | undefined {
    const known = cache.find(bytes, start, end, this.decoder.tableChanges);
    if (known !== undefined) return known;
    const block = this.decoder.decode(bytes, start, end);
    if (block.truncated) return undefined;
    const value = read(block.entries);
    if (block.repeatable && !(value instanceof Malformed)) {
      cache.store(bytes, start, end, this.decoder.tableChanges, value);
    }
    return value;
  }

  protected override onSettings(): void {
    if (this.peer.enablePush) throw protocolError('a server with SETTINGS_ENABLE_PUSH', '6.5.2');
    if (this.#ready) return;
    this.#ready = true;
    this.#handler.onReady?.(this.#facade);
  }

  /** Streams the server did not handle are given back at once: they may be tried again elsewhere (RFC 9113 section 8.7). */
  protected onGoAway(lastStreamId: number, code: ErrorCode, debug: Buffer): void {
    for (const stream of [...this.streams.values()]) {
      if (stream.id > lastStreamId) this.resetByPeer(stream, ErrorCode.RefusedStream);
    }
    this.endsWithLastStream = true;
    if (code !== ErrorCode.NoError) {
      this.close(ErrorCode.NoError, `the server went away with ${errorCodeName(code)}: ${debug.toString('latin1')}`);
    } else this.closeWhenIdle();
  }

  protected announceEnd(): void {
    this.endsWithLastStream = true;
    this.writeGoAway(0, ErrorCode.NoError, 'shutting down');
    this.closeWhenIdle();
  }

  protected override streamGone(): void {
    if (!this.closed) this.#handler.onStreamClosed?.(this.#facade);
  }

  protected tellClosed(reason: CloseReason): void {
    this.#handler.onClose?.(this.#facade, reason);
  }
}
