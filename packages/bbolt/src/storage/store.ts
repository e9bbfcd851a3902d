import type { DiskFile } from '@quorate/ports';
import { assert } from '../assert.ts';
import { leafFlag } from '../format/layout.ts';
import type { Meta } from '../format/meta.ts';
import { sealPage } from '../format/page-trailer.ts';
import { type FreedPage, FreePages } from '../pages/free-pages.ts';
import { Page } from '../pages/page.ts';
import { PageCache } from '../pages/page-cache.ts';
import { type CommitQueue, FileCommits, MemoryCommits } from './commit-queue.ts';

export interface FileStoreOptions {
  readonly file: DiskFile;
  readonly fileBytes: number;
  readonly cacheBytes: number;
  readonly noSync: boolean;
}

/** Page ids are kept below this so that 32-bit arithmetic finds them: 16 TiB of pages of 4 KiB. */
const pageIdMax = 2 ** 32 - 1;

/** One file, or one stretch of memory, with everything that its transactions share. */
export class Store {
  readonly pageSize: number;
  readonly cache: PageCache;
  readonly free: FreePages;
  readonly commits: CommitQueue;
  readonly file: DiskFile | undefined;
  /** Whether `free` is filled; a file opened only to be read is not gone through for it. */
  knowsFreePages = true;
  /** How many pages the list of free pages takes that the file had when it was opened. */
  freelistSpan = 0;
  /** Holds acknowledgements back while the file is not yet in its place. */
  #gate: PromiseWithResolvers<void> | undefined;
  #latest: Meta;
  /** How many readers see each commit. */
  readonly #readers = new Map<number, number>();
  #readersVersion = 0;
  #readerCount = 0;
  #closed: Promise<void> | undefined;

  constructor(meta: Meta, options?: FileStoreOptions) {
    this.#latest = meta;
    this.pageSize = meta.pageSize;
    this.file = options?.file;
    this.cache = new PageCache(meta.pageSize, options?.file, options?.cacheBytes ?? Number.POSITIVE_INFINITY);
    this.cache.highWater = meta.highWater;
    this.free = new FreePages((id) => this.cache.drop(id));
    this.commits =
      options === undefined
        ? new MemoryCommits()
        : new FileCommits({
            file: options.file,
            fileBytes: options.fileBytes,
            pageSize: meta.pageSize,
            noSync: options.noSync,
            onWritten: (page) => this.cache.written(page),
          });
  }

  /** A new database in memory: an empty root leaf. */
  static inMemory(pageSize: number): Store {
    const meta: Meta = { pageSize, root: 3, rootSequence: 0, freelist: undefined, highWater: 4, transactionId: 1 };
    const store = new Store(meta);
    store.free.addFree(2);
    const bytes = new Uint8Array(pageSize);
    const words = new Uint32Array(bytes.buffer);
    words[0] = meta.root;
    words[2] = leafFlag;
    sealPage(bytes);
    store.cache.install(new Page(bytes, 1, 1));
    return store;
  }

  /** The latest commit, durable or not. */
  get latest(): Meta {
    return this.#latest;
  }

  get readerCount(): number {
    return this.#readerCount;
  }

  claimLatest(): Meta {
    const { transactionId } = this.#latest;
    this.#readers.set(transactionId, (this.#readers.get(transactionId) ?? 0) + 1);
    this.#readerCount++;
    return this.#latest;
  }

  releaseClaim(meta: Meta): void {
    const count = this.#readers.get(meta.transactionId) ?? 0;
    assert(count > 0, 'a reader is released once');
    this.#readerCount--;
    if (count > 1) {
      this.#readers.set(meta.transactionId, count - 1);
    } else {
      this.#readers.delete(meta.transactionId);
      this.#readersVersion++;
    }
  }

  /** Closes the file after the commits in flight. Readers that are open see only what is in the cache. */
  close(): Promise<void> {
    this.#closed ??= this.commits
      .flushed()
      .catch(() => undefined)
      .then(() => this.file?.close());
    return this.#closed;
  }

  /** Makes free what no reader sees any more. */
  reclaim(): void {
    this.free.release(
      [...this.#readers.keys()].sort((left, right) => left - right),
      this.#readersVersion,
    );
  }

  /** Takes a commit over: from here on new transactions see it. The promise is its durability. */
  accept(meta: Meta, pages: readonly Page[], freed: FreedPage[]): Promise<void> {
    assert(meta.transactionId > this.#latest.transactionId, 'commits have ascending numbers');
    assert(meta.highWater <= pageIdMax, 'page ids stay below 2^32');
    this.free.addPending(meta.transactionId, freed);
    this.#latest = meta;
    return this.#behindGate(this.commits.enqueue({ pages, meta }));
  }

  /** Resolves when everything so far is durable. */
  flushed(): Promise<void> {
    return this.#behindGate(this.commits.flushed());
  }

  /** From here on commits are synced, but acknowledged only when the gate opens: the file is not in its place yet. */
  closeGate(): void {
    this.commits.startSyncing();
    this.#gate = Promise.withResolvers();
    this.#gate.promise.catch(() => undefined);
  }

  /** Acknowledges what waited; with an error everything fails instead, now and later. */
  openGate(error?: unknown): void {
    if (error === undefined) {
      this.#gate?.resolve();
      this.#gate = undefined;
    } else {
      this.commits.fail(error);
      this.#gate?.reject(this.commits.failure);
    }
  }

  async #behindGate(durable: Promise<void>): Promise<void> {
    const gate = this.#gate;
    await durable;
    await gate?.promise;
  }
}
