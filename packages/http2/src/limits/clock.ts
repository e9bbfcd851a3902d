/** A timer that was set and has not fired; cancelling it twice, or after it fired, does nothing. */
export interface Http2Timer {
  cancel(): void;
}

/**
 * Time as a connection is given it; the clock of `@quorate/ports` fits.
 */
export interface Http2Clock {
  /** Milliseconds since an arbitrary start; never goes back. */
  monotonicMs(): number;
  /** Calls `callback` once, at least `delayMs` milliseconds from now. Must not keep the process alive by itself. */
  setTimer(delayMs: number, callback: () => void): Http2Timer;
  /** Calls `callback` after the input that has already arrived was handled: this is when a connection's answers leave. */
  nextTurn(callback: () => void): void;
}

/** The machine's clock and event loop. */
export const systemClock: Http2Clock = {
  monotonicMs: () => performance.now(),
  setTimer(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return { cancel: () => clearTimeout(timer) };
  },
  nextTurn(callback) {
    setImmediate(callback);
  },
};
