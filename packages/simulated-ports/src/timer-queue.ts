import type { Timer } from '@quorate/ports';

interface Waiting {
  readonly dueMs: number;
  readonly order: number;
  callback: (() => void) | undefined;
}

/** Timers in a binary heap, by due time and then by the order they were set in. Cancelled ones leave when they surface. */
export class TimerQueue {
  readonly #heap: Waiting[] = [];
  #order = 0;

  add(dueMs: number, callback: () => void): Timer {
    const waiting: Waiting = { dueMs, order: this.#order++, callback };
    this.#heap.push(waiting);
    this.#rise(this.#heap.length - 1);
    return {
      cancel: () => {
        waiting.callback = undefined;
      },
    };
  }

  /** When the first timer is due, in milliseconds of the clock; undefined when none is set. */
  nextDueMs(): number | undefined {
    for (;;) {
      const first = this.#heap[0];
      if (first === undefined || first.callback !== undefined) return first?.dueMs;
      this.#removeFirst();
    }
  }

  /** Removes the first timer and returns what it calls; there must be one. */
  take(): () => void {
    this.nextDueMs();
    const first = this.#heap[0];
    const callback = first?.callback;
    if (first === undefined || callback === undefined) throw new Error('no timer is set');
    first.callback = undefined;
    this.#removeFirst();
    return callback;
  }

  #removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    this.#sink(0);
  }

  #rise(start: number): void {
    let at = start;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.#swapIfEarlier(at, parent)) return;
      at = parent;
    }
  }

  #sink(start: number): void {
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      const child = this.#isEarlier(left + 1, left) ? left + 1 : left;
      if (!this.#swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  #swapIfEarlier(below: number, above: number): boolean {
    const lower = this.#heap[below];
    const upper = this.#heap[above];
    if (lower === undefined || upper === undefined || !this.#isEarlier(below, above)) return false;
    this.#heap[above] = lower;
    this.#heap[below] = upper;
    return true;
  }

  #isEarlier(one: number, other: number): boolean {
    const a = this.#heap[one];
    const b = this.#heap[other];
    if (a === undefined || b === undefined) return false;
    return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
  }
}
