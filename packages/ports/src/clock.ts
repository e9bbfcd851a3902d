/** A timer that was set and has not fired; cancelling it twice, or after it fired, does nothing. */
export interface Timer {
  cancel(): void;
}

/**
 * Time as a core is given it. A simulated clock moves only when its owner says so; the real one is the machine's.
 */
export interface Clock {
  /** Milliseconds since an arbitrary start, with fractions; never goes back. For durations and deadlines. */
  monotonicMs(): number;
  /** Milliseconds since the Unix epoch. May jump. Only for what is shown to people or stored as a date. */
  wallMs(): number;
  /** Calls `callback` once, at least `delayMs` milliseconds from now, in a turn of its own. */
  setTimer(delayMs: number, callback: () => void): Timer;
  /**
   * Calls `callback` in a later turn of the event loop, after the input that has already arrived was handled. This is how
   * long work yields and how a batch is closed: everything that arrives in one turn is gathered before it runs.
   */
  nextTurn(callback: () => void): void;
}
