import { once } from 'node:events';
import { createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { MethodDescriptor } from '@quorate/protocol';

/** A request as a fake server got it. */
export interface FakeCall<Request> {
  readonly request: Request;
  /** Calls of this rpc before this one. */
  readonly before: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** What a fake server does with a request: answers it, refuses it with a gRPC status, or drops the connection. */
export type FakeAnswer<Response> =
  | { readonly messages: readonly Response[] }
  | { readonly messages?: readonly Response[]; readonly status: number; readonly text: string }
  | 'drop';

type Handler = (
  bytes: Buffer,
  headers: FakeCall<unknown>['headers'],
) => { readonly messages: Uint8Array[]; readonly status: number; readonly text: string } | 'drop';

/** A gRPC server that answers as a test tells it to: for what real servers do only rarely, or not yet. */
export class FakeServer implements AsyncDisposable {
  readonly #server: Http2Server = createServer();
  readonly #handlers = new Map<string, Handler>();
  /** Calls by path. */
  readonly calls = new Map<string, number>();

  private constructor() {
    this.#server.on('stream', (stream: ServerHttp2Stream, headers) => this.#serve(stream, headers));
    this.#server.on('sessionError', () => undefined);
  }

  /** On a free port of the loopback, or on the path of a Unix socket. */
  static async start(path?: string): Promise<FakeServer> {
    const fake = new FakeServer();
    if (path === undefined) fake.#server.listen(0, '127.0.0.1');
    else fake.#server.listen(path);
    await once(fake.#server, 'listening');
    return fake;
  }

  get endpoint(): string {
    const address = this.#server.address() as AddressInfo | string;
    return typeof address === 'string' ? `unix://${address}` : `http://127.0.0.1:${address.port}`;
  }

  /** Answers an rpc from here on. */
  on<Request, Response>(
    method: MethodDescriptor<Request, Response>,
    answer: (call: FakeCall<Request>) => FakeAnswer<Response>,
  ): this {
    this.#handlers.set(method.path, (bytes, headers) => {
      const before = this.calls.get(method.path) ?? 0;
      this.calls.set(method.path, before + 1);
      const given = answer({ request: method.request.decode(bytes), before, headers });
      if (given === 'drop') return given;
      const messages = (given.messages ?? []).map((message) => method.response.encode(message));
      return 'status' in given
        ? { messages, status: given.status, text: given.text }
        : { messages, status: 0, text: '' };
    });
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
  }

  #serve(stream: ServerHttp2Stream, headers: FakeCall<unknown>['headers']): void {
    const chunks: Buffer[] = [];
    stream.on('error', () => undefined);
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const handler = this.#handlers.get(String(headers[':path']));
      const answer = handler?.(Buffer.concat(chunks).subarray(5), headers) ?? {
        messages: [],
        status: 12,
        text: 'no such rpc',
      };
      if (answer === 'drop') {
        stream.session?.destroy();
        return;
      }
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () =>
        stream.sendTrailers({ 'grpc-status': String(answer.status), 'grpc-message': answer.text }),
      );
      for (const message of answer.messages) stream.write(framed(message));
      stream.end();
    });
  }
}

/** Five bytes before a message: not compressed, and its length. */
function framed(message: Uint8Array): Buffer {
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  frame.set(message, 5);
  return frame;
}
