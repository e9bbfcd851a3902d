import type { DiskFile, Failpoints } from '@quorate/ports';
import { DatabaseError } from '../database-error.ts';
import { encodeMeta, type Meta } from '../format/meta.ts';
import { sealPage } from '../format/page-trailer.ts';
import type { Page } from '../pages/page.ts';

/** What one commit has to bring to the disk. */
export interface EncodedCommit {
  readonly pages: readonly Page[];
  readonly meta: Meta;
}

/** Makes commits durable, strictly one after the other. */
export interface CommitQueue {
  /** Commits that are not durable yet. */
  readonly inFlight: number;
  /** Why nothing can be made durable any more, once a write or a sync failed. */
  readonly failure: DatabaseError | undefined;
  /** Passed around every commit to a file; set once after opening. */
  failpoints: Failpoints | undefined;
  /** Gives the pages their trailers, and brings them to the disk. */
  enqueue(commit: EncodedCommit): Promise<void>;
  /** Resolves when everything enqueued so far is durable. */
  flushed(): Promise<void>;
  /** Resolves when fewer than `limit` commits are in flight, or none will be made durable any more. */
  below(limit: number): Promise<void>;
  /** Ends the time without syncs that a file began with. */
  startSyncing(): void;
  /** Gives up for good, as after a failed write. */
  fail(cause: unknown): void;
}

/** Commits of a database in memory: done when they are made. */
export class MemoryCommits implements CommitQueue {
  readonly inFlight = 0;
  readonly failure = undefined;
  failpoints: Failpoints | undefined;
  enqueue({ pages }: EncodedCommit): Promise<void> {
    for (const page of pages) {
      sealPage(page.bytes);
    }
    return Promise.resolve();
  }
  flushed(): Promise<void> {
    return Promise.resolve();
  }
  below(): Promise<void> {
    return Promise.resolve();
  }
  startSyncing(): void {}
  fail(): void {}
}

export interface FileCommitsOptions {
  readonly file: DiskFile;
  readonly fileBytes: number;
  readonly pageSize: number;
  readonly noSync: boolean;
  /** Called with each page that the file has. */
  readonly onWritten: (page: Page) => void;
}

/** Pages a write: bounded by the number of buffers that one system call takes. */
const pagesPerWriteMax = 1024;
/** Writes under way at once: as many as the usual thread pool has threads. */
const concurrentWrites = 4;
/** From this size on a file grows in steps of it, so that few commits have to make a new file size durable. */
const growthStepBytes = 16 * 1024 * 1024;
const fileBytesMin = 32 * 1024;

interface Waiting {
  readonly commit: EncodedCommit;
  readonly resolve: () => void;
  readonly reject: (error: DatabaseError) => void;
}

/**
 * Commits to a file in bbolt's order: the new pages, a sync, the meta page, a sync. As the next commit's pages are written only
 * after the one before is durable, a crash at any moment finds the last durable commit untouched under one of the two metas.
 */
export class FileCommits implements CommitQueue {
  failpoints: Failpoints | undefined;
  readonly #options: FileCommitsOptions;
  readonly #waiting: Waiting[] = [];
  #fileBytes: number;
  #syncs: boolean;
  #failure: DatabaseError | undefined;
  #last: Promise<void> = Promise.resolve();
  #roomWaiters: { readonly limit: number; readonly resolve: () => void }[] = [];

  constructor(options: FileCommitsOptions) {
    this.#options = options;
    this.#fileBytes = options.fileBytes;
    this.#syncs = !options.noSync;
  }

  get inFlight(): number {
    return this.#waiting.length;
  }

  get failure(): DatabaseError | undefined {
    return this.#failure;
  }

  enqueue(commit: EncodedCommit): Promise<void> {
    if (this.#failure !== undefined) {
      return Promise.reject(this.#failure);
    }
    this.#last = new Promise<void>((resolve, reject) => {
      this.#waiting.push({ commit, resolve, reject });
    });
    if (this.#waiting.length === 1) {
      void this.#run();
    }
    return this.#last;
  }

  flushed(): Promise<void> {
    return this.#failure !== undefined ? Promise.reject(this.#failure) : this.#last;
  }

  below(limit: number): Promise<void> {
    if (this.inFlight < limit) {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#roomWaiters.push({ limit, resolve });
    });
  }

  async #run(): Promise<void> {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      try {
        if (this.failpoints) await this.failpoints.hit('beforeCommit');
        await this.#write(next.commit);
        if (this.failpoints) await this.failpoints.hit('afterCommit');
      } catch (cause) {
        this.fail(cause);
        return;
      }
      this.#waiting.shift();
      next.resolve();
      this.#wakeRoomWaiters();
    }
  }

  startSyncing(): void {
    this.#syncs = true;
  }

  fail(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.#failure = new DatabaseError(
      'write-failed',
      `${this.#options.file.path}: a commit could not be made durable, so nothing after it can be trusted; stop, and open the file again: ${reason}`,
      { cause },
    );
    for (const { reject } of this.#waiting.splice(0)) {
      reject(this.#failure);
    }
    this.#wakeRoomWaiters();
  }

  #wakeRoomWaiters(): void {
    if (this.#roomWaiters.length > 0) {
      const ready = this.#roomWaiters.filter(({ limit }) => this.inFlight < limit);
      this.#roomWaiters = this.#roomWaiters.filter(({ limit }) => this.inFlight >= limit);
      for (const { resolve } of ready) {
        resolve();
      }
    }
  }

  async #write({ pages, meta }: EncodedCommit): Promise<void> {
    const { file, pageSize, onWritten } = this.#options;
    await this.#grow(meta.highWater * pageSize);
    await this.#writePages(pages);
    await this.#sync();
    const metaPage = new Uint8Array(pageSize);
    const metaId = meta.transactionId % 2;
    encodeMeta(meta, metaId, metaPage);
    await file.write(metaPage, metaId * pageSize);
    await this.#sync();
    for (const page of pages) {
      onWritten(page);
    }
  }

  async #sync(): Promise<void> {
    if (this.#syncs) {
      await this.#options.file.sync();
    }
  }

  async #grow(neededBytes: number): Promise<void> {
    if (neededBytes <= this.#fileBytes) {
      return;
    }
    let bytes = Math.max(this.#fileBytes, fileBytesMin);
    while (bytes < neededBytes) {
      bytes = bytes < growthStepBytes ? bytes * 2 : Math.ceil((neededBytes + 1) / growthStepBytes) * growthStepBytes;
    }
    await this.#options.file.truncate(bytes);
    this.#fileBytes = bytes;
  }

  async #writePages(pages: readonly Page[]): Promise<void> {
    const { file, pageSize } = this.#options;
    const runs = contiguousRuns(pages);
    for (let from = 0; from < runs.length; from += concurrentWrites) {
      // Sealed here, and not when the page is made: a commit holds the event loop for less.
      const writes = runs.slice(from, from + concurrentWrites).map((run) =>
        file.writeAll(
          run.map((page) => sealPage(page.bytes)),
          (run[0] as Page).id * pageSize,
        ),
      );
      const failed = (await Promise.allSettled(writes)).find((outcome) => outcome.status === 'rejected');
      if (failed !== undefined) {
        throw failed.reason;
      }
    }
  }
}

/** Pages that follow each other in the file, together. */
function contiguousRuns(pages: readonly Page[]): Page[][] {
  const runs: Page[][] = [];
  let run: Page[] = [];
  let nextId = -1;
  for (const page of pages.toSorted((left, right) => left.id - right.id)) {
    if (page.id !== nextId || run.length === pagesPerWriteMax) {
      run = [];
      runs.push(run);
    }
    run.push(page);
    nextId = page.id + page.span;
  }
  return runs;
}
