import type { MethodDescriptor } from '@quorate/protocol';
import {
  BodyTooLargeError,
  type HttpHandler,
  type HttpRequest,
  type HttpResponse,
  readBody,
} from '../http/http-message.ts';
import type { GrpcServer } from '../rpc/grpc-server.ts';
import type { LocalCall } from '../rpc/local-call.ts';
import { isRpcError, RpcError, toRpcError } from '../status/rpc-error.ts';
import { httpStatusOf, StatusCode } from '../status/status-code.ts';
import { fromJson, JsonMappingError, parseJson } from './json-reader.ts';
import { JsonSplitter } from './json-splitter.ts';
import { toJson } from './json-writer.ts';
import { gatewayMethod } from './routes.ts';

/** Bytes of JSON in one request: base64 makes a message a third longer, and names and white space are long. */
const JSON_BYTES_PER_MESSAGE_BYTE = 2;

export interface GatewayOptions {
  /** Longest gRPC message that a request may come to, in bytes. Default 2 MiB. */
  readonly receiveBytesMax?: number;
}

/**
 * etcd's JSON gateway: turns `POST /v3/…` into calls of a gRPC server, with everything that applies to calls. Streams answer one
 * JSON object a line, and take one after the other where the client may send several.
 */
export function gatewayHandler(server: GrpcServer, options: GatewayOptions = {}): HttpHandler {
  const jsonBytesMax = (options.receiveBytesMax ?? 2_097_152) * JSON_BYTES_PER_MESSAGE_BYTE;
  return async (request) => {
    const method = gatewayMethod(request.path);
    if (method === undefined) return errorResponse(new RpcError(StatusCode.NotFound, 'Not Found'));
    if (request.method !== 'POST') return errorResponse(new RpcError(StatusCode.Unimplemented, 'Method Not Allowed'));
    try {
      const call = server.call(method.path, { ...request.peer, viaGateway: true }, metadataOf(request));
      const onAbort = () => call.cancel(new RpcError(StatusCode.Canceled, 'context canceled'));
      request.signal.addEventListener('abort', onAbort, { once: true });
      if (method.clientStreaming) {
        call.openStream();
        void forwardRequests(method, call, request, jsonBytesMax);
      } else {
        await forwardRequest(method, call, request, jsonBytesMax);
      }
      return method.serverStreaming ? await streamResponse(method, call) : await unaryResponse(method, call);
    } catch (error) {
      return errorResponse(toGatewayError(error));
    }
  };
}

/** The headers that a call gets to see: authorization, the deadline, and whatever is marked as metadata. */
function metadataOf(request: HttpRequest): ReadonlyMap<string, string> {
  const metadata = new Map<string, string>();
  for (const [name, value] of request.headers()) {
    if (name === 'authorization' || name === 'grpc-timeout') metadata.set(name, value);
    else if (name.startsWith('grpc-metadata-')) metadata.set(name.slice('grpc-metadata-'.length), value);
  }
  return metadata;
}

async function forwardRequest(
  method: MethodDescriptor,
  call: LocalCall,
  request: HttpRequest,
  bytesMax: number,
): Promise<void> {
  try {
    const body = Buffer.from(await readBody(request, bytesMax)).toString('utf8');
    call.request(encodeRequest(method, body.trim() === '' ? '{}' : body));
  } catch (error) {
    call.fail(toGatewayError(error));
  }
}

/** Requests of a stream are taken up one at a time, so that a client that sends faster than it is served has to wait. */
async function forwardRequests(
  method: MethodDescriptor,
  call: LocalCall,
  request: HttpRequest,
  bytesMax: number,
): Promise<void> {
  const splitter = new JsonSplitter(bytesMax);
  try {
    for await (const chunk of request.body) {
      for (const text of splitter.push(chunk)) {
        call.push(encodeRequest(method, text));
        await call.taken();
      }
      if (call.ended) return;
    }
    const rest = splitter.rest();
    if (rest !== undefined) throw new JsonMappingError('the request body ends inside a JSON object');
    call.halfClose();
  } catch (error) {
    call.fail(toGatewayError(error));
  }
}

function encodeRequest({ request }: MethodDescriptor, text: string): Uint8Array {
  return request.encode(fromJson(request, parseJson(text)));
}

async function unaryResponse({ response }: MethodDescriptor, call: LocalCall): Promise<HttpResponse> {
  return { status: 200, headers: okHeaders, body: jsonText(toJson(response, response.decode(await call.answer()))) };
}

/** The status can still tell of an error until the first message is there. */
async function streamResponse({ response }: MethodDescriptor, call: LocalCall): Promise<HttpResponse> {
  const messages = call.messages()[Symbol.asyncIterator]();
  const toLine = (message: Uint8Array) => line({ result: toJson(response, response.decode(message)) });
  let first: IteratorResult<Uint8Array>;
  try {
    first = await messages.next();
  } catch (error) {
    const status = toGatewayError(error);
    return { status: httpStatusOf(status.code), headers: okHeaders, body: line({ error: describe(status) }) };
  }
  async function* lines(): AsyncIterable<Uint8Array> {
    try {
      for (let next = first; next.done !== true; next = await messages.next()) yield toLine(next.value);
    } catch (error) {
      yield line({ error: describe(toGatewayError(error)) });
    } finally {
      call.cancel(new RpcError(StatusCode.Canceled, 'context canceled'));
    }
  }
  return { status: 200, headers: okHeaders, body: lines() };
}

const okHeaders = { 'content-type': 'application/json', 'grpc-metadata-content-type': 'application/grpc' };

function errorResponse(error: RpcError): HttpResponse {
  return {
    status: httpStatusOf(error.code),
    headers: { 'content-type': 'application/json' },
    body: jsonText(describe(error)),
  };
}

function describe({ code, message }: RpcError) {
  return { code, message, details: [] };
}

function toGatewayError(error: unknown): RpcError {
  if (isRpcError(error)) return error;
  if (error instanceof JsonMappingError) {
    return new RpcError(StatusCode.InvalidArgument, error.message, { cause: error });
  }
  if (error instanceof BodyTooLargeError) {
    return new RpcError(StatusCode.ResourceExhausted, error.message, { cause: error });
  }
  return toRpcError(error);
}

function line(json: unknown): Uint8Array {
  return Buffer.from(`${jsonText(json)}\n`);
}

function jsonText(json: unknown): string {
  return JSON.stringify(json);
}
