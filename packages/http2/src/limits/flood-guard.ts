import { ErrorCode } from '../frame/error-code.ts';
import { Http2Error } from '../frame/http2-error.ts';
import type { Http2Clock } from './clock.ts';
import type { Http2Counter } from './http2-counter.ts';

/**
 * A bucket of tokens for one kind of frame that costs us work and is of no use to an honest peer in numbers. It refills with time, and for kinds
 * that come along with useful traffic also with `progress`.
 */
export class FloodGuard {
  readonly #counter: Http2Counter;
  readonly #burst: number;
  readonly #perSecond: number;
  readonly #clock: Http2Clock;
  #tokens: number;
  #refilledMs: number;

  /** `burst`: tokens at first and at most; `perSecond`: tokens earned by time. */
  constructor(counter: Http2Counter, burst: number, perSecond: number, clock: Http2Clock, startedMs: number) {
    this.#counter = counter;
    this.#burst = burst;
    this.#perSecond = perSecond;
    this.#clock = clock;
    this.#tokens = burst;
    this.#refilledMs = startedMs;
  }

  /** Useful work was done since: whatever came with it is forgiven. */
  progress(): void {
    this.#tokens = this.#burst;
  }

  /** Takes one token. Throws a `FloodError` when none is left; reads the clock only then. */
  take(): void {
    if (this.#tokens >= 1) {
      this.#tokens--;
      return;
    }
    const nowMs = this.#clock.monotonicMs();
    const earned = ((nowMs - this.#refilledMs) / 1000) * this.#perSecond;
    this.#tokens = Math.min(this.#burst, earned);
    this.#refilledMs = nowMs;
    if (this.#tokens < 1) throw new FloodError(this.#counter);
    this.#tokens--;
  }
}

/** A peer exceeded a bound by number; ends the connection with ENHANCE_YOUR_CALM. */
export class FloodError extends Http2Error {
  readonly counter: Http2Counter;

  constructor(counter: Http2Counter) {
    super(ErrorCode.EnhanceYourCalm, counter);
    this.name = 'FloodError';
    this.counter = counter;
  }
}
