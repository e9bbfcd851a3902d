import {
  ErrorCode,
  type HeaderField,
  type RequestHeaders,
  type ServerStream,
  type StreamHandler,
} from '@quorate/http2';
import type { Peer } from '../rpc/call.ts';
import { type HttpHandler, type HttpRequest, type HttpResponse, plainText } from './http-message.ts';
import { parseTarget } from './request-target.ts';

/** Bytes of a request that are still taken after its answer; about what is on its way when the answer arrives. */
const DRAINED_BYTES_MAX = 64 * 1024;

/** Serves one request of HTTP/2 by a handler of plain HTTP. */
export function serveHttp(
  stream: ServerStream,
  headers: RequestHeaders,
  endStream: boolean,
  handler: HttpHandler,
  peer: Peer,
  secure: boolean,
): StreamHandler<ServerStream> {
  const exchange = new Http2Exchange(stream, endStream);
  void exchange.answer(headers, handler, peer, secure);
  return exchange;
}

class Http2Exchange implements StreamHandler<ServerStream> {
  readonly #stream: ServerStream;
  readonly #gone = new AbortController();
  readonly #received: Uint8Array[] = [];
  #remoteEnded: boolean;
  #answered = false;
  #drainedBytes = 0;
  #wakeReader: () => void = () => {};
  #wakeWriter: () => void = () => {};

  constructor(stream: ServerStream, endStream: boolean) {
    this.#stream = stream;
    this.#remoteEnded = endStream;
  }

  async answer(headers: RequestHeaders, handler: HttpHandler, peer: Peer, secure: boolean): Promise<void> {
    try {
      const request = this.#request(headers, peer, secure);
      await this.#send(request === undefined ? plainText(400, '400 Bad Request\n') : await handler(request), headers);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (this.#stream.responded) this.#stream.reset(ErrorCode.InternalError);
      else await this.#send(plainText(500, `${message}\n`), headers);
    }
    this.#drain(0);
  }

  /**
   * Lets the end of a request come that was answered before it: most are all but there, and a malformed end has to be told. One that
   * goes on and on is cut short, as nobody wants its body any more (RFC 9113, section 8.1).
   */
  #drain(bytes: number): void {
    this.#answered = true;
    for (const chunk of this.#received.splice(0)) bytes += chunk.length;
    if (bytes > 0) this.#stream.consumed(bytes);
    this.#drainedBytes += bytes;
    if (this.#remoteEnded || this.#drainedBytes <= DRAINED_BYTES_MAX || this.#stream.queuedBytes > 0) return;
    this.#stream.reset(ErrorCode.NoError);
  }

  onData(_stream: ServerStream, bytes: Uint8Array, endStream: boolean): void {
    this.#remoteEnded ||= endStream;
    if (this.#answered) {
      this.#drain(bytes.length);
      return;
    }
    if (bytes.length > 0) this.#received.push(bytes);
    this.#wakeReader();
  }

  onTrailers(): void {
    this.#remoteEnded = true;
    this.#wakeReader();
  }

  onReset(): void {
    this.#gone.abort();
    this.#wakeReader();
    this.#wakeWriter();
  }

  onWritable(): void {
    this.#wakeWriter();
  }

  #request(headers: RequestHeaders, peer: Peer, secure: boolean): HttpRequest | undefined {
    const target = parseTarget(headers.path);
    if (target === undefined) return undefined;
    return {
      method: headers.method,
      ...target,
      header: (name) => (name === 'host' ? headers.authority : headers.get(name)),
      headers: () => headers.fields,
      body: this.#body(),
      peer,
      secure,
      signal: this.#gone.signal,
    };
  }

  async *#body(): AsyncIterable<Uint8Array> {
    for (;;) {
      for (let chunk = this.#received.shift(); chunk !== undefined; chunk = this.#received.shift()) {
        yield chunk;
        this.#stream.consumed(chunk.length);
      }
      if (this.#remoteEnded) return;
      if (this.#gone.signal.aborted) throw new Error('the client is gone');
      await new Promise<void>((resolve) => {
        this.#wakeReader = resolve;
      });
    }
  }

  async #send({ status, headers = {}, body }: HttpResponse, { method }: RequestHeaders): Promise<void> {
    const fields: HeaderField[] = [[':status', String(status)], ...Object.entries(headers)];
    if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
      const bytes = typeof body === 'string' ? Buffer.from(body) : (body ?? new Uint8Array(0));
      fields.push(['content-length', String(bytes.length)]);
      const empty = bytes.length === 0 || method === 'HEAD';
      this.#stream.respond(fields, empty);
      if (!empty) this.#stream.sendData(bytes, true);
      return;
    }
    this.#stream.respond(fields, false);
    for await (const chunk of body) {
      if (this.#gone.signal.aborted) return;
      if (!this.#stream.sendData(chunk, false)) await this.#writable();
    }
    this.#stream.sendData(new Uint8Array(0), true);
  }

  #writable(): Promise<void> {
    if (this.#stream.writable || this.#gone.signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wakeWriter = resolve;
    });
  }
}
