import { SeededRandom } from '@quorate/simulated-ports';

/** Draws from one seed; the same seed draws the same. */
export class Chooser {
  readonly #random: SeededRandom;

  constructor(random: SeededRandom) {
    this.#random = random;
  }

  /** The draws of one request: they depend on the run's seed and the request's number alone, so that a request stays itself when others go. */
  static ofRequest(seed: number, number: number): Chooser {
    return new Chooser(new SeededRandom(seed).fork(`request ${number}`));
  }

  /** A whole number of 0 … `bound` − 1. */
  below(bound: number): number {
    return this.#random.below(bound);
  }

  /** True in `percent` of 100 draws. */
  percent(percent: number): boolean {
    return this.#random.below(10_000) < percent * 100;
  }

  /** One of the choices. */
  oneOf<T>(choices: readonly [T, ...T[]]): T {
    return choices[this.#random.below(choices.length)] ?? choices[0];
  }

  /** One of the choices, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [weight: number, choice: T])[]): T {
    let rest = this.#random.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) {
      if (rest < weight) return choice;
      rest -= weight;
    }
    throw new Error('weights must be above zero');
  }

  /** `count` results of `make`. */
  several<T>(count: number, make: () => T): T[] {
    return Array.from({ length: count }, make);
  }
}
