import type { Clock, Timer } from '@quorate/ports';
import { TimerQueue } from './timer-queue.ts';

/** What the wall clock shows at the start unless told: 2026-01-01T00:00:00Z, in milliseconds since the Unix epoch. */
const defaultWallStartMs = Date.UTC(2026, 0, 1);

/** Turns without a timer after which the program is taken to run in circles. */
const turnsMax = 1_000_000;

/**
 * Time that stands still until its owner advances it. Everything scheduled runs in one order that depends on nothing else:
 * first the callbacks of `nextTurn`, then the timer that is due first (of equals, the one set first). After every callback
 * the promises it settled run to their end before the next.
 */
export class VirtualClock implements Clock {
  readonly #timers = new TimerQueue();
  #turns: (() => void)[] = [];
  #nowMs = 0;
  #wallOffsetMs: number;

  constructor(options: { readonly wallStartMs?: number } = {}) {
    this.#wallOffsetMs = options.wallStartMs ?? defaultWallStartMs;
  }

  monotonicMs(): number {
    return this.#nowMs;
  }

  wallMs(): number {
    return this.#wallOffsetMs + this.#nowMs;
  }

  setTimer(delayMs: number, callback: () => void): Timer {
    return this.#timers.add(this.#nowMs + Math.max(0, delayMs), callback);
  }

  nextTurn(callback: () => void): void {
    this.#turns.push(callback);
  }

  /** Moves the wall clock alone, as an administrator or a time service does. */
  jumpWall(byMs: number): void {
    this.#wallOffsetMs += byMs;
  }

  /** Whether a callback waits, be it for the next turn or for a later time. */
  get busy(): boolean {
    return this.#turns.length > 0 || this.#timers.nextDueMs() !== undefined;
  }

  /** Runs the callbacks of `nextTurn`, and those they add, until none is left; time stands still. */
  async runTurns(): Promise<void> {
    await settlePromises();
    for (let turn = 0; this.#turns.length > 0; turn++) {
      if (turn === turnsMax) throw new Error(`still busy after ${turnsMax} turns without time passing`);
      const batch = this.#turns;
      this.#turns = [];
      for (const callback of batch) {
        callback();
        await settlePromises();
      }
    }
  }

  /** Lets `byMs` milliseconds pass and runs everything that falls due meanwhile, each thing at its own time. */
  async advance(byMs: number): Promise<void> {
    const endMs = this.#nowMs + byMs;
    await this.runTurns();
    while (await this.#fireNext(endMs)) await this.runTurns();
    this.#nowMs = endMs;
  }

  /**
   * Lets time pass until `condition` holds, at most `withinMs` milliseconds; rejects when it does not by then, or when
   * nothing is scheduled any more that could make it true.
   */
  async runUntil(condition: () => boolean, withinMs: number): Promise<void> {
    const endMs = this.#nowMs + withinMs;
    await this.runTurns();
    while (!condition()) {
      if (!(await this.#fireNext(endMs))) throw new Error(`the condition did not come true within ${withinMs} ms`);
      await this.runTurns();
    }
  }

  /** Fires the first timer that is due by `endMs`; false when there is none. */
  async #fireNext(endMs: number): Promise<boolean> {
    const dueMs = this.#timers.nextDueMs();
    if (dueMs === undefined || dueMs > endMs) return false;
    const callback = this.#timers.take();
    this.#nowMs = dueMs;
    callback();
    await settlePromises();
    return true;
  }
}

/** Immediates that are queued at a time: a turn of Node's event loop, with its system call, serves so many callbacks. */
const immediatesMax = 64;
let immediatesQueued = 0;
const settled: (() => void)[] = [];

/** Node runs every promise that can go on before it comes to an immediate, and between two of the same turn as well. */
function settlePromises(): Promise<void> {
  return new Promise((resolve) => {
    settled.push(resolve);
    if (immediatesQueued === 0) queueImmediates();
  });
}

function queueImmediates(): void {
  immediatesQueued = immediatesMax;
  for (let count = 0; count < immediatesMax; count++) setImmediate(settleOne);
}

function settleOne(): void {
  immediatesQueued--;
  settled.shift()?.();
  // More than one clock may be waiting.
  if (immediatesQueued === 0 && settled.length > 0) queueImmediates();
}
