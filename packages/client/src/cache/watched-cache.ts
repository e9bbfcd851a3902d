import { EventEmitter } from 'node:events';
import type { KeyValue } from '@quorate/protocol';
import { backoffMs, sleep } from '../connection/backoff.ts';
import { isEtcdError } from '../errors/etcd-error.ts';
import { isTransient } from '../errors/execution-doubt.ts';
import { abortedError, closedError } from '../errors/local-errors.ts';
import { type BytesLike, toBytes } from '../kv/bytes.ts';
import { type KeySelector, toKeyRange } from '../kv/key-range.ts';
import type { Store } from '../store.ts';
import type { WatchEvent } from '../watch/watch-options.ts';
import type { Watcher } from '../watch/watcher.ts';
import type { Cache, CacheEvents, CacheOptions } from './cache.ts';
import { SortedKeys } from './sorted-keys.ts';

/** Pause before a member that lags behind is asked again how far it is. */
const progressPauseMs = 20;

/** A cache that reads its range once and then follows it. */
export class WatchedCache extends EventEmitter<CacheEvents> implements Cache {
  readonly #store: Store;
  readonly #selector: KeySelector;
  readonly #filter: (kv: KeyValue) => boolean;
  readonly #keys = new SortedKeys();
  readonly #ready = Promise.withResolvers<void>();
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  #watcher: Watcher | undefined;
  #revision = 0;
  #isReady = false;
  #waiting: { readonly revision: number; readonly resolve: () => void }[] = [];

  constructor(store: Store, selector: KeySelector, options: CacheOptions) {
    super();
    this.#store = store;
    this.#selector = selector;
    this.#filter = options.filter ?? (() => true);
    this.#signal =
      options.signal === undefined ? this.#ending.signal : AbortSignal.any([this.#ending.signal, options.signal]);
    this.#ready.promise.catch(() => undefined);
    void this.#run();
  }

  get ready(): Promise<void> {
    return this.#ready.promise;
  }

  get revision(): number {
    return this.#revision;
  }

  get size(): number {
    return this.#keys.size;
  }

  get(key: BytesLike): KeyValue | undefined {
    return this.#keys.get(toBytes(key));
  }

  list(selector?: KeySelector): readonly KeyValue[] {
    return this.#keys.list(selector === undefined ? undefined : toKeyRange(selector));
  }

  async waitFor(revision: number, { signal }: { readonly signal?: AbortSignal | undefined } = {}): Promise<void> {
    const stop = signal === undefined ? this.#signal : AbortSignal.any([this.#signal, signal]);
    await this.#ready.promise;
    while (this.#revision < revision) {
      if (stop.aborted)
        throw signal?.aborted ? abortedError('waiting for a revision', signal, false) : closedError('the cache', false);
      // Revisions that changed nothing in the range are not heard of unless asked for.
      const asked = this.#watcher?.progress().catch(() => undefined);
      await Promise.race([this.#reached(revision), asked, sleep(progressPauseMs, stop).catch(() => undefined)]);
      if (this.#revision < revision) await sleep(progressPauseMs, stop).catch(() => undefined);
    }
  }

  close(): Promise<void> {
    this.#ending.abort();
    return Promise.resolve();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #run(): Promise<void> {
    let failures = 0;
    while (!this.#signal.aborted) {
      try {
        await this.#load();
        failures = 0;
        await this.#follow();
        break;
      } catch (error) {
        if (this.#signal.aborted) break;
        if (isEtcdError(error) && error.code === 'compacted') continue;
        if (!isEtcdError(error) || (!isTransient(error.code) && error.code !== 'timeout')) {
          this.#fail(error instanceof Error ? error : new Error(String(error)));
          break;
        }
        failures++;
        await sleep(backoffMs(failures), this.#signal).catch(() => undefined);
      }
    }
    this.#ready.reject(closedError('the cache', false));
    this.#ending.abort();
    this.emit('end');
  }

  #fail(error: Error): void {
    this.#ready.reject(error);
    if (this.listenerCount('error') > 0 || this.#isReady) this.emit('error', error);
  }

  /** Reads the range, and tells what has changed since the cache was last up to date. */
  async #load(): Promise<void> {
    const found = new SortedKeys();
    let revision = 0;
    for await (const page of this.#store.kv.pages(this.#selector, { signal: this.#signal })) {
      revision = page.revision;
      for (const kv of page.kvs) if (this.#filter(kv)) found.set(copyOf(kv));
    }
    const changes = this.#isReady ? this.#keys.changesTo(found, revision) : [];
    this.#keys.replace(found);
    this.#moveTo(revision);
    for (const change of changes) this.emit('event', change);
    if (this.#isReady) this.emit('resync', revision);
    this.#isReady = true;
    this.#ready.resolve();
  }

  async #follow(): Promise<void> {
    const watcher = this.#store.watch(this.#selector, { startRevision: this.#revision + 1, signal: this.#signal });
    this.#watcher = watcher;
    try {
      for await (const { events, revision } of watcher.batches()) {
        const changes = events.flatMap((event) => this.#apply(event) ?? []);
        this.#moveTo(revision);
        for (const change of changes) this.emit('event', change);
      }
    } finally {
      this.#watcher = undefined;
    }
  }

  /** Takes an event into the cache, and gives back what it means for those who see only what the filter lets through. */
  #apply(event: WatchEvent): WatchEvent | undefined {
    const before = this.#keys.get(event.key);
    if (event.type === 'put' && this.#filter(event.kv)) {
      const kv = copyOf(event.kv);
      this.#keys.set(kv);
      return { ...event, kv, key: kv.key, prevKv: before };
    }
    if (before === undefined) return undefined;
    this.#keys.delete(event.key);
    return { type: 'delete', key: before.key, prevKv: before, revision: event.revision };
  }

  #moveTo(revision: number): void {
    this.#revision = Math.max(this.#revision, revision);
    const reached = this.#waiting.filter((waiter) => waiter.revision <= this.#revision);
    this.#waiting = this.#waiting.filter((waiter) => waiter.revision > this.#revision);
    for (const { resolve } of reached) resolve();
  }

  #reached(revision: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push({ revision, resolve });
    return promise;
  }
}

/** Answers are views on what arrived together: a copy lets go of the rest. */
function copyOf(kv: KeyValue): KeyValue {
  return { ...kv, key: new Uint8Array(kv.key), value: new Uint8Array(kv.value) };
}
