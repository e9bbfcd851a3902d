import type { DiskFile } from '@quorate/ports';
import { assert } from '../assert.ts';
import { DatabaseError, damagedFile } from '../database-error.ts';
import { Page } from './page.ts';

/** Pages a chunk of the table: large enough that the table of chunks is short, small enough for a sparse file. */
const chunkBits = 10;
const chunkMask = (1 << chunkBits) - 1;
/** What a page costs in memory besides its bytes: the objects around it. */
const pageOverheadBytes = 500;

/** Where a tree gets its pages. */
export interface PageSource {
  page(id: number): Page;
}

/**
 * The pages in memory, found by their id. Over a file, pages that the file has too may be evicted when there are more than
 * `bytesMax` (the clock algorithm: a page accessed since the hand last passed gets another round). Over memory nothing is.
 */
export class PageCache implements PageSource {
  readonly pageSize: number;
  /** One more than the highest page id that a tree may refer to. */
  highWater = 0;
  readonly #file: DiskFile | undefined;
  /** Bound of `bytes` that eviction keeps to. */
  bytesMax: number;
  /** Hears of every damaged page that is met. */
  onDamage: ((error: DatabaseError) => void) | undefined;
  #bytes = 0;
  readonly #chunks: (Page | undefined)[][] = [];
  /** What may be evicted, in no order, with the hand that goes round. */
  readonly #evictable: Page[] = [];
  #hand = 0;

  constructor(pageSize: number, file: DiskFile | undefined, bytesMax: number) {
    this.pageSize = pageSize;
    this.#file = file;
    this.bytesMax = bytesMax;
  }

  /** How many pages are held that eviction could drop. */
  get evictablePages(): number {
    return this.#evictable.length;
  }

  /** Bytes of memory that the pages held keep in use. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The page of that id, read from the file on the spot when it is not here. Throws `corrupt`, or the disk's error. */
  page(id: number): Page {
    const page = this.#chunks[id >>> chunkBits]?.[id & chunkMask];
    if (page !== undefined) {
      page.referenced = true;
      return page;
    }
    return this.#load(id);
  }

  /** The page if it is in memory. */
  peek(id: number): Page | undefined {
    return this.#chunks[id >>> chunkBits]?.[id & chunkMask];
  }

  /** As `page`, but a page that was not here does not come to stay: for going through everything once. */
  readPast(id: number): Page {
    return this.peek(id) ?? this.#read(id);
  }

  /** Takes in a page that a commit made; it stays until `written`. */
  install(page: Page): void {
    page.unwritten = true;
    this.#insert(page);
  }

  /** The file has the page: from here on it may be evicted. */
  written(page: Page): void {
    page.unwritten = false;
    if (!page.dropped) {
      this.#makeEvictable(page);
    }
  }

  /** Forgets a page that is free. */
  drop(id: number): void {
    const page = this.peek(id);
    if (page !== undefined) {
      this.#remove(page);
    }
  }

  #insert(page: Page): void {
    this.drop(page.id);
    const index = page.id >>> chunkBits;
    let chunk = this.#chunks[index];
    if (chunk === undefined) {
      chunk = new Array(chunkMask + 1).fill(undefined);
      while (this.#chunks.length < index) {
        this.#chunks.push([]);
      }
      this.#chunks[index] = chunk;
    } else if (chunk.length === 0) {
      chunk.push(...new Array(chunkMask + 1).fill(undefined));
    }
    chunk[page.id & chunkMask] = page;
    this.#bytes += pageOverheadBytes;
    if (page.memory.pagesHeld++ === 0) {
      this.#bytes += page.memory.buffer.byteLength;
    }
  }

  #makeEvictable(page: Page): void {
    page.evictionIndex = this.#evictable.push(page) - 1;
    this.#evict();
  }

  #remove(page: Page): void {
    page.dropped = true;
    if (page.evictionIndex >= 0) {
      const last = this.#evictable.pop() as Page;
      if (last !== page) {
        this.#evictable[page.evictionIndex] = last;
        last.evictionIndex = page.evictionIndex;
      }
      page.evictionIndex = -1;
    }
    (this.#chunks[page.id >>> chunkBits] as (Page | undefined)[])[page.id & chunkMask] = undefined;
    this.#bytes -= pageOverheadBytes;
    if (--page.memory.pagesHeld === 0) {
      this.#bytes -= page.memory.buffer.byteLength;
    }
  }

  #load(id: number): Page {
    const page = this.#read(id);
    this.#insert(page);
    this.#makeEvictable(page);
    return page;
  }

  /** Tells of damage. */
  #read(id: number): Page {
    try {
      return this.#readFromFile(id);
    } catch (error) {
      if (error instanceof DatabaseError) this.onDamage?.(error);
      throw error;
    }
  }

  #readFromFile(id: number): Page {
    if (id < 2 || id >= this.highWater || this.#file === undefined) {
      throw damagedFile(
        this.#file?.path,
        `page ${id} is referred to, but there are only pages 2 to ${this.highWater - 1}`,
      );
    }
    let bytes = this.#readBytes(id, 1);
    const overflow = new Uint32Array(bytes.buffer, 12, 1)[0] as number;
    if (id + overflow >= this.highWater) {
      throw damagedFile(
        this.#file.path,
        `page ${id} is damaged: ${overflow} overflow pages, of ${this.highWater} in all`,
      );
    }
    if (overflow > 0) {
      bytes = this.#readBytes(id, overflow + 1);
    }
    const page = new Page(bytes, overflow + 1, 0);
    try {
      page.validate(id, this.highWater);
    } catch (cause) {
      throw damagedFile(this.#file.path, (cause as Error).message, { cause });
    }
    return page;
  }

  #readBytes(id: number, span: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(span * this.pageSize);
    const file = this.#file as DiskFile;
    const read = file.readNow(bytes, id * this.pageSize);
    if (read < bytes.length) {
      throw damagedFile(file.path, `the file ends within page ${id}`);
    }
    return bytes;
  }

  #evict(): void {
    while (this.#bytes > this.bytesMax && this.#evictable.length > 1) {
      this.#hand = this.#hand < this.#evictable.length ? this.#hand : 0;
      const page = this.#evictable[this.#hand] as Page;
      assert(!page.unwritten && !page.dropped, 'a page is evicted once, and only when the file has it');
      if (page.referenced) {
        page.referenced = false;
        this.#hand++;
      } else {
        this.#remove(page);
      }
    }
  }
}
