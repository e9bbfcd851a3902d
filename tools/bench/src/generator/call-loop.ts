import type {
  ClientStream,
  HeaderField,
  Http2ClientConnection,
  ResponseHandler,
  ResponseHeaders,
} from '@quorate/http2';
import { callHeaders } from './open-connection.ts';
import { checkAnswer, type MadeRequest, methodPaths, type RequestMaker } from './request-maker.ts';

/** Every so many answers one is decoded and compared with what was written; the status of every answer is looked at. */
const DECODED_EVERY = 64;

/** Told of every answer; latencies in microseconds. Returns whether to ask again. */
export type OnAnswer = (latencyMicros: number) => boolean;

/** One request after the other on one connection: the next leaves when the last is answered. */
export class CallLoop implements ResponseHandler {
  readonly #connection: Http2ClientConnection;
  readonly #headers: Readonly<Record<MadeRequest['method'], HeaderField[]>>;
  readonly #maker: RequestMaker;
  readonly #onAnswer: OnAnswer;
  readonly #ended = Promise.withResolvers<void>();
  #request: MadeRequest | undefined;
  #sentMs = 0;
  #answer: Uint8Array = new Uint8Array();
  #count = 0;

  constructor(connection: Http2ClientConnection, endpoint: string, maker: RequestMaker, onAnswer: OnAnswer) {
    this.#connection = connection;
    this.#headers = {
      put: callHeaders(endpoint, methodPaths.put),
      range: callHeaders(endpoint, methodPaths.range),
    };
    this.#maker = maker;
    this.#onAnswer = onAnswer;
  }

  /** Starts; settles when `onAnswer` says that it was the last answer, and rejects when one is wrong. */
  run(): Promise<void> {
    this.#send();
    return this.#ended.promise;
  }

  onHeaders(_stream: ClientStream, headers: ResponseHeaders, endStream: boolean): void {
    if (headers.status !== 200) this.#fail(`HTTP status ${headers.status}`);
    else if (endStream) this.#fail(`gRPC status ${headers.get('grpc-status')}: ${headers.get('grpc-message')}`);
  }

  onData(stream: ClientStream, bytes: Uint8Array, endStream: boolean): void {
    this.#answer = this.#answer.length === 0 ? bytes : Buffer.concat([this.#answer, bytes]);
    stream.consumed(bytes.length);
    if (endStream) this.#fail('an answer without trailers');
  }

  onTrailers(_stream: ClientStream, trailers: readonly HeaderField[]): void {
    const latencyMicros = (performance.now() - this.#sentMs) * 1000;
    if (this.#isRight(trailers) && this.#onAnswer(latencyMicros)) this.#send();
    else this.#ended.resolve();
  }

  onReset(_stream: ClientStream, code: number): void {
    this.#fail(`the stream was reset with code ${code}`);
  }

  onWritable(): void {}

  #send(): void {
    const request = this.#maker.next();
    this.#request = request;
    this.#answer = new Uint8Array();
    this.#sentMs = performance.now();
    this.#connection.request(this.#headers[request.method], false, this).sendData(request.framed, true);
  }

  #isRight(trailers: readonly HeaderField[]): boolean {
    const status = trailers.find(([name]) => name === 'grpc-status')?.[1];
    const answer = this.#answer;
    if (status !== '0') return this.#fail(`gRPC status ${status}: ${JSON.stringify(trailers)}`);
    const length = answer.length < 5 ? -1 : new DataView(answer.buffer, answer.byteOffset).getUint32(1);
    if (answer[0] !== 0 || length !== answer.length - 5) return this.#fail('an answer that is not one whole message');
    if (this.#count++ % DECODED_EVERY !== 0 || this.#request === undefined) return true;
    try {
      checkAnswer(this.#request, answer.subarray(5));
      return true;
    } catch (error) {
      return this.#fail((error as Error).message);
    }
  }

  #fail(problem: string): false {
    this.#ended.reject(new Error(`${this.#request?.method}: ${problem}`));
    return false;
  }
}
