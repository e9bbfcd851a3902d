import type { Peer } from '../rpc/call.ts';

/** A plain HTTP request, whichever version of HTTP it came by. */
export interface HttpRequest {
  readonly method: string;
  /** The path without its query, percent-escapes undone. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The value of a header field by its lower-case name; several values are joined by commas. */
  header(name: string): string | undefined;
  /** Names (lower-case) and values of all fields. */
  headers(): Iterable<readonly [name: string, value: string]>;
  readonly body: AsyncIterable<Uint8Array>;
  readonly peer: Peer;
  /** True when it came over TLS. */
  readonly secure: boolean;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
}

/** What a handler answers. An iterable body is sent piece by piece, each at once. */
export interface HttpResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | AsyncIterable<Uint8Array>;
}

export type HttpHandler = (request: HttpRequest) => HttpResponse | Promise<HttpResponse>;

/** A text answer, marked so that no browser takes it for something else, as Go's servers send their errors. */
export function plainText(status: number, text: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff', ...headers },
    body: text,
  };
}

/** The answer to a path that nobody serves. */
export function notFound(): HttpResponse {
  return plainText(404, '404 page not found\n');
}

/** The answer to a method that a path does not serve; `allowed` lists those it does. */
export function methodNotAllowed(...allowed: readonly string[]): HttpResponse {
  return plainText(405, 'Method Not Allowed\n', { allow: allowed.join(', ') });
}

/** A request body above its limit. */
export class BodyTooLargeError extends Error {
  override readonly name = 'BodyTooLargeError';
  readonly code = 'body-too-large';
}

/** The whole body of a request; rejects with a `BodyTooLargeError` once it exceeds `bytesMax`. */
export async function readBody(request: HttpRequest, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body) {
    length += chunk.length;
    if (length > bytesMax) throw new BodyTooLargeError(`the request body has more than ${bytesMax} bytes; send less`);
    chunks.push(chunk);
  }
  return chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks);
}
