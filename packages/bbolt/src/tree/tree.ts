import { DatabaseError } from '../database-error.ts';
import type { Page } from '../pages/page.ts';
import type { PageSource } from '../pages/page-cache.ts';
import type { Node } from './node.ts';

/** What all trees of one transaction share. */
export interface TreeContext {
  pages: PageSource;
  readonly pageSize: number;
  /** Cleared when the transaction ends; nothing may be read from then on, as pages can be used again. */
  isOpen: boolean;
}

/** No file of 2^32 pages is this deep; a deeper descent goes in circles on a damaged file. */
export const depthMax = 40;

/** The B+tree of one bucket at one moment, as pages. */
export class Tree {
  readonly context: TreeContext;
  /** Page of the root; 0 when the root is inline. */
  rootId: number;
  /** The root of a small bucket, from its value in the parent. */
  inlineRoot: Page | undefined;
  /** Counts changes, so that cursors notice them. */
  version = 0;

  constructor(context: TreeContext, rootId: number, inlineRoot?: Page) {
    this.context = context;
    this.rootId = rootId;
    this.inlineRoot = inlineRoot;
  }

  get isWritable(): boolean {
    return false;
  }

  /** Throws DatabaseError `transaction-closed` when the transaction has ended. */
  requireOpen(): void {
    if (!this.context.isOpen) {
      throw new DatabaseError('transaction-closed', 'the transaction has ended: begin another one');
    }
  }

  rootPage(): Page {
    return this.inlineRoot ?? this.context.pages.page(this.rootId);
  }

  /** Where a descent begins. */
  top(): Page | Node {
    return this.rootPage();
  }

  childOf(parent: Page | Node, index: number): Page | Node {
    return this.context.pages.page((parent as Page).child(index));
  }

  /** The value of a key; undefined when there is none or a bucket stands there. */
  get(key: Uint8Array): Uint8Array | undefined {
    this.requireOpen();
    return this.getUnder(this.rootPage(), key);
  }

  protected getUnder(from: Page, key: Uint8Array): Uint8Array | undefined {
    let page = from;
    for (let depth = 0; !page.isLeaf; depth++) {
      if (depth > depthMax) {
        throw circle(page.id);
      }
      page = this.context.pages.page(page.child(page.childIndexFor(key)));
    }
    const index = page.search(key);
    return index >= 0 && !page.isBucket(index) ? page.value(index) : undefined;
  }

  /** The bucket header stored under a name; 'value' when a value stands there. */
  bucketHeader(name: Uint8Array): Uint8Array | 'value' | undefined {
    this.requireOpen();
    let at = this.top();
    for (let depth = 0; !at.isLeaf; depth++) {
      if (depth > depthMax) {
        throw circle(this.rootId);
      }
      at = this.childOf(at, at.childIndexFor(name));
    }
    const index = at.search(name);
    return index < 0 ? undefined : at.isBucket(index) ? at.value(index) : 'value';
  }
}

export function circle(pageId: number): DatabaseError {
  return new DatabaseError('corrupt', `page ${pageId} is damaged: the branches around it go in a circle`);
}
