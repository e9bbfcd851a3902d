import { connect } from 'node:http2';
import type { MethodDescriptor } from '@quorate/protocol';

/** A server that does not answer within this time while nothing else is asked of it is broken. */
const CALL_TIMEOUT_MS = 10_000;

/** Where a member listens for clients, such as `http://127.0.0.1:29000`. */
export type Endpoint = string;

/** The call was not answered with status 0. */
export class CallError extends Error {
  readonly code = 'BENCH_CALL';
}

/**
 * One unary call on a connection of its own, over Node's HTTP/2 rather than ours: what checks the servers must not share their mistakes.
 * Throws a `CallError` unless the answer is one message with status 0.
 */
export async function callOnce<Request, Response>(
  endpoint: Endpoint,
  method: MethodDescriptor<Request, Response>,
  request: Request,
): Promise<Response> {
  return method.response.decode(await callRaw(endpoint, method.path, frameMessage(method.request.encode(request))));
}

/** A gRPC message with its prefix: uncompressed, and the length. */
export function frameMessage(message: Uint8Array): Buffer {
  const framed = Buffer.alloc(5 + message.length);
  framed.writeUInt32BE(message.length, 1);
  framed.set(message, 5);
  return framed;
}

/** Sends the framed bytes of a request; returns the bytes of the answer's message without its prefix. */
export async function callRaw(endpoint: Endpoint, path: string, framed: Uint8Array): Promise<Uint8Array> {
  const session = connect(endpoint, { rejectUnauthorized: false });
  const failed = Promise.withResolvers<never>();
  session.on('error', (error) => failed.reject(new CallError(`${endpoint}${path}: ${error.message}`)));
  try {
    return await Promise.race([exchange(session, path, framed), failed.promise]);
  } finally {
    session.destroy();
  }
}

function exchange(session: ReturnType<typeof connect>, path: string, framed: Uint8Array): Promise<Uint8Array> {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const stream = session.request({
    ':method': 'POST',
    ':path': path,
    'content-type': 'application/grpc',
    te: 'trailers',
  });
  const parts: Buffer[] = [];
  let status: unknown;
  let message: unknown;
  const read = (headers: Record<string, unknown>) => {
    status = headers['grpc-status'] ?? status;
    message = headers['grpc-message'] ?? message;
  };
  stream.on('response', read);
  stream.on('trailers', read);
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('error', (error) => reject(new CallError(`${path}: ${error.message}`)));
  stream.setTimeout(CALL_TIMEOUT_MS, () => reject(new CallError(`${path}: no answer within ${CALL_TIMEOUT_MS} ms`)));
  stream.on('end', () => {
    const body = Buffer.concat(parts);
    if (status !== '0') reject(new CallError(`${path}: status ${status}, ${message}`));
    else if (body.length < 5 || body.readUInt32BE(1) !== body.length - 5) {
      reject(new CallError(`${path}: the answer is not one whole message`));
    } else resolve(body.subarray(5));
  });
  stream.end(framed);
  return promise;
}
