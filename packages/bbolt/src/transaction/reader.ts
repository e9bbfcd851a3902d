import type { BucketName, ReadBucket } from '../api/bucket.ts';
import type { ReadTransaction } from '../api/transaction.ts';
import type { Meta } from '../format/meta.ts';
import type { Store } from '../storage/store.ts';
import { Tree, type TreeContext } from '../tree/tree.ts';
import { BucketView, bucketNamesIn } from './bucket-view.ts';

/** A read transaction: a meta, and a claim on the pages it reaches. */
export class Reader implements ReadTransaction {
  readonly meta: Meta;
  readonly store: Store;
  readonly root: BucketView;
  readonly #context: TreeContext;
  readonly #onClose: () => void;

  constructor(store: Store, onClose: () => void) {
    this.store = store;
    this.meta = store.claimLatest();
    this.#context = { pages: store.cache, pageSize: store.pageSize, isOpen: true };
    this.root = new BucketView(new Tree(this.#context, this.meta.root), this.meta.rootSequence);
    this.#onClose = onClose;
  }

  get transactionId(): number {
    return this.meta.transactionId;
  }

  get sizeBytes(): number {
    return this.meta.highWater * this.meta.pageSize;
  }

  bucket(name: BucketName): ReadBucket | undefined {
    return this.root.bucket(name);
  }

  get(bucket: BucketName, key: Uint8Array): Uint8Array | undefined {
    return this.root.bucket(bucket)?.get(key);
  }

  bucketNames(): Uint8Array[] {
    return bucketNamesIn(this.root);
  }

  close(): void {
    if (this.#context.isOpen) {
      this.#context.isOpen = false;
      this.store.releaseClaim(this.meta);
      this.#onClose();
    }
  }

  [Symbol.dispose](): void {
    this.close();
  }
}
