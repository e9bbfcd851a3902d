import type { DiskFile } from '@quorate/ports';
import { DatabaseError } from '../database-error.ts';
import { Page } from '../pages/page.ts';
import type { PageCache } from '../pages/page-cache.ts';

/** Bytes read at once, and how many pages that nobody asked for are read along to save a call. */
const readBytesMax = 1024 * 1024;
const gapPagesMax = 16;

/** Reads many pages with few calls, past the cache: a walk over the whole file must not push out what is in use. */
export class PageReader {
  readonly #cache: PageCache;
  readonly #file: DiskFile | undefined;
  readonly #highWater: number;
  readonly #fromFile: boolean;

  /** `fromFile`: also pages that are in memory are read from the file, which must have them. */
  constructor(cache: PageCache, file: DiskFile | undefined, highWater: number, fromFile = false) {
    this.#cache = cache;
    this.#fromFile = fromFile;
    this.#file = file;
    this.#highWater = highWater;
  }

  /** The pages of these ids, in their order; for one that is damaged, the error that says how. */
  async fetch(ids: readonly number[]): Promise<(Page | DatabaseError)[]> {
    const { pageSize } = this.#cache;
    const found = new Map<number, Page | DatabaseError>();
    const missing: number[] = [];
    for (const id of ids) {
      const cached = this.#fromFile ? undefined : this.#cache.peek(id);
      if (cached !== undefined) {
        found.set(id, cached);
      } else if (id < 2 || id >= this.#highWater || this.#file === undefined) {
        found.set(id, new DatabaseError('corrupt', `page ${id} is outside of the ${this.#highWater} pages`));
      } else {
        missing.push(id);
      }
    }
    missing.sort((left, right) => left - right);
    for (let from = 0; from < missing.length; ) {
      const first = missing[from] as number;
      let to = from + 1;
      while (
        to < missing.length &&
        (missing[to] as number) - (missing[to - 1] as number) <= gapPagesMax &&
        ((missing[to] as number) + 1 - first) * pageSize <= readBytesMax
      ) {
        to++;
      }
      const bytes = new Uint8Array(((missing[to - 1] as number) + 1 - first) * pageSize);
      const read = await (this.#file as DiskFile).read(bytes, first * pageSize);
      for (; from < to; from++) {
        const id = missing[from] as number;
        found.set(id, await this.#pageIn(bytes.subarray(0, read), id, first));
      }
    }
    return ids.map((id) => found.get(id) as Page | DatabaseError);
  }

  async #pageIn(bytes: Uint8Array<ArrayBuffer>, id: number, firstId: number): Promise<Page | DatabaseError> {
    const { pageSize } = this.#cache;
    const start = (id - firstId) * pageSize;
    if (start + pageSize > bytes.length) {
      return new DatabaseError('corrupt', `the file ends within page ${id}`);
    }
    const overflow = new Uint32Array(bytes.buffer, bytes.byteOffset + start + 12, 1)[0] as number;
    if (id + overflow >= this.#highWater) {
      return new DatabaseError(
        'corrupt',
        `page ${id} is damaged: ${overflow} overflow pages, of ${this.#highWater} in all`,
      );
    }
    const length = (overflow + 1) * pageSize;
    let own = bytes.subarray(start, start + length);
    if (own.length < length) {
      own = new Uint8Array(length);
      if ((await (this.#file as DiskFile).read(own, id * pageSize)) < length) {
        return new DatabaseError('corrupt', `the file ends within page ${id}`);
      }
    }
    const page = new Page(own, overflow + 1, 0);
    try {
      page.validate(id, this.#highWater);
    } catch (error) {
      return error as DatabaseError;
    }
    return page;
  }
}
