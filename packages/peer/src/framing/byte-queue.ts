/**
 * Bytes as they arrive, to be taken off in pieces of known length. A piece that lies within one chunk is a view on it; only one
 * that spans chunks is copied.
 */
export class ByteQueue {
  #chunks: Uint8Array[] = [];
  /** Bytes of the first chunk that were taken already. */
  #offset = 0;
  #length = 0;

  /** Bytes that wait. */
  get length(): number {
    return this.#length;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#length += chunk.length;
  }

  /** The next `length` bytes, or undefined while fewer wait. */
  take(length: number): Uint8Array | undefined {
    if (length > this.#length) return undefined;
    const first = this.#chunks[0];
    if (first === undefined || length === 0) return new Uint8Array(0);
    if (this.#offset + length <= first.length) {
      const piece = first.subarray(this.#offset, this.#offset + length);
      this.#skip(length);
      return piece;
    }
    const piece = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      const chunk = this.#chunks[0] as Uint8Array;
      const part = chunk.subarray(this.#offset, Math.min(chunk.length, this.#offset + length - filled));
      piece.set(part, filled);
      filled += part.length;
      this.#skip(part.length);
    }
    return piece;
  }

  /** Everything that waits, as it came; the queue is empty afterwards. */
  drain(): Uint8Array[] {
    const [first, ...others] = this.#chunks;
    const rest = first === undefined ? [] : [first.subarray(this.#offset), ...others];
    this.#chunks = [];
    this.#offset = 0;
    this.#length = 0;
    return rest;
  }

  #skip(length: number): void {
    this.#length -= length;
    this.#offset += length;
    if (this.#offset === this.#chunks[0]?.length) {
      this.#chunks.shift();
      this.#offset = 0;
    }
  }
}
