import {
  ErrorCode,
  type Http2Counter,
  Http2ServerConnection,
  type RequestHeaders,
  type ServerHandler,
  type ServerStream,
  type StreamHandler,
  type Transport,
} from '@quorate/http2';
import type { HttpHandler } from '../http/http-message.ts';
import { serveHttp } from '../http/http2-exchange.ts';
import type { Peer } from '../rpc/call.ts';
import type { ServerCore } from '../rpc/server-core.ts';
import type { KeepaliveOptions } from '../rpc/server-options.ts';
import { Http2Call } from './http2-call.ts';
import { Keepalive } from './keepalive.ts';
import { type RequestRoute, routeRequest } from './request-route.ts';
import { trailersOnly, unsupportedContentType } from './response-headers.ts';

/** How one connection is served. */
export interface GrpcConnectionOptions {
  readonly peer: Peer;
  /** True for TLS. */
  readonly secure: boolean;
  /** Serves requests that are not gRPC; without it they get 415. */
  readonly http: HttpHandler | undefined;
  readonly concurrentStreamsMax: number;
  readonly keepalive: KeepaliveOptions;
  readonly count: (name: Http2Counter) => void;
  readonly onClose: (connection: GrpcConnection) => void;
}

/** Nothing to be told: for streams that were answered and are over. */
const ignored: StreamHandler<ServerStream> = {
  onData(stream, bytes, endStream) {
    if (!endStream) stream.consumed(bytes.length);
  },
  onTrailers() {},
  onReset() {},
  onWritable() {},
};

/** One client's HTTP/2 connection: its streams become calls, or plain HTTP requests. */
export class GrpcConnection implements ServerHandler {
  readonly core: ServerCore;
  readonly peer: Peer;
  readonly http2: Http2ServerConnection;
  readonly #options: GrpcConnectionOptions;
  readonly #keepalive: Keepalive;

  constructor(core: ServerCore, transport: Transport, options: GrpcConnectionOptions) {
    this.core = core;
    this.peer = options.peer;
    this.#options = options;
    this.http2 = new Http2ServerConnection(transport, this, {
      limits: { concurrentStreamsMax: options.concurrentStreamsMax },
      count: options.count,
    });
    this.#keepalive = new Keepalive(this.http2, options.keepalive);
  }

  onStream(stream: ServerStream, headers: RequestHeaders, endStream: boolean): StreamHandler<ServerStream> {
    headers.memo ??= routeRequest(this.core, headers);
    const route = headers.memo as RequestRoute;
    if (route.kind === 'grpc') {
      const call = new Http2Call(this, stream, headers, route);
      call.start(endStream);
      return call;
    }
    this.sent();
    if (route.kind === 'refused') {
      this.#refuse(stream, trailersOnly(route.status, undefined, undefined), endStream);
      return ignored;
    }
    const { http, secure } = this.#options;
    if (http === undefined || route.forMethod) {
      this.#refuse(stream, unsupportedContentType(headers.get('content-type') ?? ''), endStream);
      return ignored;
    }
    return serveHttp(stream, headers, endStream, http, this.peer, secure);
  }

  #refuse(stream: ServerStream, answer: Parameters<ServerStream['respond']>[0], endStream: boolean): void {
    stream.respond(answer, true);
    if (!endStream) stream.reset(ErrorCode.NoError);
  }

  /** Headers or data were sent to the client. */
  sent(): void {
    this.#keepalive.onSent();
  }

  probe(): void {
    if (!this.http2.closed) this.http2.ping(() => {});
  }

  onPing(): void {
    this.#keepalive.onPing();
  }

  onClose(): void {
    this.#keepalive.stop();
    this.#options.onClose(this);
  }
}
