import {
  type Event,
  ResponseHeader,
  services,
  type WatchCreateRequest,
  WatchRequest,
  type WatchResponse,
} from '@quorate/protocol';
import type { StreamCall } from '../connection/stream-call.ts';
import type { Transport } from '../connection/transport.ts';
import { CompactedError, EtcdError, isEtcdError } from '../errors/etcd-error.ts';
import { wantsToken } from '../errors/execution-doubt.ts';
import { codeOfReason } from '../errors/from-status.ts';
import type { WatchHandle, WatchSink } from './watch-backend.ts';

const method = services['etcdserverpb.Watch'].Watch;

/** In answers that concern every watch of the stream. */
const everyWatch = -1n;

/** A watch of the stream, and the handle of whoever asked for it. */
class Subscription implements WatchHandle {
  readonly sink: WatchSink;
  /** Given by the server. */
  id: bigint | undefined;
  isCanceled = false;
  /** Events of an answer whose last part has not come. */
  fragments: Event[] | undefined = undefined;
  readonly #stream: WatchStream;

  constructor(stream: WatchStream, sink: WatchSink) {
    this.#stream = stream;
    this.sink = sink;
    this.id = undefined;
  }

  requestProgress(): void {
    this.#stream.requestProgress();
  }

  cancel(): void {
    this.#stream.cancel(this);
  }
}

/** Watches that share a stream. The server answers requests to create watches in their order. */
export class WatchStream {
  readonly #transport: Transport;
  readonly #onEnd: () => void;
  readonly #creating: Subscription[] = [];
  readonly #watches = new Map<bigint, Subscription>();
  /** Requests that wait for the stream to be open. */
  readonly #unsent: WatchRequest[] = [];
  readonly #opening = new AbortController();
  #call: StreamCall<WatchRequest, WatchResponse> | undefined;
  #isOver = false;

  /** @param onEnd told when the stream takes no more watches */
  constructor(transport: Transport, requireLeader: boolean, onEnd: () => void) {
    this.#transport = transport;
    this.#onEnd = onEnd;
    void this.#open(requireLeader);
  }

  /** Watches on the stream, with those being created. */
  get size(): number {
    return this.#creating.length + this.#watches.size;
  }

  /** Adds a watch. */
  add(request: WatchCreateRequest, sink: WatchSink): WatchHandle {
    const subscription = new Subscription(this, sink);
    this.#creating.push(subscription);
    this.#send({ case: 'createRequest', value: request });
    return subscription;
  }

  /** Asks for an answer once everything of all watches has been sent. */
  requestProgress(): void {
    this.#send({ case: 'progressRequest', value: {} });
  }

  /** Takes a watch off the stream; its sink hears nothing from then on. */
  cancel(subscription: Subscription): void {
    if (subscription.isCanceled) return;
    subscription.isCanceled = true;
    if (subscription.id !== undefined && this.#watches.delete(subscription.id)) {
      this.#send({ case: 'cancelRequest', value: { watchId: subscription.id } });
    }
    // One that is being created is taken off the server as soon as its id is known, if anybody else needs the stream by then.
    if (this.#watches.size === 0 && this.#creating.every(({ isCanceled }) => isCanceled)) this.#leave();
  }

  async #open(requireLeader: boolean): Promise<void> {
    try {
      const { signal } = this.#opening;
      this.#call = await this.#transport.stream(
        method,
        { requireLeader, signal },
        {
          message: (response) => this.#receive(response),
          end: (error) => this.#end(error),
        },
      );
    } catch (error) {
      this.#end(isEtcdError(error) ? error : undefined);
      return;
    }
    for (const request of this.#unsent.splice(0)) this.#call.write(request);
    this.#call.read();
  }

  #send(requestUnion: WatchRequest['requestUnion']): void {
    const request = WatchRequest.create({ requestUnion });
    if (this.#call === undefined) this.#unsent.push(request);
    else this.#call.write(request);
  }

  #receive(response: WatchResponse): void {
    this.#call?.read();
    const header = response.header ?? ResponseHeader.create();
    if (response.created) {
      this.#created(response, header);
    } else if (response.watchId === everyWatch) {
      for (const { sink } of this.#watches.values()) sink.events([], header);
    } else {
      const subscription = this.#watches.get(response.watchId);
      if (subscription === undefined) return;
      if (response.canceled) {
        this.#watches.delete(response.watchId);
        this.#refused(subscription, response);
      } else {
        this.#events(subscription, response, header);
      }
    }
  }

  #created(response: WatchResponse, header: ResponseHeader): void {
    const subscription = this.#creating.shift();
    if (subscription === undefined) return;
    if (response.canceled) {
      if (!subscription.isCanceled) this.#refused(subscription, response);
    } else if (subscription.isCanceled) {
      this.#send({ case: 'cancelRequest', value: { watchId: response.watchId } });
    } else {
      subscription.id = response.watchId;
      this.#watches.set(response.watchId, subscription);
      subscription.sink.created(header);
    }
  }

  #events(subscription: Subscription, response: WatchResponse, header: ResponseHeader): void {
    if (response.fragment) {
      subscription.fragments ??= [];
      for (const event of response.events) subscription.fragments.push(event);
      return;
    }
    const { fragments } = subscription;
    if (fragments === undefined) {
      subscription.sink.events(response.events, header);
      return;
    }
    subscription.fragments = undefined;
    subscription.sink.events([...fragments, ...response.events], header);
  }

  #refused({ sink }: Subscription, response: WatchResponse): void {
    const error = refusal(response, this.#call?.endpoint.address.name);
    if (wantsToken(error.code) && this.#transport.canRenewToken) {
      // The token went along when the stream was opened: all its watches need a stream with another one.
      sink.interrupted(error);
      this.#call?.cancel(error);
      return;
    }
    sink.canceled(error);
    if (this.size === 0) this.#leave();
  }

  #leave(): void {
    this.#opening.abort();
    if (this.#call === undefined) this.#end(undefined);
    else this.#call.cancel();
  }

  #end(error: EtcdError | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#onEnd();
    const reason = error ?? streamError('unavailable', 'the stream ended', this.#call?.endpoint.address.name);
    for (const { sink, isCanceled } of [...this.#watches.values(), ...this.#creating]) {
      if (!isCanceled) sink.interrupted(reason);
    }
  }
}

function refusal({ compactRevision, cancelReason, header }: WatchResponse, endpoint: string | undefined): EtcdError {
  if (compactRevision > 0) {
    const message = `the revision to watch from has been compacted; the first that can be watched is ${compactRevision}`;
    return new CompactedError(compactRevision, {
      message,
      grpcCode: 11,
      mayHaveExecuted: false,
      endpoint,
      method: method.path,
      header,
    });
  }
  // etcd gives no reason when it lets go of a watch that is none of the client's business.
  if (cancelReason === '') return streamError('unavailable', 'the server ended the watch without a reason', endpoint);
  return streamError(codeOfReason(cancelReason), cancelReason, endpoint, header);
}

function streamError(
  code: EtcdError['code'],
  reason: string,
  endpoint: string | undefined,
  header?: ResponseHeader | undefined,
): EtcdError {
  const message = `${method.path} at ${endpoint ?? 'no endpoint'}: ${reason}`;
  return new EtcdError(code, { message, grpcCode: 2, mayHaveExecuted: false, endpoint, method: method.path, header });
}
