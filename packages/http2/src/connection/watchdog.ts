import type { Http2Clock, Http2Timer } from '../limits/clock.ts';

/** How often the time limits are checked: they are seconds and minutes, so this is how late they may be noticed. */
const PERIOD_MS = 1000;

/**
 * Calls `check` once a second while there is something to watch; an idle connection has no timer.
 */
export class Watchdog {
  readonly #clock: Http2Clock;
  readonly #check: (nowMs: number) => boolean;
  #timer: Http2Timer | undefined;
  #stopped = false;

  /** `check` says whether there is still something to watch. */
  constructor(clock: Http2Clock, check: (nowMs: number) => boolean) {
    this.#clock = clock;
    this.#check = check;
  }

  /** There is something to watch. */
  watch(): void {
    if (this.#timer !== undefined || this.#stopped) return;
    this.#timer = this.#clock.setTimer(PERIOD_MS, this.#tick);
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  readonly #tick = (): void => {
    this.#timer = undefined;
    if (this.#check(this.#clock.monotonicMs())) this.watch();
  };
}
