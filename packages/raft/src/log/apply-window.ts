import { assert } from '../raft-error.ts';
import { Inflights } from '../tracker/inflights.ts';

/** How far the state machine is, and how much work it was given that it has not reported as done. */
export class ApplyWindow {
  readonly #bytesMax: number;
  /** Batches that were given out, by their last index. */
  readonly #batches: Inflights;
  #applied: number;
  #handedOut: number;
  #isPaused = false;

  constructor(applied: number, bytesMax: number) {
    this.#applied = applied;
    this.#handedOut = applied;
    this.#bytesMax = bytesMax;
    this.#batches = new Inflights(Number.POSITIVE_INFINITY, bytesMax);
  }

  /** Everything up to here is applied. */
  get applied(): number {
    return this.#applied;
  }

  /** Everything up to here was given out to be applied. */
  get handedOut(): number {
    return this.#handedOut;
  }

  /** Whether no more is given out until some of it is applied. */
  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** Encoded bytes of entries that may still be given out. */
  get bytesLeft(): number {
    return this.#bytesMax - this.#batches.bytes;
  }

  /** Entries up to `index` were given out; `isCut` when the limit kept others back, which then wait. */
  accept(index: number, bytes: number, isCut: boolean): void {
    this.#handedOut = index;
    this.#batches.add(index, bytes);
    this.#isPaused = isCut || this.#batches.isFull();
  }

  /** The state machine has applied everything up to `index`. */
  appliedTo(index: number): void {
    assert(index >= this.#applied, 'what is applied stays applied');
    this.#applied = index;
    this.#handedOut = Math.max(this.#handedOut, index);
    this.#batches.freeThrough(index);
    this.#isPaused = this.#batches.isFull();
  }
}
