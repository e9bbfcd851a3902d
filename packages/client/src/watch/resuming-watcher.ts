import { EventEmitter } from 'node:events';
import { type Event, FilterType, type ResponseHeader, WatchCreateRequest } from '@quorate/protocol';
import { backoffMs } from '../connection/backoff.ts';
import { notice } from '../connection/call-events.ts';
import type { EtcdError } from '../errors/etcd-error.ts';
import { isTransient, wantsToken } from '../errors/execution-doubt.ts';
import { abortedError, closedError } from '../errors/local-errors.ts';
import { type KeySelector, toKeyRange } from '../kv/key-range.ts';
import { BatchQueue } from './batch-queue.ts';
import type { WatchBackend, WatchHandle, WatchSink } from './watch-backend.ts';
import { toWatchEvent } from './watch-event.ts';
import type { WatchBatch, WatchEvent, WatcherEvents, WatchOptions } from './watch-options.ts';
import type { Watcher } from './watcher.ts';

const bufferedEventsMaxDefault = 4096;

/** A watch cannot be refused with so many tokens, one after the other: something else is wrong then. */
const refusedTokensMax = 2;

/** Whoever listens to one of these takes the events away. */
const eventNames = ['event', 'put', 'delete', 'batch'] as const;

/** A watch that is put on a server again, where it stopped, whenever its stream breaks or its reader has caught up. */
export class ResumingWatcher extends EventEmitter<WatcherEvents> implements Watcher {
  /** One small object a watch, not a closure for each of what can happen: there may be very many watches. */
  static readonly #Sink = class implements WatchSink {
    readonly #watcher: ResumingWatcher;

    constructor(watcher: ResumingWatcher) {
      this.#watcher = watcher;
    }

    created(header: ResponseHeader): void {
      this.#watcher.#onCreated(header);
    }

    events(events: readonly Event[], header: ResponseHeader): void {
      this.#watcher.#onEvents(events, header);
    }

    canceled(error: EtcdError): void {
      this.#watcher.#onCanceled(error);
    }

    interrupted(error: EtcdError): void {
      this.#watcher.#onInterrupted(error);
    }
  };

  readonly #backend: WatchBackend;
  #request: WatchCreateRequest;
  readonly #requireLeader: boolean;
  readonly #bufferedEventsMax: number;
  readonly #signal: AbortSignal | undefined;
  readonly #queue = new BatchQueue();
  /** Of those who wait for the watch to be on a server. */
  #created: PromiseWithResolvers<number> | undefined;
  /** The first revision reported, once that is known. */
  #createdRevision: number | undefined;
  /** Why the watch ended before it was on a server. */
  #refusal: EtcdError | undefined;
  readonly #progress: PromiseWithResolvers<number>[] = [];
  readonly #onClose = () => this.#finish();
  #handle: WatchHandle | undefined;
  #state: 'connecting' | 'watching' | 'paused' | 'closed' = 'connecting';
  #retryTimer: NodeJS.Timeout | undefined;
  #failures = 0;
  #refusedTokens = 0;
  /** Where to go on; 0 until that is known. */
  #nextRevision: number;
  /** Of the last event: nothing up to it is reported again. */
  #deliveredRevision = 0;
  #revision = 0;
  #isIterated = false;

  constructor(backend: WatchBackend, selector: KeySelector, options: WatchOptions) {
    super();
    const { key, rangeEnd } = toKeyRange(selector);
    const { skip } = options;
    this.#backend = backend;
    this.#request = WatchCreateRequest.create({
      key,
      rangeEnd,
      prevKv: options.prevKv ?? false,
      progressNotify: options.progressNotify ?? false,
      filters: skip === undefined ? [] : [skip === 'puts' ? FilterType.Noput : FilterType.Nodelete],
      fragment: options.fragment ?? false,
    });
    this.#nextRevision = options.startRevision ?? 0;
    this.#requireLeader = options.requireLeader ?? true;
    this.#bufferedEventsMax = options.bufferedEventsMax ?? bufferedEventsMaxDefault;
    this.#signal = options.signal;
    this.on('newListener', (name) => {
      if (eventNames.some((eventName) => eventName === name)) queueMicrotask(() => this.#flush());
    });
    backend.closed.addEventListener('abort', this.#onClose);
    this.#signal?.addEventListener('abort', this.#onClose);
    if (this.#signal?.aborted || backend.closed.aborted) this.#finish();
    else this.#connect();
  }

  get revision(): number {
    return this.#revision;
  }

  get created(): Promise<number> {
    if (this.#createdRevision !== undefined) return Promise.resolve(this.#createdRevision);
    this.#created ??= Promise.withResolvers();
    // Whoever does not wait for the promise hears of a refusal through the iterator or the event.
    this.#created.promise.catch(() => undefined);
    if (this.#refusal !== undefined) this.#created.reject(this.#refusal);
    return this.#created.promise;
  }

  async *batches(): AsyncGenerator<WatchBatch, void, undefined> {
    this.#isIterated = true;
    try {
      for (;;) {
        const batch = await this.#queue.next();
        if (batch === undefined) return;
        this.#resumeWhenDrained();
        yield batch;
      }
    } finally {
      this.#finish();
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WatchEvent, void, undefined> {
    for await (const { events } of this.batches()) yield* events;
  }

  progress(): Promise<number> {
    const asked = Promise.withResolvers<number>();
    if (this.#state === 'closed') asked.reject(closedError('progress of a watch', false));
    else this.#progress.push(asked);
    if (this.#state === 'watching') this.#handle?.requestProgress();
    return asked.promise;
  }

  close(): Promise<void> {
    this.#finish();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #connect(): void {
    this.#state = 'connecting';
    const request = { ...this.#request, startRevision: this.#nextRevision };
    this.#handle = this.#backend.open(request, this.#requireLeader, new ResumingWatcher.#Sink(this));
  }

  #onCreated(header: ResponseHeader): void {
    this.#state = 'watching';
    this.#failures = 0;
    this.#refusedTokens = 0;
    if (this.#nextRevision <= 0) this.#nextRevision = header.revision + 1;
    this.#revision = Math.max(this.#revision, this.#nextRevision - 1);
    this.#createdRevision ??= this.#nextRevision;
    this.#created?.resolve(this.#createdRevision);
    this.#created = undefined;
    this.emit('created', this.#nextRevision);
    if (this.#progress.length > 0) this.#handle?.requestProgress();
  }

  #onEvents(received: readonly Event[], header: ResponseHeader): void {
    if (received.length === 0) {
      this.#onProgress(header);
      return;
    }
    const events: WatchEvent[] = [];
    for (const event of received) {
      if ((event.kv?.modRevision ?? 0) > this.#deliveredRevision) events.push(toWatchEvent(event));
    }
    const last = events.at(-1);
    if (last === undefined) return;
    this.#deliveredRevision = last.revision;
    this.#advance(last.revision);
    this.#deliver({ events, revision: last.revision, header });
  }

  #onProgress(header: ResponseHeader): void {
    this.#advance(header.revision);
    for (const { resolve } of this.#progress.splice(0)) resolve(header.revision);
    this.#deliver({ events: [], revision: header.revision, header });
  }

  #advance(revision: number): void {
    this.#nextRevision = Math.max(this.#nextRevision, revision + 1);
    this.#revision = Math.max(this.#revision, revision);
  }

  #onCanceled(error: EtcdError): void {
    if (isTransient(error.code) || error.code === 'watch-canceled') this.#onInterrupted(error);
    else this.#finish(error);
  }

  #onInterrupted(error: EtcdError): void {
    this.#handle = undefined;
    const isTooLarge = error.code === 'message-too-large';
    if (wantsToken(error.code)) this.#refusedTokens++;
    if (this.#backend.closed.aborted) this.#finish();
    else if (isHopeless(error) || this.#refusedTokens > refusedTokensMax || (isTooLarge && this.#request.fragment))
      this.#finish(error);
    else {
      if (isTooLarge) this.#request = { ...this.#request, fragment: true };
      this.#state = 'connecting';
      this.#failures++;
      this.#retryTimer = setTimeout(() => this.#connect(), backoffMs(this.#failures));
      notice({ type: 'watch-interrupted', nextRevision: this.#nextRevision, error });
      this.emit('interrupted', error);
    }
  }

  #deliver(batch: WatchBatch): void {
    if (this.#isFlowing()) {
      this.#emitBatch(batch);
      return;
    }
    this.#queue.push(batch);
    if (this.#queue.events > this.#bufferedEventsMax && this.#state === 'watching') this.#pause();
  }

  #isFlowing(): boolean {
    return !this.#isIterated && this.#queue.isEmpty && eventNames.some((name) => this.listenerCount(name) > 0);
  }

  #emitBatch(batch: WatchBatch): void {
    this.emit('batch', batch);
    for (const event of batch.events) {
      this.emit('event', event);
      if (event.type === 'put') this.emit('put', event);
      else this.emit('delete', event);
    }
    if (batch.events.length === 0) this.emit('progress', batch.revision);
  }

  /** Hands over what arrived before anybody listened. */
  #flush(): void {
    if (this.#isIterated) return;
    for (let batch = this.#queue.shift(); batch !== undefined; batch = this.#queue.shift()) this.#emitBatch(batch);
    this.#resumeWhenDrained();
  }

  #pause(): void {
    this.#handle?.cancel();
    this.#handle = undefined;
    this.#state = 'paused';
    notice({ type: 'watch-paused', bufferedEvents: this.#queue.events });
  }

  #resumeWhenDrained(): void {
    if (this.#state === 'paused' && this.#queue.isEmpty) this.#connect();
  }

  #finish(error?: EtcdError): void {
    if (this.#state === 'closed') return;
    const hadStarted = this.#state === 'watching';
    this.#state = 'closed';
    clearTimeout(this.#retryTimer);
    this.#handle?.cancel();
    this.#handle = undefined;
    this.#backend.closed.removeEventListener('abort', this.#onClose);
    this.#signal?.removeEventListener('abort', this.#onClose);
    const reason =
      error ??
      (this.#signal?.aborted ? abortedError('the watch', this.#signal, false) : closedError('the watch', false));
    if (!hadStarted) {
      this.#refusal = reason;
      this.#created?.reject(reason);
    }
    for (const { reject } of this.#progress.splice(0)) reject(reason);
    this.#queue.end(error);
    queueMicrotask(() => this.#emitEnd(error));
  }

  /** With an error that nobody listens for, a watch that is read by events throws: watches do not die in silence. */
  #emitEnd(error: EtcdError | undefined): void {
    const isRead = this.#isIterated || !eventNames.some((name) => this.listenerCount(name) > 0);
    if (error !== undefined && (this.listenerCount('error') > 0 || !isRead)) this.emit('error', error);
    this.emit('end');
  }
}

/** Errors of a stream that opening it again does not mend. */
function isHopeless({ code }: EtcdError): boolean {
  return (
    code === 'unimplemented' || code === 'permission-denied' || code === 'auth-failed' || code === 'invalid-argument'
  );
}
