import { type Client, type ClientDuplexStream, Metadata } from '@grpc/grpc-js';
import { services, WatchRequest, type WatchRequestRequestUnion, type WatchResponse } from '@quorate/protocol';
import { answerMsMax, Waiting } from './waiting.ts';

const method = services['etcdserverpb.Watch'].Watch;

/** The id in responses that are of no watch: of refused ones, and of the whole stream's progress. */
const noWatch = -1n;

/** A Watch stream: sends what a client sends, and keeps what comes until somebody takes it. */
export class WatchStream {
  readonly #stream: ClientDuplexStream<WatchRequest, WatchResponse>;
  readonly #waiting = new Waiting<WatchResponse>();
  readonly #live = new Set<bigint>();
  #received: WatchResponse[] = [];
  #progressRevision = 0;
  /** Watches that a compaction canceled, see `exceptions.canceledTwice`. */
  readonly #overtaken = new Set<bigint>();

  constructor(client: Client) {
    this.#stream = client.makeBidiStreamRequest(
      method.path,
      (request: WatchRequest) => Buffer.from(method.request.encode(request)),
      (bytes: Buffer) => method.response.decode(bytes),
      new Metadata(),
    );
    this.#stream.on('data', (response: WatchResponse) => this.#receive(response));
    this.#stream.on('error', (error) => this.#waiting.fail(error));
    this.#stream.on('end', () => this.#waiting.fail(new Error('the watch stream ended')));
  }

  /** The ids of the watches that were created and not canceled. */
  get live(): ReadonlySet<bigint> {
    return this.#live;
  }

  /** Asks for a watch and resolves with the response that says that it is created, or refused. */
  create(request: Extract<WatchRequestRequestUnion, { case: 'createRequest' }>['value']): Promise<WatchResponse> {
    this.#send({ case: 'createRequest', value: request });
    return this.#waiting.until(`a watch is created`, (response) => response.created);
  }

  /** Cancels a live watch and resolves with the response that says so. Of another id the server says nothing: resolves at once. */
  async cancel(watchId: bigint): Promise<WatchResponse | undefined> {
    const isLive = this.#live.has(watchId);
    this.#send({ case: 'cancelRequest', value: { watchId } });
    if (!isLive) return undefined;
    return this.#waiting.until(
      `watch ${watchId} is canceled`,
      (response) => response.canceled && response.watchId === watchId,
    );
  }

  /**
   * Asks for progress until the server says that everything up to `revision` was delivered. It says nothing to a stream without
   * watches, nor while one of them catches up. Rejects when that takes too long.
   */
  async settle(revision: number): Promise<void> {
    const end = performance.now() + answerMsMax;
    while (this.#live.size > 0 && this.#progressRevision < revision) {
      if (performance.now() > end) {
        const heard = `progress up to ${this.#progressRevision} and not ${revision}, of watches ${[...this.#live]}`;
        throw new Error(`in ${answerMsMax} ms heard of ${heard}`);
      }
      this.#send({ case: 'progressRequest', value: {} });
      await this.#waiting.briefly(progressAskedMs);
    }
  }

  /** What came since the last call, but for the answers that the other methods gave and for progress. */
  take(): WatchResponse[] {
    const received = this.#received;
    this.#received = [];
    return received;
  }

  close(): void {
    this.#waiting.fail(new Error('the watch stream was closed'));
    this.#stream.cancel();
  }

  #send(request: WatchRequestRequestUnion): void {
    this.#stream.write(WatchRequest.create({ requestUnion: request }));
  }

  #receive(response: WatchResponse): void {
    if (response.created && !response.canceled) this.#live.add(response.watchId);
    if (response.canceled) this.#live.delete(response.watchId);
    if (response.canceled && response.compactRevision > 0) {
      this.#overtaken.add(response.watchId);
      this.#send({ case: 'cancelRequest', value: { watchId: response.watchId } });
    } else if (response.canceled && this.#overtaken.delete(response.watchId)) return;
    const isProgress = response.watchId === noWatch && !response.created && !response.canceled;
    if (isProgress) this.#progressRevision = response.header?.revision ?? 0;
    if (!this.#waiting.offer(response) && !isProgress) this.#received.push(response);
  }
}

/** After a progress request that is not answered (a watch catches up; etcd's loop does that every 100 ms) the next one is sent, in milliseconds. */
const progressAskedMs = 10;
