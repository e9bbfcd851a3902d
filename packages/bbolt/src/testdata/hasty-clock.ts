import type { Clock, Timer } from '@quorate/ports';

/** A clock on which time runs so fast that every slice is over at once: work that can be interrupted is, everywhere. */
export class HastyClock implements Clock {
  #nowMs = 0;

  monotonicMs(): number {
    this.#nowMs += 1000;
    return this.#nowMs;
  }

  wallMs(): number {
    return this.monotonicMs();
  }

  setTimer(): Timer {
    throw new Error('nothing here sets timers');
  }

  nextTurn(callback: () => void): void {
    setImmediate(callback);
  }
}
