import type { Disk } from '@quorate/ports';
import { assert } from '../assert.ts';
import type { Meta } from '../format/meta.ts';
import { createFile } from '../storage/create-file.ts';
import { Store } from '../storage/store.ts';
import type { WritableBucket } from '../transaction/writable-bucket.ts';
import { Writer } from '../transaction/writer.ts';
import type { BucketPath, DifferenceTarget } from './difference.ts';

/** A write transaction of the target is committed from this size on, so that its commit holds the event loop only briefly. */
const commitBytes = 256 * 1024;
const commitsInFlightMax = 4;
/** The target's cache while it is filled; nothing but the right edge of its tree is looked at again. */
const fillingCacheBytes = 16 * 1024 * 1024;
/** As etcd's: what is copied in order leaves a little room for what is put in between. */
const fillPercent = 0.9;

/** The database that is filled: a new file, not synced before it takes the other's place, or memory. */
export class Target implements DifferenceTarget {
  readonly store: Store;
  #writer: Writer | undefined;
  readonly #buckets = new Map<string, WritableBucket>();

  private constructor(store: Store) {
    this.store = store;
  }

  static inMemory(pageSize: number): Target {
    return new Target(Store.inMemory(pageSize));
  }

  static async inFile(disk: Disk, path: string, pageSize: number): Promise<Target> {
    if ((await disk.kind(path)) === 'file') {
      await disk.remove(path);
    }
    const file = await disk.open(path, 'create-new');
    try {
      await file.lock();
      const meta = await createFile(disk, file, pageSize);
      const fileBytes = await file.size();
      const store = new Store(meta, { file, fileBytes, cacheBytes: fillingCacheBytes, noSync: true });
      store.freelistSpan = 1;
      return new Target(store);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  bucketAt(path: BucketPath): WritableBucket {
    const text = path.map((name) => `${name.length}:${Buffer.from(name).toString('latin1')}`).join('/');
    let bucket = this.#buckets.get(text);
    if (bucket === undefined) {
      bucket =
        path.length === 0
          ? this.#openWriter().root
          : this.bucketAt(path.slice(0, -1)).createBucketIfMissing(path.at(-1) as Uint8Array);
      bucket.fillPercent = fillPercent;
      this.#buckets.set(text, bucket);
    }
    return bucket;
  }

  /** To be called after every page: commits now and then. */
  get isCommitDue(): boolean {
    return this.#writer !== undefined && this.#writer.changedBytes >= commitBytes;
  }

  /** Resolves when there is room for another commit. */
  async commit(): Promise<void> {
    void this.commitNow();
    await this.store.commits.below(commitsInFlightMax);
    if (this.store.commits.failure !== undefined) {
      throw this.store.commits.failure;
    }
  }

  /** Commits what there is on the spot. A failure shows in `store.commits.failure`. */
  commitNow(): void {
    this.#buckets.clear();
    this.#writer?.commit().catch(() => undefined);
    this.#writer = undefined;
  }

  /** Gives the latest commit a number that is at least `transactionId`, so that numbers do not go back in the swap. */
  renumber(transactionId: number): Meta {
    assert(this.#writer === undefined, 'everything is committed before the swap');
    const { latest } = this.store;
    const number = Math.max(transactionId, latest.transactionId + 1);
    this.store.accept({ ...latest, transactionId: number }, [], []).catch(() => undefined);
    return this.store.latest;
  }

  async discard(disk: Disk | undefined, path: string): Promise<void> {
    this.#writer?.rollback();
    if (this.store.file !== undefined) {
      await this.store.commits.flushed().catch(() => undefined);
      await this.store.file.close();
      await disk?.remove(path);
    }
  }

  #openWriter(): Writer {
    this.#writer ??= new Writer(this.store, Number.POSITIVE_INFINITY, () => undefined);
    return this.#writer;
  }
}
