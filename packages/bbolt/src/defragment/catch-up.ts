import type { Page } from '../pages/page.ts';
import { PageBitmap } from '../pages/page-bitmap.ts';
import type { Slices } from '../slices.ts';
import type { Reader } from '../transaction/reader.ts';
import { Tree, type TreeContext } from '../tree/tree.ts';
import { applyDifference, type BucketMoment } from './difference.ts';
import type { Target } from './target.ts';

/** Keeps a target following the moments of a database. */
export class CatchUp {
  readonly target: Target;
  readonly #pages = new PageBitmap();
  /** The moment that the target is at. */
  #at: Reader | undefined;
  readonly #onPage: () => void;

  constructor(target: Target, onPage: () => void) {
    this.target = target;
    this.#onPage = onPage;
  }

  get transactionId(): number {
    return this.#at?.transactionId ?? 0;
  }

  /** Brings the target to the moment that `to` sees, in slices; the reader is kept open until the next moment is reached. */
  async follow(to: Reader, slices: Slices): Promise<void> {
    for (const _ of this.#step(to)) {
      this.#onPage();
      if (this.target.isCommitDue) {
        await this.target.commit();
      }
      if (slices.isOver) {
        await slices.pause();
      }
    }
    await this.target.commit();
  }

  /** The same without letting anything else run. */
  followNow(to: Reader): void {
    for (const _ of this.#step(to)) {
      // Every page is applied as it comes.
    }
    this.target.commitNow();
  }

  close(): void {
    this.#at?.close();
    this.#at = undefined;
  }

  *#step(to: Reader): Generator<void> {
    const from = this.#at;
    this.#at = to;
    try {
      yield* applyDifference(from && momentOf(from), momentOf(to), this.#pages, this.target);
    } finally {
      from?.close();
    }
  }
}

/** Reads past the cache, so that going through the whole file does not push out what is in use. */
function momentOf(reader: Reader): BucketMoment {
  const { cache, pageSize } = reader.store;
  const context: TreeContext = {
    pages: { page: (id: number): Page => cache.readPast(id) },
    pageSize,
    isOpen: true,
  };
  return { tree: new Tree(context, reader.meta.root), sequence: reader.meta.rootSequence };
}
