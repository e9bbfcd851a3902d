import type { ClientStream, Http2ClientConnection, ResponseHandler, ResponseHeaders } from '@quorate/http2';
import { services, WatchCreateRequest, WatchRequest, WatchResponse } from '@quorate/protocol';
import { frameMessage } from '../servers/etcd-call.ts';
import { MessageReader } from './message-reader.ts';
import { callHeaders } from './open-connection.ts';

/** Told of each answer with events, once the watch is made. */
export type OnEvents = (response: WatchResponse) => void;

/** One watch on one key, on a stream of its own. */
export class WatchStream implements ResponseHandler {
  readonly #reader = new MessageReader();
  readonly #onEvents: OnEvents;
  readonly #onFailure: (error: Error) => void;
  readonly #created = Promise.withResolvers<void>();

  /** `onFailure` is told when the watch breaks off after it was made. */
  constructor(onEvents: OnEvents, onFailure: (error: Error) => void) {
    this.#onEvents = onEvents;
    this.#onFailure = onFailure;
  }

  /** Asks for the watch; settles when the server has made it. */
  open(connection: Http2ClientConnection, endpoint: string, key: Uint8Array): Promise<void> {
    const create = WatchRequest.create({
      requestUnion: { case: 'createRequest', value: WatchCreateRequest.create({ key }) },
    });
    const headers = callHeaders(endpoint, services['etcdserverpb.Watch'].Watch.path);
    connection.request(headers, false, this).sendData(frameMessage(WatchRequest.encode(create)), false);
    return this.#created.promise;
  }

  onHeaders(_stream: ClientStream, headers: ResponseHeaders, endStream: boolean): void {
    if (headers.status !== 200 || endStream)
      this.#fail(`HTTP status ${headers.status}, gRPC status ${headers.get('grpc-status')}`);
  }

  onData(stream: ClientStream, bytes: Uint8Array): void {
    stream.consumed(bytes.length);
    for (const message of this.#reader.push(bytes)) {
      const response = WatchResponse.decode(message);
      if (response.canceled) this.#fail(`cancelled: ${response.cancelReason}`);
      else if (response.created) this.#created.resolve();
      else this.#onEvents(response);
    }
  }

  onTrailers(): void {
    this.#fail('it ended');
  }

  onReset(_stream: ClientStream, code: number): void {
    this.#fail(`the stream was reset with code ${code}`);
  }

  onWritable(): void {}

  #fail(problem: string): void {
    const error = new Error(`watch: ${problem}`);
    this.#created.reject(error);
    this.#onFailure(error);
  }
}
