import type { Http2Clock, Http2Timer } from '../limits/clock.ts';

interface Alarm {
  readonly atMs: number;
  readonly callback: () => void;
}

/** A clock that moves when it is told to, and turns of the event loop that end when they are told to: for tests and the fuzzer. */
export class ManualClock implements Http2Clock {
  #nowMs = 0;
  readonly #alarms = new Set<Alarm>();
  #turn: (() => void)[] = [];

  monotonicMs(): number {
    return this.#nowMs;
  }

  setTimer(delayMs: number, callback: () => void): Http2Timer {
    const alarm = { atMs: this.#nowMs + delayMs, callback };
    this.#alarms.add(alarm);
    return { cancel: () => this.#alarms.delete(alarm) };
  }

  nextTurn(callback: () => void): void {
    this.#turn.push(callback);
  }

  /** Timers that are set. */
  get timers(): number {
    return this.#alarms.size;
  }

  /** Runs what waits for the next turn, and what that puts off in turn, up to `turnsMax` turns. */
  endTurn(turnsMax = 1000): void {
    for (let turns = 0; this.#turn.length > 0; turns++) {
      if (turns === turnsMax) throw new Error(`work is put off again and again, ${turnsMax} turns long`);
      const callbacks = this.#turn;
      this.#turn = [];
      for (const callback of callbacks) callback();
    }
  }

  /** Moves time on and fires what falls due, in order. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (;;) {
      this.endTurn();
      const due = [...this.#alarms].filter((alarm) => alarm.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (due === undefined) break;
      this.#alarms.delete(due);
      this.#nowMs = Math.max(this.#nowMs, due.atMs);
      due.callback();
    }
    this.#nowMs = untilMs;
  }
}
