/** Pages of one size that share a block: one allocation for sixteen pages costs a tenth of sixteen. */
const blockPages = 16;

/** A block of memory that pages lie in; it is in use for as long as one of them is. */
export interface PageMemory {
  readonly buffer: ArrayBuffer;
  /** How many of its pages the cache holds. */
  pagesHeld: number;
}

/** Hands out zeroed memory for the pages of one commit. */
export class PageAllocator {
  readonly #pageSize: number;
  #block: PageMemory | undefined;
  #used = 0;

  constructor(pageSize: number) {
    this.#pageSize = pageSize;
  }

  allocate(span: number): { readonly memory: PageMemory; readonly bytes: Uint8Array<ArrayBuffer> } {
    const length = span * this.#pageSize;
    if (span > 1) {
      const memory = { buffer: new ArrayBuffer(length), pagesHeld: 0 };
      return { memory, bytes: new Uint8Array(memory.buffer) };
    }
    if (this.#block === undefined || this.#used === blockPages) {
      this.#block = { buffer: new ArrayBuffer(blockPages * this.#pageSize), pagesHeld: 0 };
      this.#used = 0;
    }
    return { memory: this.#block, bytes: new Uint8Array(this.#block.buffer, this.#used++ * this.#pageSize, length) };
  }
}
