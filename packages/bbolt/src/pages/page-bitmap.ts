/** A set of page ids, one bit a page: 128 KiB for a file of 4 GiB. */
export class PageBitmap {
  #words = new Uint32Array(1024);
  #size = 0;

  /** How many pages are in it. */
  get size(): number {
    return this.#size;
  }

  copy(): PageBitmap {
    const copy = new PageBitmap();
    copy.#words = this.#words.slice();
    copy.#size = this.#size;
    return copy;
  }

  has(id: number): boolean {
    return (((this.#words[id >>> 5] ?? 0) >>> (id & 31)) & 1) === 1;
  }

  /** Adds a page; false when it was there. */
  add(id: number): boolean {
    if (this.has(id)) {
      return false;
    }
    const index = id >>> 5;
    if (index >= this.#words.length) {
      const larger = new Uint32Array(Math.max(this.#words.length * 2, index + 1));
      larger.set(this.#words);
      this.#words = larger;
    }
    this.#words[index] = ((this.#words[index] as number) | (1 << (id & 31))) >>> 0;
    this.#size++;
    return true;
  }

  delete(id: number): void {
    if (this.has(id)) {
      this.#words[id >>> 5] = (this.#words[id >>> 5] as number) & ~(1 << (id & 31));
      this.#size--;
    }
  }

  /** The first of `span` pages in a row that are all in it, at or after `from` and before `to`. */
  findRun(span: number, from: number, to: number): number | undefined {
    let run = 0;
    for (let id = from; id < to; id++) {
      if ((id & 31) === 0 && (this.#words[id >>> 5] ?? 0) === 0) {
        run = 0;
        id += 31;
      } else if (this.has(id)) {
        run++;
        if (run === span) {
          return id - span + 1;
        }
      } else {
        run = 0;
      }
    }
    return undefined;
  }
}
