// A server or a client over a socket.
export { type ClientHandler, Http2ClientConnection } from './connection/client-connection.ts';
export type { CloseReason, Http2Connection } from './connection/connection.ts';
export type { ConnectionOptions, ConnectionStats } from './connection/connection-options.ts';
export { speaksHttp2 } from './connection/preface.ts';
export { Http2ServerConnection, type ServerHandler } from './connection/server-connection.ts';
export { ErrorCode, errorCodeName } from './frame/error-code.ts';
export { Http2Error } from './frame/http2-error.ts';
export type { HeaderField } from './headers/header-field.ts';
export type { RequestHeaders, ResponseHeaders } from './headers/request-headers.ts';
export { encodeHeaderBlock, type HeaderBlock } from './hpack/header-block.ts';
// What a server tunes and watches.
export { type Http2Clock, type Http2Timer, systemClock } from './limits/clock.ts';
export { type Http2Counter, http2Counters } from './limits/http2-counter.ts';
export { defaultLimits, type Http2Limits } from './limits/http2-limits.ts';
export type {
  ClientStream,
  Http2Stream,
  OutgoingHeaders,
  ResponseHandler,
  ServerStream,
  StreamHandler,
} from './stream/stream.ts';
// For tests and other byte streams.
export { memoryTransportPair } from './transport/memory-transport.ts';
export { SocketTransport } from './transport/socket-transport.ts';
export type { Transport, TransportHandler } from './transport/transport.ts';
