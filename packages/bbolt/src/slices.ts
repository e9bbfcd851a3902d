import type { Clock } from '@quorate/ports';

/** How long work may hold the event loop in one go, unless said otherwise. */
export const sliceMsDefault = 10;

/** Cuts long work into slices: after `sliceMsMax` milliseconds of it, `pause` lets everything else have a turn. */
export class Slices {
  readonly #clock: Clock;
  readonly #sliceMsMax: number;
  #startMs: number;

  constructor(clock: Clock, sliceMsMax: number = sliceMsDefault) {
    this.#clock = clock;
    this.#sliceMsMax = sliceMsMax;
    this.#startMs = clock.monotonicMs();
  }

  /** Whether it is time for a pause. Half of the time allowed is left for what is done before the next look at the clock. */
  get isOver(): boolean {
    return this.#clock.monotonicMs() - this.#startMs >= this.#sliceMsMax / 2;
  }

  async pause(): Promise<void> {
    if (this.isOver) {
      await new Promise<void>((resolve) => this.#clock.nextTurn(resolve));
      this.#startMs = this.#clock.monotonicMs();
    }
  }
}
