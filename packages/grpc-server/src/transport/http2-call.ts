import {
  ErrorCode,
  type HeaderField,
  type RequestHeaders,
  type ServerStream,
  type StreamHandler,
} from '@quorate/http2';
import { compress, decompress, type Encoding } from '../message/compression.ts';
import { type EncodedMessage, joinMessage, PREFIX_BYTES, readPrefixLength, viewOf } from '../message/framing.ts';
import { MessageReader } from '../message/message-reader.ts';
import { compressedPrefixOf, framedParts } from '../message/prefix.ts';
import { openStream, runUnary } from '../rpc/run-call.ts';
import { ServerCall } from '../rpc/server-call.ts';
import { type MessageSource, StreamPump } from '../rpc/stream-pump.ts';
import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import type { GrpcConnection } from './grpc-connection.ts';
import type { GrpcRoute } from './request-route.ts';
import { closingTrailers, openingHeaders, trailersOnly } from './response-headers.ts';

/** A call that came by a stream of HTTP/2. */
export class Http2Call extends ServerCall implements StreamHandler<ServerStream>, MessageSource {
  readonly #connection: GrpcConnection;
  readonly #stream: ServerStream;
  readonly #headers: RequestHeaders;
  readonly #encoding: Encoding;
  #reader: MessageReader | undefined = undefined;
  #pump: StreamPump | undefined = undefined;
  #remoteEnded = false;
  /** Bytes received that the client has not been given back. */
  #owedBytes = 0;
  #drained: (() => void)[] | undefined = undefined;

  constructor(connection: GrpcConnection, stream: ServerStream, headers: RequestHeaders, route: GrpcRoute) {
    super(connection.core, route.registered, connection.peer);
    this.#connection = connection;
    this.#stream = stream;
    this.#headers = headers;
    this.#encoding = route.encoding;
    if (route.timeoutMs !== undefined) this.setTimeoutMs(route.timeoutMs);
  }

  /** Starts the call; `endStream` when nothing follows its headers. */
  start(endStream: boolean): void {
    this.#remoteEnded = endStream;
    if (this.registered.definition.kind === 'unary') {
      if (endStream) this.fail(missingRequest());
      else this.watchDeadline();
      return;
    }
    const receiver = openStream(this);
    if (receiver === undefined) return;
    this.#pump = new StreamPump(this, receiver, this);
    if (endStream) this.#pump.run();
  }

  onData(stream: ServerStream, bytes: Uint8Array, endStream: boolean): void {
    this.#remoteEnded = endStream;
    if (this.ended) {
      if (!endStream) stream.consumed(bytes.length);
      return;
    }
    if (this.#pump !== undefined) this.#receiveStreamed(bytes, endStream);
    else if (endStream && this.#reader === undefined) this.#receiveWhole(bytes);
    else this.#receivePart(bytes, endStream);
  }

  onTrailers(): void {
    this.onData(this.#stream, new Uint8Array(0), true);
  }

  onReset(): void {
    this.cancel(new RpcError(StatusCode.Canceled, 'context canceled'));
    this.#release();
  }

  onWritable(): void {
    this.#release();
  }

  /** The usual case: the request in one frame, which ends the stream. */
  #receiveWhole(bytes: Uint8Array): void {
    const length = bytes.length < PREFIX_BYTES ? -1 : readPrefixLength(bytes, 0);
    if (length === bytes.length - PREFIX_BYTES && bytes[0] === 0 && length <= this.core.receiveBytesMax) {
      runUnary(this, viewOf(bytes, PREFIX_BYTES, length));
    } else {
      this.#receivePart(bytes, true);
    }
  }

  /**
   * A part of a unary request. What came is given back at once: were it kept until the message is whole, large messages of one
   * connection could fill its window and wait for one another.
   */
  #receivePart(bytes: Uint8Array, endStream: boolean): void {
    this.#reader ??= new MessageReader(this.core.receiveBytesMax);
    this.#reader.push(bytes);
    try {
      if (endStream) {
        const raw = this.next();
        if (raw === undefined || this.#reader.pendingBytes > 0) throw missingRequest();
        runUnary(this, raw);
      } else {
        this.#reader.checkLength();
        this.#stream.consumed(bytes.length);
      }
    } catch (error) {
      this.fail(error);
    }
  }

  /** Messages of a stream are given back once the receiver has taken them, so that a slow receiver holds its client back. */
  #receiveStreamed(bytes: Uint8Array, endStream: boolean): void {
    this.#reader ??= new MessageReader(this.core.receiveBytesMax);
    this.#reader.push(bytes);
    if (!endStream) this.#owedBytes += bytes.length;
    this.#pump?.run();
  }

  next(): Uint8Array | undefined {
    const message = this.#reader?.next();
    if (message === undefined) {
      this.#payBack();
      if (this.#remoteEnded && (this.#reader?.pendingBytes ?? 0) > 0) {
        throw new RpcError(StatusCode.Internal, 'grpc: the stream ended inside a message');
      }
      return undefined;
    }
    return message.compressed ? decompress(message.bytes, this.#encoding, this.core.receiveBytesMax) : message.bytes;
  }

  get finished(): boolean {
    return this.#remoteEnded;
  }

  #payBack(): void {
    if (this.#owedBytes === 0) return;
    this.#stream.consumed(this.#owedBytes);
    this.#owedBytes = 0;
  }

  override header(name: string): string | undefined {
    return this.#headers.get(name);
  }

  protected override headerFields(): Iterable<HeaderField> {
    return this.#headers.fields;
  }

  protected override finishWith(message: EncodedMessage): void {
    this.#connection.sent();
    this.#stream.answer(
      openingHeaders(this.#encoding, this.initialMetadata),
      this.#frame(message),
      closingTrailers(undefined, this.trailingMetadata),
    );
  }

  protected override deliver(message: EncodedMessage): boolean {
    this.#connection.sent();
    const stream = this.#stream;
    if (!stream.responded) stream.respond(openingHeaders(this.#encoding, this.initialMetadata), false);
    return stream.sendData(this.#frame(message), false);
  }

  protected override finish(status: RpcError | undefined): void {
    this.#connection.sent();
    const stream = this.#stream;
    if (stream.responded) stream.sendTrailers(closingTrailers(status, this.trailingMetadata));
    else stream.respond(trailersOnly(status, this.initialMetadata, this.trailingMetadata), true);
    // Whatever the client still sends is of no use; an answer that is queued must not be lost, so then the client ends it.
    if (!this.#remoteEnded && stream.queuedBytes === 0) stream.reset(ErrorCode.NoError);
    this.#release();
  }

  /** A client that compresses is answered in kind, as grpc-go does. */
  #frame(message: EncodedMessage): Uint8Array[] {
    if (this.#encoding === 'identity') return framedParts(message);
    const compressed = compress(joinMessage(message));
    return [compressedPrefixOf(compressed.length), compressed];
  }

  override get queuedBytes(): number {
    return this.#stream.queuedBytes;
  }

  override drained(): Promise<void> {
    if (this.ended || this.#stream.writable) return Promise.resolve();
    return new Promise((resolve) => {
      if (this.#drained === undefined) this.#drained = [resolve];
      else this.#drained.push(resolve);
    });
  }

  #release(): void {
    const waiting = this.#drained;
    if (waiting === undefined) return;
    this.#drained = undefined;
    for (const resolve of waiting) resolve();
  }
}

function missingRequest(): RpcError {
  return new RpcError(StatusCode.Internal, 'grpc: a call of this kind takes exactly one message');
}
