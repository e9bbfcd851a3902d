import { DatabaseError } from '../database-error.ts';
import {
  branchFlag,
  bucketElementFlag,
  bucketHeaderBytes,
  elementBytes,
  leafFlag,
  pageHeaderBytes,
} from '../format/layout.ts';
import { checkTrailer, isBitFlippedIn, trailerBytes } from '../format/page-trailer.ts';
import type { PageMemory } from './page-memory.ts';

// Elements are read and written through 32-bit words of the host.
if (new Uint8Array(new Uint32Array([1]).buffer)[0] !== 1) {
  throw new Error('bbolt: this machine is big-endian; the page code reads little-endian words');
}

const headerWords = pageHeaderBytes / 4;

/**
 * A branch or leaf page in memory, overflow included. Once it is made its bytes never change, but for the trailer that it gets on its way to
 * the disk: a changed page is a new `Page`. So views into it stay valid, and the writer, readers and the disk can share it.
 */
export class Page {
  readonly id: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly words: Uint32Array<ArrayBuffer>;
  readonly isLeaf: boolean;
  /** Number of elements. */
  readonly count: number;
  /** How many pages of the file it occupies; 0 for a page inline in a bucket's value. */
  readonly span: number;
  /** The commit that wrote it, 0 when it is not known because the page was read from the file. */
  readonly writtenBy: number;
  /** Set at every access; cleared and looked at by the cache's eviction. */
  referenced = true;
  /** The block its bytes lie in, for the cache to count. */
  readonly memory: PageMemory;
  /** Its bytes are not in the file yet: it must stay in memory. */
  unwritten = false;
  /** The cache has forgotten it. */
  dropped = false;
  /** Its place among the pages that the cache may evict; -1 when it is not there. */
  evictionIndex = -1;

  constructor(bytes: Uint8Array<ArrayBuffer>, span: number, writtenBy: number, memory?: PageMemory) {
    this.bytes = bytes;
    this.memory = memory ?? { buffer: bytes.buffer, pagesHeld: 0 };
    this.words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2);
    this.id = word(this.words, 0) + word(this.words, 1) * 0x1_0000_0000;
    const flagsAndCount = word(this.words, 2);
    this.isLeaf = (flagsAndCount & 0xffff) === leafFlag;
    this.count = flagsAndCount >>> 16;
    this.span = span;
    this.writtenBy = writtenBy;
  }

  key(index: number): Uint8Array {
    const element = headerWords + index * 4;
    const position = pageHeaderBytes + index * elementBytes;
    return this.isLeaf
      ? this.#view(position + word(this.words, element + 1), word(this.words, element + 2))
      : this.#view(position + word(this.words, element), word(this.words, element + 1));
  }

  /** Of a leaf: the value's bytes, a bucket header when `isBucket`. */
  value(index: number): Uint8Array {
    const element = headerWords + index * 4;
    const position = pageHeaderBytes + index * elementBytes;
    const keyBytes = word(this.words, element + 2);
    return this.#view(position + word(this.words, element + 1) + keyBytes, word(this.words, element + 3));
  }

  isBucket(index: number): boolean {
    return this.isLeaf && (word(this.words, headerWords + index * 4) & bucketElementFlag) !== 0;
  }

  /** Of a branch: the page under an element. */
  child(index: number): number {
    const element = headerWords + index * 4;
    return word(this.words, element + 2) + word(this.words, element + 3) * 0x1_0000_0000;
  }

  /** Of a branch: the child whose keys could include `key`. */
  childIndexFor(key: Uint8Array): number {
    const index = this.search(key);
    return index >= 0 ? index : index === -1 ? 0 : ~index - 1;
  }

  /** Index of `key` when it is there; otherwise the complement (`~`) of the index of the first greater key. */
  search(key: Uint8Array): number {
    const { bytes, words } = this;
    const shift = this.isLeaf ? 1 : 0;
    const length = key.length;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const element = headerWords + middle * 4 + shift;
      const start = (element - shift) * 4 + (words[element] as number);
      const size = words[element + 1] as number;
      const common = Math.min(size, length);
      let at = 0;
      while (at < common && bytes[start + at] === key[at]) {
        at++;
      }
      const order = at < common ? (bytes[start + at] as number) - (key[at] as number) : size - length;
      if (order < 0) {
        low = middle + 1;
      } else if (order > 0) {
        high = middle;
      } else {
        return middle;
      }
    }
    return ~low;
  }

  #view(start: number, length: number): Uint8Array {
    return new Uint8Array(this.bytes.buffer, this.bytes.byteOffset + start, length);
  }

  /**
   * Makes sure that everything the other methods read lies within the page and that the keys ascend, so that a damaged page
   * gives an error and not a wrong answer. A page that we wrote has a checksum over everything, which says it all when it is right. One of
   * bbolt's has none; but bbolt packs keys and values without gaps, in the order of the elements, so a damaged count, position or size
   * shows, except for the sizes of the last.
   *
   * @throws DatabaseError `corrupt`, naming the page.
   */
  validate(expectedId: number, highWater: number): void {
    const { words, bytes, count } = this;
    const flags = word(words, 2) & 0xffff;
    if (this.id !== expectedId) {
      throw this.#damaged(expectedId, `its header says it is page ${this.id}`);
    }
    if (flags !== branchFlag && flags !== leafFlag) {
      throw this.#damaged(expectedId, `its type is 0x${flags.toString(16)}, not branch or leaf`);
    }
    const trailer = this.span === 0 ? 'absent' : checkTrailer(bytes);
    if (trailer === 'good') {
      return;
    }
    if (pageHeaderBytes + count * elementBytes > bytes.length) {
      throw this.#damaged(expectedId, `its ${count} elements do not fit into ${bytes.length} bytes`);
    }
    if (!this.isLeaf && count === 0) {
      throw this.#damaged(expectedId, 'a branch without children');
    }
    if (count === 0 && words.length > headerWords + 2 && word(words, headerWords + 2) !== 0) {
      throw this.#damaged(expectedId, 'it says that it is empty, but there is a key');
    }
    const shift = this.isLeaf ? 1 : 0;
    let end = pageHeaderBytes + count * elementBytes;
    for (let index = 0; index < count; index++) {
      const element = headerWords + index * 4;
      const start = element * 4 + word(words, element + shift);
      if (start !== end) {
        throw this.#damaged(expectedId, `element ${index} has its key at ${start}, not at ${end}`);
      }
      end += word(words, element + shift + 1) + (this.isLeaf ? word(words, element + 3) : 0);
      if (end > bytes.length) {
        throw this.#damaged(expectedId, `element ${index} reaches beyond the page`);
      }
      this.#validateElement(index, expectedId, highWater);
    }
    this.#validateSpan(end, expectedId);
    if (trailer === 'wrong' && !this.#looksLikeTrailer(end)) {
      throw this.#damaged(expectedId, 'its checksum is wrong');
    }
    for (let index = 1; index < count; index++) {
      if (!this.#ascends(index)) {
        throw this.#damaged(expectedId, `the keys of elements ${index - 1} and ${index} do not ascend`);
      }
    }
  }

  #validateElement(index: number, expectedId: number, highWater: number): void {
    const element = headerWords + index * 4;
    if (!this.isLeaf) {
      if (this.child(index) < 2 || this.child(index) >= highWater) {
        throw this.#damaged(expectedId, `element ${index} refers to page ${this.child(index)} of ${highWater}`);
      }
    } else if (word(this.words, element) > bucketElementFlag) {
      throw this.#damaged(expectedId, `element ${index} has flags 0x${word(this.words, element).toString(16)}`);
    } else if (this.isBucket(index) && word(this.words, element + 3) < bucketHeaderBytes) {
      throw this.#damaged(expectedId, `element ${index} is a bucket of ${word(this.words, element + 3)} bytes`);
    }
  }

  /**
   * An inline page is as long as what is in it; another has as many pages as that needs, with a trailer of ours or without, or one
   * more from an old bolt.
   */
  #validateSpan(end: number, expectedId: number): void {
    if (this.span === 0) {
      if (end !== this.bytes.length) {
        throw this.#damaged(expectedId, `an inline bucket of ${this.bytes.length} bytes holds ${end}`);
      }
      return;
    }
    const pageSize = this.bytes.length / this.span;
    const needed = Math.ceil((end + trailerBytes) / pageSize);
    if (
      this.span !== needed &&
      this.span !== Math.ceil(end / pageSize) &&
      this.span !== Math.floor(end / pageSize) + 1
    ) {
      throw this.#damaged(expectedId, `it claims ${this.span} pages for ${end} bytes`);
    }
  }

  /** Whether the data of a page of bbolt's that is full ends in what only looks like a trailer. */
  #looksLikeTrailer(end: number): boolean {
    const last = headerWords + (this.count - 1) * 4;
    const sizes = this.isLeaf ? [last + 2, last + 3] : [last + 1];
    return end > this.bytes.length - trailerBytes && !isBitFlippedIn(this.bytes, sizes);
  }

  /** Whether the key at `index` is greater than the one before it. */
  #ascends(index: number): boolean {
    const { words, bytes } = this;
    const shift = this.isLeaf ? 1 : 0;
    const left = headerWords + (index - 1) * 4 + shift;
    const right = left + 4;
    const leftStart = (left - shift) * 4 + word(words, left);
    const rightStart = (right - shift) * 4 + word(words, right);
    const leftBytes = word(words, left + 1);
    const rightBytes = word(words, right + 1);
    const common = Math.min(leftBytes, rightBytes);
    for (let at = 0; at < common; at++) {
      const difference = (bytes[leftStart + at] as number) - (bytes[rightStart + at] as number);
      if (difference !== 0) {
        return difference < 0;
      }
    }
    return leftBytes < rightBytes;
  }

  #damaged(id: number, how: string): DatabaseError {
    const where = this.span === 0 ? '' : ` (at byte ${(id * this.bytes.length) / this.span} of the file)`;
    return new DatabaseError('corrupt', `page ${id}${where} is damaged: ${how}`);
  }
}

function word(words: Uint32Array, index: number): number {
  return words[index] as number;
}
