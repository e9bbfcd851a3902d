import { assert } from '../raft-error.ts';

/** Slots of acknowledged appends at the front are used again once there are this many and they are half of all. */
const freedSlotsMin = 64;

/**
 * The appends on their way to one follower, by their last index, oldest first: a sliding window bounded by their number and by the
 * bytes of data in them (thesis, section 10.2.1: a leader pipelines appends).
 */
export class Inflights {
  readonly #messagesMax: number;
  readonly #bytesMax: number;
  // Two arrays of numbers of which the part from front to end is in use: an append costs no object, and a window that empties
  // itself over and over no new array.
  #lastIndexes: number[] = [];
  #sizes: number[] = [];
  #front = 0;
  #end = 0;
  #bytes = 0;

  constructor(messagesMax: number, bytesMax: number) {
    this.#messagesMax = messagesMax;
    this.#bytesMax = bytesMax;
  }

  /** Appends that wait for an answer. */
  get count(): number {
    return this.#end - this.#front;
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
    this.#lastIndexes[this.#end] = lastIndex;
    this.#sizes[this.#end] = bytes;
    this.#end++;
    this.#bytes += bytes;
  }

  /** The follower has everything up to `index`. */
  freeThrough(index: number): void {
    const end = this.#end;
    let front = this.#front;
    while (front < end && (this.#lastIndexes[front] as number) <= index) this.#bytes -= this.#sizes[front++] as number;
    this.#front = front;
    if (front === end) this.clear();
    else if (front >= freedSlotsMin && front * 2 >= end) this.#moveDown();
  }

  /** Nothing is on its way any more. */
  clear(): void {
    this.#front = 0;
    this.#end = 0;
    this.#bytes = 0;
  }

  /** The same window for a copy of the progress. */
  copy(): Inflights {
    const copy = new Inflights(this.#messagesMax, this.#bytesMax);
    copy.#lastIndexes = this.#lastIndexes.slice(this.#front, this.#end);
    copy.#sizes = this.#sizes.slice(this.#front, this.#end);
    copy.#end = this.count;
    copy.#bytes = this.#bytes;
    return copy;
  }

  #moveDown(): void {
    this.#lastIndexes.copyWithin(0, this.#front, this.#end);
    this.#sizes.copyWithin(0, this.#front, this.#end);
    this.#end -= this.#front;
    this.#front = 0;
  }
}
