import type { Clock, Timer } from '@quorate/ports';

/** How a machine's clocks go wrong. */
export interface Skew {
  /** Milliseconds this clock counts while one true millisecond passes. */
  readonly rate: number;
  /** How far its monotonic clock was ahead at true time 0, in milliseconds. */
  readonly offsetMs: number;
  /** How far its wall clock is ahead besides, in milliseconds. */
  readonly wallOffsetMs: number;
}

/** Added to every timer, so that rounding never lets one fire before it is due by its own clock. */
const roundingMs = 1e-6;

/**
 * The time of one process, from its start to its end: it may run fast or slow, it stands by while the process is paused, and once the
 * process is dead nothing that it scheduled ever runs. Everything a process does begins in a callback of its clock, so a dead
 * clock is a dead process, whatever it was waiting for.
 */
export class ProcessClock implements Clock {
  readonly #truth: Clock;
  readonly #skew: Skew;
  #wallJumpMs = 0;
  #state: 'running' | 'paused' | 'dead' = 'running';
  #held: (() => void)[] = [];
  #callbacks = 0;

  constructor(truth: Clock, skew: Skew) {
    this.#truth = truth;
    this.#skew = skew;
  }

  /** Callbacks that ran so far. */
  get callbacks(): number {
    return this.#callbacks;
  }

  get isDead(): boolean {
    return this.#state === 'dead';
  }

  get isRunning(): boolean {
    return this.#state === 'running';
  }

  monotonicMs(): number {
    return this.localMs(this.#truth.monotonicMs());
  }

  /** What this clock shows at a true time. */
  localMs(trueMs: number): number {
    return this.#skew.offsetMs + trueMs * this.#skew.rate;
  }

  wallMs(): number {
    return this.#truth.wallMs() + this.#skew.wallOffsetMs + this.#wallJumpMs;
  }

  /** The wall clock jumps, as when a time service or an administrator sets it; the monotonic one never does. */
  jumpWall(byMs: number): void {
    this.#wallJumpMs += byMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    let isCancelled = false;
    const timer = this.#truth.setTimer(Math.max(0, delayMs) / this.#skew.rate + roundingMs, () =>
      this.run(() => {
        if (!isCancelled) callback();
      }),
    );
    return {
      cancel() {
        isCancelled = true;
        timer.cancel();
      },
    };
  }

  nextTurn(callback: () => void): void {
    this.#truth.nextTurn(() => this.run(callback));
  }

  /** Runs a callback as this process: at once, when it goes on again, or never. */
  run(callback: () => void): void {
    if (this.#state === 'dead') return;
    if (this.#state === 'paused') {
      this.#held.push(callback);
      return;
    }
    this.#callbacks++;
    try {
      callback();
    } catch (error) {
      // When the power went in the midst of it, nobody is left to be told.
      if (!this.isDead) throw error;
    }
  }

  pause(): void {
    if (this.#state === 'running') this.#state = 'paused';
  }

  /** What fell due meanwhile runs now, in its order, each thing in a turn of its own. */
  resume(): void {
    if (this.#state !== 'paused') return;
    this.#state = 'running';
    const held = this.#held;
    this.#held = [];
    for (const callback of held) this.nextTurn(callback);
  }

  kill(): void {
    this.#state = 'dead';
    this.#held = [];
  }
}
