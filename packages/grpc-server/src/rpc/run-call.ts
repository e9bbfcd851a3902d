import type { EncodedMessage } from '../message/framing.ts';
import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import type { UnaryInterceptor } from './interceptor.ts';
import type { MessageDecoder, StreamReceiver, UnaryHandler } from './method.ts';
import type { ServerCall } from './server-call.ts';

/** Lets the gates refuse a call before anything else of it is looked at. */
export function passGates(call: ServerCall): void {
  const { gates } = call.core;
  for (let i = 0; i < gates.length; i++) (gates[i] as (call: ServerCall) => void)(call);
}

/** Decodes a message; bytes that are none end the call as grpc-go ends it. */
export function decodeRequest<Request>(decoder: MessageDecoder<Request>, raw: Uint8Array): Request {
  try {
    return decoder.decode(raw);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RpcError(StatusCode.Internal, `grpc: error unmarshalling request: ${reason}`, { cause: error });
  }
}

/** Serves a unary call whose request has arrived. */
export function runUnary(call: ServerCall, raw: Uint8Array): void {
  const { definition } = call.registered;
  call.countReceived(raw.length);
  let answer: EncodedMessage | Promise<EncodedMessage>;
  try {
    if (definition.kind !== 'unary') throw new TypeError(`${definition.path} is no unary method`);
    passGates(call);
    const request = decodeRequest(definition.request, raw);
    const { interceptors } = call.core;
    answer =
      interceptors.length === 0
        ? definition.handle(request, raw, call)
        : intercept(interceptors, 0, definition.handle, request, raw, call);
  } catch (error) {
    call.fail(error);
    return;
  }
  if (!(answer instanceof Promise)) {
    call.respond(answer);
    return;
  }
  call.watchDeadline();
  answer.then(
    (message) => call.respond(message),
    (error) => call.fail(error),
  );
}

function intercept(
  interceptors: readonly UnaryInterceptor[],
  index: number,
  handle: UnaryHandler<unknown>,
  request: unknown,
  raw: Uint8Array,
  call: ServerCall,
): EncodedMessage | Promise<EncodedMessage> {
  const interceptor = interceptors[index];
  if (interceptor === undefined) return handle(request, raw, call);
  return interceptor(request, call, () => intercept(interceptors, index + 1, handle, request, raw, call));
}

/** Opens a streaming call; `undefined` when it has ended already. */
export function openStream(call: ServerCall): StreamReceiver<unknown> | undefined {
  const { definition } = call.registered;
  try {
    if (definition.kind === 'unary') throw new TypeError(`${definition.path} is no streaming method`);
    passGates(call);
    const receiver = definition.open(call);
    call.core.streamOpened(call);
    call.watchDeadline();
    return receiver;
  } catch (error) {
    call.fail(error);
    return undefined;
  }
}
