import type { DatabaseError } from '../database-error.ts';
import { compareKeys } from '../format/compare-keys.ts';
import type { Page } from '../pages/page.ts';
import { PageBitmap } from '../pages/page-bitmap.ts';
import { decodeBucketHeader, inlinePage } from '../transaction/bucket-header.ts';
import type { PageReader } from './page-reader.ts';

/** Children fetched at once, so that a walk holds little memory and the event loop only for a moment. */
const batchPages = 256;

/** A page that something refers to, with the keys that may be in it: from `min`, below `max`. */
interface Expected {
  readonly id: number;
  readonly min: Uint8Array | undefined;
  readonly max: Uint8Array | undefined;
  /** It belongs to the bucket of buckets, which holds nothing else. */
  readonly isTop: boolean;
}

export interface WalkOptions {
  readonly reader: PageReader;
  /** Hears of everything that is wrong; may throw to end the walk. */
  readonly onProblem: (problem: string) => void;
  /** Hears of every page that is whole. */
  readonly onPage?: (page: Page) => void;
  /** Awaited between batches. */
  readonly pause?: () => Promise<void>;
}

/**
 * Visits every page that a tree reaches, nested buckets included, and checks that each is whole, is referred to once, and holds
 * keys in order and within the bounds that its parent gives. Answers the set of pages reached, overflow pages included.
 */
export async function walkTree(root: number, options: WalkOptions): Promise<PageBitmap> {
  const walk = new Walk(options);
  await walk.run(root);
  return walk.reached;
}

class Walk {
  readonly reached = new PageBitmap();
  readonly #options: WalkOptions;
  /** Depth first, so that it stays short: the children of at most one page a level. */
  readonly #stack: Expected[] = [];

  constructor(options: WalkOptions) {
    this.#options = options;
  }

  async run(root: number): Promise<void> {
    this.#stack.push({ id: root, min: undefined, max: undefined, isTop: true });
    while (this.#stack.length > 0) {
      const batch = this.#stack.splice(Math.max(0, this.#stack.length - batchPages));
      const pages = await this.#options.reader.fetch(batch.map(({ id }) => id));
      for (let index = 0; index < batch.length; index++) {
        this.#visit(batch[index] as Expected, pages[index] as Page | DatabaseError);
      }
      await this.#options.pause?.();
    }
  }

  #visit(expected: Expected, page: Page | DatabaseError): void {
    const { onProblem } = this.#options;
    if (page instanceof Error) {
      onProblem(page.message);
      return;
    }
    for (let id = page.id; id < page.id + page.span; id++) {
      if (!this.reached.add(id)) {
        onProblem(`page ${id} is referred to more than once`);
        return;
      }
    }
    this.#options.onPage?.(page);
    this.#checkBounds(expected, page);
    if (page.isLeaf) {
      this.#visitBuckets(page, expected.isTop);
      return;
    }
    for (let index = page.count - 1; index >= 0; index--) {
      const max = index + 1 < page.count ? page.key(index + 1) : expected.max;
      this.#stack.push({ id: page.child(index), min: page.key(index), max, isTop: expected.isTop });
    }
  }

  #checkBounds({ min, max }: Expected, page: Page): void {
    const { onProblem } = this.#options;
    if (page.count === 0) {
      if (min !== undefined) {
        onProblem(`page ${page.id} is an empty leaf under a branch`);
      }
      return;
    }
    if (min !== undefined && compareKeys(page.key(0), min) !== 0) {
      onProblem(`page ${page.id} does not begin with the key that its parent gives for it`);
    }
    if (max !== undefined && compareKeys(page.key(page.count - 1), max) >= 0) {
      onProblem(`page ${page.id} holds keys that its parent places in the page after it`);
    }
  }

  #visitBuckets(leaf: Page, isTop: boolean): void {
    for (let index = 0; index < leaf.count; index++) {
      if (!leaf.isBucket(index)) {
        if (isTop) {
          this.#options.onProblem(`page ${leaf.id}: element ${index} is a value where only buckets can be`);
        }
        continue;
      }
      const value = leaf.value(index);
      const { rootId } = decodeBucketHeader(value);
      if (rootId !== 0) {
        this.#stack.push({ id: rootId, min: undefined, max: undefined, isTop: false });
        continue;
      }
      try {
        const inline = inlinePage(value);
        if (!inline.isLeaf) {
          this.#options.onProblem(`page ${leaf.id}: the inline bucket of element ${index} is not a leaf`);
        } else {
          this.#visitBuckets(inline, false);
        }
      } catch (error) {
        this.#options.onProblem(`page ${leaf.id}: the inline bucket of element ${index}: ${(error as Error).message}`);
      }
    }
  }
}
