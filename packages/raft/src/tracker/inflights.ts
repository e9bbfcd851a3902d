import { assert } from '../raft-error.ts';

/** Acknowledged slots at the front are dropped from the arrays once there are this many and they are half of all. */
const droppedSlotsMin = 64;

/**
 * The appends on their way to one follower, by their last index, oldest first: a sliding window bounded by their number and by the
 * bytes of data in them (thesis, section 10.2.1: a leader pipelines appends).
 */
export class Inflights {
  readonly #messagesMax: number;
  readonly #bytesMax: number;
  // Two arrays of numbers and a moving front: an append costs no object.
  #lastIndexes: number[] = [];
  #sizes: number[] = [];
  #front = 0;
  #bytes = 0;

  constructor(messagesMax: number, bytesMax: number) {
    this.#messagesMax = messagesMax;
    this.#bytesMax = bytesMax;
  }

  /** Appends that wait for an answer. */
  get count(): number {
    return this.#lastIndexes.length - this.#front;
  }

  /** Bytes of data in them. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Whether nothing more may be sent; the last append taken may go beyond the bytes, never beyond the number. */
  isFull(): boolean {
    return this.count >= this.#messagesMax || this.#bytes >= this.#bytesMax;
  }

  /** An append with entries up to `lastIndex` was sent. */
  add(lastIndex: number, bytes: number): void {
    assert(!this.isFull(), 'no append is sent to a follower whose window is full');
    this.#lastIndexes.push(lastIndex);
    this.#sizes.push(bytes);
    this.#bytes += bytes;
  }

  /** The follower has everything up to `index`. */
  freeThrough(index: number): void {
    const end = this.#lastIndexes.length;
    let front = this.#front;
    while (front < end && (this.#lastIndexes[front] as number) <= index) this.#bytes -= this.#sizes[front++] as number;
    this.#front = front;
    if (front === end) this.clear();
    else if (front >= droppedSlotsMin && front * 2 >= end) this.#dropFront();
  }

  /** Nothing is on its way any more. */
  clear(): void {
    this.#lastIndexes.length = 0;
    this.#sizes.length = 0;
    this.#front = 0;
    this.#bytes = 0;
  }

  /** The same window for a copy of the progress. */
  copy(): Inflights {
    const copy = new Inflights(this.#messagesMax, this.#bytesMax);
    copy.#lastIndexes = this.#lastIndexes.slice(this.#front);
    copy.#sizes = this.#sizes.slice(this.#front);
    copy.#bytes = this.#bytes;
    return copy;
  }

  #dropFront(): void {
    this.#lastIndexes.splice(0, this.#front);
    this.#sizes.splice(0, this.#front);
    this.#front = 0;
  }
}
