import type { HeaderEntry } from './header-entry.ts';

/**
 * The dynamic table of RFC 7541 section 2.3.2, newest entry first, in a ring whose length is a power of two:
 *
 *     ring   │ … │ oldest │ … │ … │ newest │ … │        entry with position 0 = newest, at (insertions - 1) & mask
 */
export class DynamicTable {
  #ring: (HeaderEntry | undefined)[] = new Array(16).fill(undefined);
  #mask = 15;
  #count = 0;
  #size = 0;
  #sizeMax: number;
  /** Entries inserted since the beginning; with `changes` it identifies the table's content. */
  #insertions = 0;
  /** Grows with everything that changes what an index means. */
  changes = 0;

  /** `sizeMax`: the table's maximum size in bytes as RFC 7541 section 4.1 counts them. */
  constructor(sizeMax: number) {
    this.#sizeMax = sizeMax;
  }

  get count(): number {
    return this.#count;
  }

  get size(): number {
    return this.#size;
  }

  get sizeMax(): number {
    return this.#sizeMax;
  }

  get insertions(): number {
    return this.#insertions;
  }

  /** The entry at a position, 0 for the newest. */
  at(position: number): HeaderEntry | undefined {
    return position < this.#count ? this.#ring[(this.#insertions - 1 - position) & this.#mask] : undefined;
  }

  /** Inserts an entry, after evicting what must make room. One larger than the table empties it and is not inserted. */
  insert(entry: HeaderEntry): void {
    this.changes++;
    this.#evictTo(this.#sizeMax - entry.size);
    if (entry.size > this.#sizeMax) return;
    if (this.#count > this.#mask) this.#grow();
    this.#ring[this.#insertions & this.#mask] = entry;
    this.#insertions++;
    this.#count++;
    this.#size += entry.size;
  }

  /** Changes the maximum size, evicting what no longer fits (RFC 7541 section 4.3). */
  resize(sizeMax: number): void {
    this.changes++;
    this.#sizeMax = sizeMax;
    this.#evictTo(sizeMax);
  }

  #evictTo(size: number): void {
    while (this.#size > size && this.#count > 0) {
      const slot = (this.#insertions - this.#count) & this.#mask;
      this.#size -= this.#ring[slot]?.size ?? 0;
      this.#ring[slot] = undefined;
      this.#count--;
    }
  }

  #grow(): void {
    const mask = this.#mask * 2 + 1;
    const ring: (HeaderEntry | undefined)[] = new Array(mask + 1).fill(undefined);
    for (let age = this.#insertions - this.#count; age < this.#insertions; age++) {
      ring[age & mask] = this.#ring[age & this.#mask];
    }
    this.#ring = ring;
    this.#mask = mask;
  }
}
