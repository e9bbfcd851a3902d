import type { RequestHeaders } from '@quorate/http2';
import { type Encoding, requestEncoding } from '../message/compression.ts';
import { parseTimeoutMs } from '../metadata/timeout.ts';
import type { RegisteredMethod } from '../rpc/registered-method.ts';
import type { ServerCore } from '../rpc/server-core.ts';
import { RpcError, toRpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';

/** What a request's headers ask for. Equal headers of a connection are looked at once. */
export type RequestRoute = GrpcRoute | RefusedRoute | HttpRoute;

/** A call of a method. */
export interface GrpcRoute {
  readonly kind: 'grpc';
  readonly registered: RegisteredMethod;
  readonly encoding: Encoding;
  readonly timeoutMs: number | undefined;
}

/** A gRPC call that ends before it begins. */
export interface RefusedRoute {
  readonly kind: 'refused';
  readonly status: RpcError;
}

/** No gRPC; `forMethod` when its path is one of a gRPC service nevertheless. */
export interface HttpRoute {
  readonly kind: 'http';
  readonly forMethod: boolean;
}

/** Finds out what a request asks for. */
export function routeRequest(core: ServerCore, headers: RequestHeaders): RequestRoute {
  if (!isGrpc(headers.get('content-type'))) return { kind: 'http', forMethod: core.hasService(headers.path) };
  if (headers.method !== 'POST') {
    const message = `received a request with method ${JSON.stringify(headers.method)}, which should be POST`;
    return { kind: 'refused', status: new RpcError(StatusCode.Internal, message) };
  }
  const registered = core.find(headers.path);
  if (registered === undefined) return { kind: 'refused', status: core.unimplemented(headers.path) };
  try {
    const encoding = requestEncoding(headers.get('grpc-encoding'));
    return { kind: 'grpc', registered, encoding, timeoutMs: timeoutOf(headers.get('grpc-timeout')) };
  } catch (error) {
    return { kind: 'refused', status: toRpcError(error) };
  }
}

/** `application/grpc`, alone or with a sub-format or parameters. */
function isGrpc(contentType: string | undefined): boolean {
  if (contentType === undefined || !contentType.startsWith('application/grpc')) return false;
  const next = contentType.charAt(16);
  return next === '' || next === '+' || next === ';';
}

function timeoutOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const timeoutMs = parseTimeoutMs(value);
  if (timeoutMs === undefined) {
    throw new RpcError(StatusCode.Internal, `malformed grpc-timeout: ${JSON.stringify(value)}`);
  }
  return timeoutMs;
}
