import type { Random } from '@quorate/ports';

/**
 * Repeatable randomness: the same seed gives the same numbers on every machine. The algorithm is xoshiro128** of Blackman and
 * Vigna (2018), its state filled from the seed by a 32-bit mixer. Not for secrets.
 */
export class SeededRandom implements Random {
  /** What to print so that a run can be repeated. */
  readonly seed: number;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** `seed` is a whole number of 0 … 2³² − 1. */
  constructor(seed: number) {
    this.seed = seed >>> 0;
    this.#a = mix(this.seed + 0x9e3779b9);
    this.#b = mix(this.#a + 0x9e3779b9);
    this.#c = mix(this.#b + 0x9e3779b9);
    // The state must not be all zero; the other three cannot be together with this one.
    this.#d = mix(this.#c + 0x9e3779b9) | 1;
  }

  /**
   * A generator of its own for one part of a simulation. It depends on this one's seed and the label alone, so that a part that
   * draws more or less does not change what the others draw.
   */
  fork(label: string): SeededRandom {
    let hash = this.seed ^ 0x811c9dc5;
    for (let i = 0; i < label.length; i++) hash = mix(hash ^ label.charCodeAt(i));
    return new SeededRandom(hash);
  }

  /** A whole number of 0 … 2³² − 1. */
  word(): number {
    const drawn = Math.imul(rotate(Math.imul(this.#b, 5), 7), 9) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = rotate(this.#d, 11);
    return drawn;
  }

  below(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > 2 ** 32) throw new RangeError(`no number below ${bound}`);
    // Numbers past the last whole multiple of the bound would make the small ones likelier: draw again.
    const fair = 2 ** 32 - (2 ** 32 % bound);
    for (;;) {
      const drawn = this.word();
      if (drawn < fair) return drawn % bound;
    }
  }

  bytes(length: number): Uint8Array {
    const bytes = new Uint8Array(length);
    for (let i = 0; i < length; i++) bytes[i] = this.word() >>> 24;
    return bytes;
  }

  /** True once in `times` draws on average. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** Every bit of the result depends on every bit of the input (the finalizer of MurmurHash3, public domain). */
function mix(word: number): number {
  let hash = word | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
