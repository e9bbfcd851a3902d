import type { KeyEntry } from '../tree-index/key-entry.ts';

/** Small values share chunks of this size, so that each costs a view and not a buffer of its own. */
const chunkBytes = 64 * 1024;
/** Larger values get a buffer of their own. */
const sharedBytesMax = 8 * 1024;
/** What a kept value costs besides its bytes: the view and its place in a list. */
const valueOverheadBytes = 128;

/** When the cache is full, one in so many values that were only read gets in: those that are read often get in soon. */
const readAdmission = 8;

interface Chunk {
  readonly buffer: ArrayBuffer;
  /** Whose latest value is, or was, in it. */
  readonly owners: KeyEntry[];
  costBytes: number;
}

/**
 * Gives memory to encoded versions as they are written, and keeps the latest ones at hand on their entries: first in, first out, a chunk
 * at a time, within a bound.
 */
export class ValueCache {
  readonly #bytesMax: number;
  #chunks: Chunk[] = [];
  /** Index of the oldest chunk that is kept; those before it were let go. */
  #oldest = 0;
  #keptBytes = 0;
  #open: Chunk;
  #openUsed = 0;
  #latest: Chunk;
  #readMisses = 0;

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
    this.#open = this.#addChunk(chunkBytes);
    this.#latest = this.#open;
  }

  /** What is kept, in bytes. */
  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** Whether a value that was read from the database, and not written, shall be kept. */
  admitsRead(): boolean {
    this.#readMisses++;
    return this.#keptBytes < this.#bytesMax || this.#readMisses % readAdmission === 0;
  }

  /** Memory that is not zeroed, to be filled by the caller and not changed afterwards. */
  allocate(length: number): Uint8Array {
    if (length > sharedBytesMax) {
      this.#latest = this.#addChunk(length);
      return new Uint8Array(this.#latest.buffer, 0, length);
    }
    if (this.#openUsed + length > chunkBytes) {
      this.#open = this.#addChunk(chunkBytes);
      this.#openUsed = 0;
    }
    const bytes = new Uint8Array(this.#open.buffer, this.#openUsed, length);
    this.#openUsed += length;
    this.#latest = this.#open;
    return bytes;
  }

  /** Keeps what was allocated last as the latest version of a key. */
  keep(entry: KeyEntry, kv: Uint8Array): void {
    entry.kv = kv;
    this.#latest.owners.push(entry);
    this.#latest.costBytes += valueOverheadBytes;
    this.#keptBytes += valueOverheadBytes;
    while (this.#keptBytes > this.#bytesMax && this.#oldest < this.#chunks.length - 1) this.#dropOldest();
  }

  #addChunk(length: number): Chunk {
    const buffer = Buffer.allocUnsafeSlow(length).buffer as ArrayBuffer;
    const chunk: Chunk = { buffer, owners: [], costBytes: length };
    this.#chunks.push(chunk);
    this.#keptBytes += length;
    return chunk;
  }

  #dropOldest(): void {
    const chunk = this.#chunks[this.#oldest++] as Chunk;
    for (const entry of chunk.owners) {
      if (entry.kv?.buffer === chunk.buffer) entry.kv = undefined;
    }
    this.#keptBytes -= chunk.costBytes;
    if (this.#oldest > 64 && this.#oldest * 2 > this.#chunks.length) {
      this.#chunks = this.#chunks.slice(this.#oldest);
      this.#oldest = 0;
    }
  }
}
