import type { EncodedMessage } from '../message/framing.ts';
import type { Call, StreamCall } from './call.ts';

/** The four kinds of gRPC method, in the spelling of the `grpc_type` label of metrics. */
export type MethodKind = 'unary' | 'client_stream' | 'server_stream' | 'bidi_stream';

/** What turns the bytes of a request into a message; throws when they are malformed. */
export interface MessageDecoder<T> {
  decode(bytes: Uint8Array): T;
}

/** What turns a message into bytes. */
export interface MessageEncoder<T> {
  encode(message: T): Uint8Array;
}

/**
 * Answers a unary call with the encoded response, at once or later; throws or rejects with an `RpcError` (any other error
 * becomes Unknown with its text).
 *
 * `raw` holds the bytes that `request` was decoded from. It is a view into the connection's receive buffer, like every bytes
 * field of `request`: it stays unchanged for as long as it is referenced, and keeps the whole chunk (up to 64 KiB) alive.
 * Copy what is kept for long.
 */
export type UnaryHandler<Request> = (
  request: Request,
  raw: Uint8Array,
  call: Call,
) => EncodedMessage | Promise<EncodedMessage>;

/** What a streaming method does with what its client sends. */
export interface StreamReceiver<Request> {
  /**
   * One message. While a returned promise is pending no further message is handed over, and once the stream's window is full the
   * client has to wait. Throwing ends the call with that status.
   */
  message(request: Request, raw: Uint8Array): void | Promise<void>;
  /** The client has sent everything. The call goes on until `call.end` or `call.fail`. */
  halfClose(): void;
}

/** Starts a streaming call; throwing ends it with that status. */
export type StreamOpener<Request> = (call: StreamCall) => StreamReceiver<Request>;

interface MethodBase<Request> {
  /** `/package.Service/Method`. */
  readonly path: string;
  readonly request: MessageDecoder<Request>;
}

export interface UnaryMethod<Request> extends MethodBase<Request> {
  readonly kind: 'unary';
  readonly handle: UnaryHandler<Request>;
}

export interface StreamingMethod<Request> extends MethodBase<Request> {
  readonly kind: Exclude<MethodKind, 'unary'>;
  readonly open: StreamOpener<Request>;
}

/** A method as it is registered with a `GrpcServer`. */
export type Method<Request> = UnaryMethod<Request> | StreamingMethod<Request>;

/** Methods of one service, or of several, with their request types no longer visible. */
// biome-ignore lint/suspicious/noExplicitAny: a handler is contravariant in its request, so only `any` holds them all
export type AnyMethod = Method<any>;

/** Where a method stands, for interceptors, metrics and logs. */
export interface MethodName {
  readonly path: string;
  readonly service: string;
  readonly method: string;
  readonly kind: MethodKind;
}

/** Service and method out of `/package.Service/Method`; `undefined` when the path has another form. */
export function splitPath(path: string): { service: string; method: string } | undefined {
  const slash = path.lastIndexOf('/');
  if (path.charCodeAt(0) !== 0x2f || slash <= 0) return undefined;
  return { service: path.slice(1, slash), method: path.slice(slash + 1) };
}
