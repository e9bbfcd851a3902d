import { assert } from '../raft-error.ts';

/** How far the state machine is, and how much work it was given that it has not reported as done. */
export class ApplyWindow {
  readonly #bytesMax: number;
  #applied: number;
  #handedOut: number;
  #bytes = 0;
  #isPaused = false;

  constructor(applied: number, bytesMax: number) {
    this.#applied = applied;
    this.#handedOut = applied;
    this.#bytesMax = bytesMax;
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
    return this.#bytesMax - this.#bytes;
  }

  /** Entries up to `index` were given out; `isCut` when the limit kept others back, which then wait. */
  accept(index: number, bytes: number, isCut: boolean): void {
    this.#handedOut = index;
    this.#bytes += bytes;
    this.#isPaused = isCut || this.#bytes >= this.#bytesMax;
  }

  appliedTo(index: number, bytes: number): void {
    assert(index >= this.#applied, 'what is applied stays applied');
    this.#applied = index;
    this.#handedOut = Math.max(this.#handedOut, index);
    this.#bytes = Math.max(0, this.#bytes - bytes);
    this.#isPaused = this.#bytes >= this.#bytesMax;
  }
}
