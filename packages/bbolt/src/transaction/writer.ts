import type { BucketName, WriteBucket } from '../api/bucket.ts';
import type { WriteTransaction } from '../api/transaction.ts';
import { assert } from '../assert.ts';
import { DatabaseError } from '../database-error.ts';
import type { Meta } from '../format/meta.ts';
import { trailerBytes } from '../format/page-trailer.ts';
import type { FreedPage } from '../pages/free-pages.ts';
import { Page } from '../pages/page.ts';
import { PageAllocator } from '../pages/page-memory.ts';
import type { Store } from '../storage/store.ts';
import { encodeNode } from '../tree/encode-node.ts';
import type { Node } from '../tree/node.ts';
import { WritableTree, type WritableTreeContext } from '../tree/writable-tree.ts';
import { bucketNamesIn } from './bucket-view.ts';
import { WritableBucket } from './writable-bucket.ts';

/** The write transaction: a root bucket that collects changes, and their way into the store. */
export class Writer implements WriteTransaction {
  #store: Store;
  readonly #commitsInFlightMax: number;
  readonly #onEnd: (pagesWritten: number) => void;
  #base: Meta;
  readonly #freed: FreedPage[] = [];
  readonly #context: WritableTreeContext;
  /** The bucket of buckets. */
  readonly root: WritableBucket;
  readonly #pages: Page[] = [];
  readonly #allocator: PageAllocator;
  #highWater: number;
  #changes = 0;
  #changedBytes = 0;

  constructor(store: Store, commitsInFlightMax: number, onEnd: (pagesWritten: number) => void) {
    store.reclaim();
    this.#store = store;
    this.#commitsInFlightMax = commitsInFlightMax;
    this.#onEnd = onEnd;
    this.#allocator = new PageAllocator(store.pageSize);
    this.#base = store.latest;
    this.#highWater = this.#base.highWater;
    this.#context = { pages: store.cache, pageSize: store.pageSize, isOpen: true, freed: this.#freed };
    this.root = new WritableBucket(
      new WritableTree(this.#context, this.#base.root),
      this.#base.rootSequence,
      (bytes) => {
        this.#changes++;
        this.#changedBytes += bytes;
      },
    );
  }

  get transactionId(): number {
    return this.#base.transactionId + 1;
  }

  get changes(): number {
    return this.#changes;
  }

  /** Bytes of the keys and values that were put. */
  get changedBytes(): number {
    return this.#changedBytes;
  }

  /** Moves it, which has no changes, to the same moment in another store. */
  rebase(store: Store): void {
    assert(this.#changes === 0, 'only a transaction without changes moves');
    this.#store = store;
    this.#base = store.latest;
    this.#highWater = this.#base.highWater;
    this.#context.pages = store.cache;
    this.#freed.length = 0;
    this.root.rebase(this.#base.root, this.#base.rootSequence);
  }

  bucket(name: BucketName): WriteBucket | undefined {
    return this.root.bucket(name);
  }

  createBucketIfMissing(name: BucketName): WriteBucket {
    return this.root.createBucketIfMissing(name);
  }

  deleteBucket(name: BucketName): boolean {
    return this.root.deleteBucket(name);
  }

  get(bucket: BucketName, key: Uint8Array): Uint8Array | undefined {
    return this.root.bucket(bucket)?.get(key);
  }

  bucketNames(): Uint8Array[] {
    return bucketNamesIn(this.root);
  }

  commit(): Promise<void> {
    this.root.tree.requireOpen();
    const { commits } = this.#store;
    if (commits.failure !== undefined) {
      return Promise.reject(commits.failure);
    }
    if (!this.root.isChanged) {
      this.#end();
      return this.#store.flushed();
    }
    if (commits.inFlight >= this.#commitsInFlightMax) {
      throw new DatabaseError(
        'commit-queue-full',
        `${commits.inFlight} commits are waiting for the disk: await commitCapacity() before the next commit`,
      );
    }
    this.root.settle();
    const root = this.root.write((node) => this.#writeNode(node));
    this.#freeWrittenFreelist();
    const meta: Meta = {
      ...this.#base,
      root,
      freelist: undefined,
      highWater: this.#highWater,
      transactionId: this.transactionId,
    };
    this.#store.cache.highWater = this.#highWater;
    const durable = this.#store.accept(meta, this.#pages, this.#freed);
    this.#end();
    return durable;
  }

  rollback(): void {
    if (this.#context.isOpen) {
      this.#end();
    }
  }

  [Symbol.dispose](): void {
    this.rollback();
  }

  #end(): void {
    this.#context.isOpen = false;
    this.#onEnd(this.#pages.length);
  }

  #writeNode(node: Node): number {
    const { pageSize, free, cache } = this.#store;
    const span = Math.ceil((node.bytes + trailerBytes) / pageSize);
    let id = free.allocate(span, this.#base.highWater);
    if (id === undefined) {
      id = this.#highWater;
      this.#highWater += span;
    }
    const { memory, bytes } = this.#allocator.allocate(span);
    encodeNode(node, id, span, bytes);
    const page = new Page(bytes, span, this.transactionId, memory);
    cache.install(page);
    this.#pages.push(page);
    return id;
  }

  /** The list of free pages that an older file has written is not written again. */
  #freeWrittenFreelist(): void {
    const { freelist } = this.#base;
    if (freelist !== undefined) {
      this.#freed.push({ id: freelist, span: this.#store.freelistSpan, writtenBy: 0 });
    }
  }
}
