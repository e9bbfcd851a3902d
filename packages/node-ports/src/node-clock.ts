import type { Clock, Timer } from '@quorate/ports';

/** The longest delay Node's timers take, in milliseconds; a longer one is waited for in stages. */
const stageMsMax = 2 ** 31 - 1;

/** The machine's time. Timers keep the process alive until they fire or are cancelled. */
export class NodeClock implements Clock {
  monotonicMs(): number {
    return performance.now();
  }

  wallMs(): number {
    return Date.now();
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    return new NodeTimer(performance.now() + delayMs, callback);
  }

  nextTurn(callback: () => void): void {
    setImmediate(callback);
  }
}

class NodeTimer implements Timer {
  readonly #dueMs: number;
  readonly #callback: () => void;
  #handle: NodeJS.Timeout | undefined;

  constructor(dueMs: number, callback: () => void) {
    this.#dueMs = dueMs;
    this.#callback = callback;
    this.#arm(dueMs - performance.now());
  }

  cancel(): void {
    clearTimeout(this.#handle);
  }

  #arm(delayMs: number): void {
    this.#handle = setTimeout(this.#fire, Math.min(Math.ceil(delayMs), stageMsMax));
  }

  readonly #fire = (): void => {
    // Node counts from the start of the loop's turn in whole milliseconds, so it may be early by a part of one.
    const leftMs = this.#dueMs - performance.now();
    if (leftMs > 0) this.#arm(leftMs);
    else this.#callback();
  };
}
