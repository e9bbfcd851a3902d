import type { ServerHandler } from '../connection/server-connection.ts';
import { encodeHeaderBlock } from '../hpack/header-block.ts';
import type { ServerStream, StreamHandler } from '../stream/stream.ts';

const headers = encodeHeaderBlock([
  [':status', '200'],
  ['content-type', 'application/grpc'],
]);
const trailers = encodeHeaderBlock([
  ['grpc-status', '0'],
  ['grpc-message', ''],
]);

/** A gRPC message of no bytes: its prefix. */
const emptyMessage = new Uint8Array(5);

/** Gathers a request and sends it back with trailers, as a unary gRPC method does. */
class Echo implements StreamHandler<ServerStream> {
  #first: Uint8Array | undefined;
  #more: Uint8Array[] | undefined;

  onData(stream: ServerStream, bytes: Uint8Array, endStream: boolean): void {
    if (!endStream) stream.consumed(bytes.length);
    if (this.#first === undefined && endStream) {
      stream.answer(headers, bytes, trailers);
      return;
    }
    if (this.#first === undefined) this.#first = bytes;
    else {
      this.#more ??= [this.#first];
      this.#more.push(bytes);
    }
    if (endStream) stream.answer(headers, this.#more ?? this.#first, trailers);
  }

  onTrailers(stream: ServerStream): void {
    stream.answer(headers, this.#more ?? this.#first ?? [], trailers);
  }

  onReset(): void {}

  onWritable(): void {}
}

/** A server's handler that echoes every request. */
export const echoHandler: ServerHandler = {
  onStream(stream, _headers, endStream) {
    if (endStream) stream.answer(headers, emptyMessage, trailers);
    return new Echo();
  },
};
