/** Uniform whole numbers from a seed (xorshift32): the same load for both servers, and cheaper than what it drives. */
export class RandomNumbers {
  #state: number;

  constructor(seed: number) {
    // Zero is the one state that never changes.
    this.#state = seed >>> 0 || 1;
  }

  /** A number from 0 up to, but without, `limit` (at most 2^32). */
  below(limit: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }
}
