import { FilterType, type WatchCreateRequest, type WatchRequest } from '@quorate/protocol';
import type { StreamCall } from '../../rpc/call.ts';
import type { StreamReceiver } from '../../rpc/method.ts';
import type { MemberState } from '../backend.ts';
import { etcdError } from '../etcd-errors.ts';
import { headerAt } from '../response-header.ts';
import { type EtcdServiceOptions, GRPC_OVERHEAD_BYTES } from '../service-options.ts';
import { ProgressTimer } from './progress-timer.ts';
import type { WatchBackend, WatchSink, WatchSource } from './watch-backend.ts';
import { type EventsEncoder, encodeWatchResponse, splitEvents, type WatchResponseHead } from './watch-response.ts';

/** The id of a response that belongs to no watcher, or to one that could not be created. */
const NO_WATCHER = -1n;

const ZERO_KEY = Uint8Array.of(0);

interface Watcher {
  readonly fragment: boolean;
  readonly progressNotify: boolean;
  /** Nothing was sent since the last interval of progress began. */
  idle: boolean;
}

/**
 * One Watch call: keeps the watchers of a client by their ids and turns what the store reports of them into responses. A create
 * request is answered before any event of its watcher; the store never calls back from within `add`.
 */
export class WatchStream implements StreamReceiver<WatchRequest>, WatchSink {
  readonly #member: MemberState;
  readonly #call: StreamCall;
  readonly #source: WatchSource;
  readonly #options: EtcdServiceOptions;
  readonly #watchers = new Map<bigint, Watcher>();
  readonly #progress: ProgressTimer;
  readonly #events: EventsEncoder;
  #nextId = 0n;
  #paused = false;
  /** Events that a failpoint holds back. */
  #held: Promise<void> | undefined;

  constructor(
    member: MemberState,
    backend: WatchBackend,
    call: StreamCall,
    options: EtcdServiceOptions,
    events: EventsEncoder,
  ) {
    this.#member = member;
    this.#call = call;
    this.#options = options;
    this.#events = events;
    this.#source = backend.open(this);
    this.#progress = new ProgressTimer(options.watchProgressIntervalMs, () => this.#notifyProgress());
    call.onEnd(() => {
      this.#progress.stop();
      this.#source.close();
    });
  }

  message({ requestUnion }: WatchRequest): void {
    switch (requestUnion?.case) {
      case 'createRequest':
        this.#create(requestUnion.value);
        break;
      case 'cancelRequest':
        this.#cancel(requestUnion.value.watchId);
        break;
      case 'progressRequest':
        this.#answerProgress();
        break;
    }
  }

  /** A client that has nothing more to ask for still wants its events. */
  halfClose(): void {}

  events(watchId: bigint, revision: number, events: readonly Uint8Array[]): boolean {
    const watcher = this.#watchers.get(watchId);
    if (watcher === undefined) return !this.#paused;
    const held = this.#options.beforeWatchEvents?.();
    if (held === undefined) return this.#sendEvents(watcher, watchId, revision, events);
    this.#hold(held, () => {
      // Its id may be another watcher's by now.
      if (this.#watchers.get(watchId) === watcher) this.#sendEvents(watcher, watchId, revision, events);
    });
    return false;
  }

  #sendEvents(watcher: Watcher, watchId: bigint, revision: number, events: readonly Uint8Array[]): boolean {
    watcher.idle = false;
    const header = headerAt(this.#member, revision);
    const bytesMax = this.#options.maxRequestBytes + GRPC_OVERHEAD_BYTES;
    const pieces = watcher.fragment ? splitEvents(events, bytesMax) : [events];
    let writable = true;
    for (const [index, piece] of pieces.entries()) {
      const head = encodeWatchResponse({ header, watchId, fragment: index < pieces.length - 1 });
      writable = this.#call.write([head, this.#events.encode(piece)]);
    }
    if (!writable) this.#pause();
    return writable;
  }

  compacted(watchId: bigint, compactRevision: number): void {
    if (!this.#watchers.delete(watchId)) return;
    this.#send({ header: headerAt(this.#member, 0), watchId, canceled: true, compactRevision });
  }

  /** etcd would end here; its clients take a reason that they do not know for the end of this watch alone. */
  failed(watchId: bigint, error: Error): void {
    if (!this.#watchers.delete(watchId)) return;
    const header = headerAt(this.#member, this.#member.revision());
    this.#send({ header, watchId, canceled: true, cancelReason: error.message });
  }

  #create(request: WatchCreateRequest): void {
    const { rangeEnd, startRevision, filters, prevKv, progressNotify, fragment } = request;
    const key = request.key.length === 0 ? ZERO_KEY : request.key;
    const reason = this.#reasonAgainst(request, key);
    const header = headerAt(this.#member, this.#member.revision());
    if (reason !== undefined) {
      this.#send({ header, watchId: NO_WATCHER, created: true, canceled: true, cancelReason: reason });
      return;
    }
    const watchId = request.watchId === 0n ? this.#freeId() : request.watchId;
    this.#watchers.set(watchId, { fragment, progressNotify, idle: true });
    this.#send({ header, watchId, created: true });
    this.#source.add({
      watchId,
      // The store keeps them for as long as the watcher lives, so they must not hold on to the received chunk.
      key: Uint8Array.from(key),
      rangeEnd: Uint8Array.from(rangeEnd),
      startRevision,
      withoutPuts: filters.includes(FilterType.Noput),
      withoutDeletes: filters.includes(FilterType.Nodelete),
      prevKv,
    });
    if (progressNotify) this.#progress.start();
  }

  /** Why a watcher cannot be created, in etcd's words. */
  #reasonAgainst({ startRevision, rangeEnd, watchId }: WatchCreateRequest, key: Uint8Array): string | undefined {
    if (startRevision < 0) return etcdError('compacted').message;
    const open = rangeEnd.length === 0 || (rangeEnd.length === 1 && rangeEnd[0] === 0);
    if (!open && Buffer.compare(key, rangeEnd) >= 0) return 'mvcc: watcher range is empty';
    if (watchId !== 0n && this.#watchers.has(watchId)) {
      return 'mvcc: duplicate watch ID provided on the WatchStream';
    }
    return undefined;
  }

  #freeId(): bigint {
    while (this.#watchers.has(this.#nextId)) this.#nextId++;
    return this.#nextId++;
  }

  #cancel(watchId: bigint): void {
    if (!this.#watchers.delete(watchId)) return;
    this.#source.remove(watchId);
    this.#send({ header: headerAt(this.#member, this.#member.revision()), watchId, canceled: true });
  }

  /** No answer is etcd's way to say that some watcher has not caught up. */
  #answerProgress(): void {
    if (this.#held) return;
    if (this.#watchers.size === 0) return;
    const revision = this.#source.progressRevision();
    if (revision === undefined) return;
    this.#send({ header: headerAt(this.#member, revision), watchId: NO_WATCHER });
  }

  #notifyProgress(): void {
    if (this.#held) return;
    for (const [watchId, watcher] of this.#watchers) {
      if (!watcher.progressNotify) continue;
      const revision = watcher.idle ? this.#source.progressRevision(watchId) : undefined;
      if (revision !== undefined) this.#send({ header: headerAt(this.#member, revision), watchId });
      watcher.idle = true;
    }
  }

  #send(head: WatchResponseHead): void {
    if (!this.#call.write(encodeWatchResponse(head))) this.#pause();
  }

  /** Events wait, and the store with what comes after them; whatever speaks of progress has to keep silent meanwhile. */
  #hold(until: Promise<void>, send: () => void): void {
    this.#held = until
      .then(() => {
        if (!this.#call.ended) send();
      })
      .catch((error: unknown) => this.#call.fail(error))
      .then(() => {
        this.#held = undefined;
        this.#resume();
      });
  }

  /** The store holds back until what was written has gone out. */
  #pause(): void {
    if (this.#paused) return;
    this.#paused = true;
    void this.#call.drained().then(() => {
      this.#paused = false;
      this.#resume();
    });
  }

  /** Lets the store go on, unless something else still holds it back. */
  #resume(): void {
    if (!this.#call.ended && !this.#paused && this.#held === undefined) this.#source.resume();
  }
}
