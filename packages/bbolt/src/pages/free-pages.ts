import { assert } from '../assert.ts';
import { PageBitmap } from './page-bitmap.ts';

/** A page that a commit made superfluous. */
export interface FreedPage {
  readonly id: number;
  /** How many pages of the file it occupied. */
  readonly span: number;
  /** The commit that wrote it, 0 when that is not known. */
  readonly writtenBy: number;
}

/** What one commit made superfluous and what an open reader may still see. */
interface PendingPages {
  readonly freedBy: number;
  pages: FreedPage[];
  /** For which set of readers the pages were last looked through. */
  readersSeen: number;
}

/**
 * Which pages are free, and which will be: a page freed by commit t may still be read by a transaction that sees a commit from
 * the one that wrote the page up to t − 1. The set is not stored in the file; it is what the tree does not reach.
 */
export class FreePages {
  readonly #free = new PageBitmap();
  #pending: PendingPages[] = [];
  #pendingCount = 0;
  /** Where the search goes on, so that a commit's pages lie together and in ascending order. */
  #searchFrom = 2;
  /** No run longer than this is free, as the last search in vain found out. */
  #longestRun = Number.POSITIVE_INFINITY;
  /** Told about every page that becomes free. */
  readonly #onFree: (id: number) => void;

  constructor(onFree: (id: number) => void) {
    this.#onFree = onFree;
  }

  /** Pages that can be used again now. */
  get freeCount(): number {
    return this.#free.size;
  }

  /** Pages waiting for a reader to end. */
  get pendingCount(): number {
    return this.#pendingCount;
  }

  has(id: number): boolean {
    return this.#free.has(id);
  }

  /** All pages that the latest commit does not reach: the free ones and those waiting to be. */
  copyUnused(): PageBitmap {
    const unused = this.#free.copy();
    for (const { pages } of this.#pending) {
      for (const page of pages) {
        for (let id = page.id; id < page.id + page.span; id++) {
          unused.add(id);
        }
      }
    }
    return unused;
  }

  addFree(id: number): void {
    assert(this.#free.add(id), `page ${id} is freed once`);
    this.#longestRun = Number.POSITIVE_INFINITY;
  }

  /** The first of `span` free pages in a row, which are free no more; undefined when there is no such row. */
  allocate(span: number, highWater: number): number | undefined {
    if (span > this.#free.size || span > this.#longestRun) {
      return undefined;
    }
    const found =
      this.#free.findRun(span, this.#searchFrom, highWater) ??
      this.#free.findRun(span, 2, Math.min(highWater, this.#searchFrom + span));
    if (found === undefined) {
      this.#longestRun = span - 1;
      return undefined;
    }
    for (let id = found; id < found + span; id++) {
      this.#free.delete(id);
    }
    this.#searchFrom = found + span;
    return found;
  }

  /** Notes the pages that commit `freedBy` made superfluous. */
  addPending(freedBy: number, pages: FreedPage[]): void {
    if (pages.length > 0) {
      this.#pending.push({ freedBy, pages, readersSeen: -1 });
      this.#pendingCount += pages.reduce((sum, page) => sum + page.span, 0);
    }
  }

  /**
   * Frees what no reader can see. `readers` are the commits that open readers see, ascending, and `readersVersion` changes
   * whenever one of them ended. To be called when a write transaction begins: commits reach the disk strictly one after the
   * other, so what it allocates is overwritten only after every commit before it is durable.
   */
  release(readers: readonly number[], readersVersion: number): void {
    const before = this.#pendingCount;
    for (const pending of this.#pending) {
      if (pending.readersSeen !== readersVersion) {
        pending.readersSeen = readersVersion;
        pending.pages = pending.pages.filter((page) => {
          const isSeen = readers.some((seen) => seen >= page.writtenBy && seen < pending.freedBy);
          if (!isSeen) {
            this.#releasePage(page);
          }
          return isSeen;
        });
      }
    }
    if (this.#pendingCount !== before) {
      this.#pending = this.#pending.filter(({ pages }) => pages.length > 0);
      this.#longestRun = Number.POSITIVE_INFINITY;
      this.#searchFrom = 2;
    }
  }

  #releasePage(page: FreedPage): void {
    this.#pendingCount -= page.span;
    for (let id = page.id; id < page.id + page.span; id++) {
      assert(this.#free.add(id), `page ${id} is freed once`);
      this.#onFree(id);
    }
  }
}
