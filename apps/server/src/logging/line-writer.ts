import { writeSync } from 'node:fs';

/**
 * How often a write to a full pipe is tried again, a millisecond apart. A reader may be slow for a moment; one that takes nothing for a
 * second is stuck, and the member must not stand still with it.
 */
const fullPipeRetriesMax = 1_000;

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes whole lines to a file descriptor, on the spot. While the reader of a pipe is stuck, lines are dropped without waiting; the first
 * one that fits again starts on a line of its own.
 */
export class LineWriter {
  readonly #descriptor: number;
  #isStuck = false;
  /** The last line was cut off in the middle. */
  #isTorn = false;

  constructor(descriptor: number) {
    this.#descriptor = descriptor;
  }

  write(line: string): void {
    const bytes = Buffer.from(this.#isTorn ? `\n${line}` : line);
    const written = this.#writeSome(bytes);
    this.#isStuck = written < bytes.length;
    if (written > 0) this.#isTorn = this.#isStuck;
  }

  /** How many bytes went out. Any error but a full pipe means that nobody reads any more, which is no reason to stop. */
  #writeSome(bytes: Uint8Array): number {
    let position = 0;
    let retries = 0;
    while (position < bytes.length) {
      try {
        position += writeSync(this.#descriptor, bytes, position);
      } catch (error) {
        const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
        if (!isFull || this.#isStuck || ++retries > fullPipeRetriesMax) return position;
        Atomics.wait(pause, 0, 0, 1);
      }
    }
    return position;
  }
}
