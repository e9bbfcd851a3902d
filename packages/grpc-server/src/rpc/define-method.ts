import type { MethodDescriptor } from '@quorate/protocol';
import type { Call } from './call.ts';
import type { StreamingMethod, StreamOpener, UnaryHandler, UnaryMethod } from './method.ts';

/** A unary method whose handler answers with encoded bytes. */
export function unaryEncoded<Request, Response>(
  descriptor: MethodDescriptor<Request, Response>,
  handle: UnaryHandler<Request>,
): UnaryMethod<Request> {
  return { kind: 'unary', path: descriptor.path, request: descriptor.request, handle };
}

/** A unary method whose handler answers with a message. */
export function unary<Request, Response>(
  descriptor: MethodDescriptor<Request, Response>,
  handle: (request: Request, raw: Uint8Array, call: Call) => Response | Promise<Response>,
): UnaryMethod<Request> {
  const { response } = descriptor;
  return unaryEncoded(descriptor, async (request, raw, call) => response.encode(await handle(request, raw, call)));
}

/** A method with a stream in at least one direction. */
export function streaming<Request, Response>(
  descriptor: MethodDescriptor<Request, Response>,
  open: StreamOpener<Request>,
): StreamingMethod<Request> {
  const { path, request, clientStreaming, serverStreaming } = descriptor;
  const kind = clientStreaming ? (serverStreaming ? 'bidi_stream' : 'client_stream') : 'server_stream';
  return { kind, path, request, open };
}
