import { createServer } from 'node:net';
import {
  encodeHeaderBlock,
  Http2ServerConnection,
  type ServerStream,
  SocketTransport,
  type StreamHandler,
} from '@quorate/http2';
import { PutResponse, ResponseHeader } from '@quorate/protocol';
import { frameMessage } from '../servers/etcd-call.ts';

/**
 * A server that answers every request at once with the same successful answer to a put: what is measured against it is the generator, and HTTP/2. Listens on
 * the port in its first argument and ends with its input.
 */
const headers = encodeHeaderBlock([
  [':status', '200'],
  ['content-type', 'application/grpc'],
]);
const trailers = encodeHeaderBlock([
  ['grpc-status', '0'],
  ['grpc-message', ''],
]);
const header = ResponseHeader.create({ clusterId: 1n, memberId: 1n, revision: 2, raftTerm: 2 });
const answer = frameMessage(PutResponse.encode(PutResponse.create({ header })));

const handler: StreamHandler<ServerStream> = {
  onData(stream, bytes, endStream) {
    if (endStream) answerTo(stream);
    else stream.consumed(bytes.length);
  },
  onTrailers: answerTo,
  onReset() {},
  onWritable() {},
};

function answerTo(stream: ServerStream): void {
  stream.answer(headers, answer, trailers);
}

createServer((socket) => {
  new Http2ServerConnection(new SocketTransport(socket), {
    onStream(stream, _request, endStream) {
      if (endStream) answerTo(stream);
      return handler;
    },
  });
}).listen(Number(process.argv[2]), '127.0.0.1', () => console.log('ready'));
process.stdin.on('end', () => process.exit(0)).resume();
