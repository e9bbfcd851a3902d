import type { EncodedMessage } from '../message/framing.ts';
import type { Call } from './call.ts';

/**
 * Looks at every call, unary or streaming, before its handler does; throws an `RpcError` to refuse it. Gates cost no allocation and no
 * promise, so what can be decided at once belongs here.
 */
export type CallGate = (call: Call) => void;

/**
 * Wraps unary calls: runs `next` (the next interceptor, at last the handler) and may change or time its outcome. Servers
 * without interceptors pay nothing for them.
 */
export type UnaryInterceptor = (
  request: unknown,
  call: Call,
  next: () => EncodedMessage | Promise<EncodedMessage>,
) => EncodedMessage | Promise<EncodedMessage>;
