/** Calls are ended at most this much after their deadline, in milliseconds: precise enough for a network, and few timers. */
const TICK_MS = 10;

/** What has a deadline. */
export interface Expiring {
  expire(): void;
}

/** Where a deadline was put; to be handed back when it no longer counts. */
export type DeadlineSlot = Set<Expiring>;

/**
 * The deadlines of all calls: gathered in slots of a few milliseconds, so that adding and taking one away costs one operation on a
 * set and no timer. One timer runs while there is any.
 */
export class DeadlineWheel {
  readonly #slots = new Map<number, DeadlineSlot>();
  #earliestTick = Number.POSITIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  /** Calls `expire` at the time `deadlineMs` (of `performance.now()`) or shortly after. */
  add(expiring: Expiring, deadlineMs: number): DeadlineSlot {
    const tick = Math.ceil(deadlineMs / TICK_MS);
    let slot = this.#slots.get(tick);
    if (slot === undefined) {
      slot = new Set();
      this.#slots.set(tick, slot);
      if (tick < this.#earliestTick) this.#schedule(tick);
    }
    slot.add(expiring);
    return slot;
  }

  #schedule(tick: number): void {
    clearTimeout(this.#timer);
    this.#earliestTick = tick;
    const delayMs = Math.max(0, tick * TICK_MS - performance.now());
    this.#timer = setTimeout(() => this.#turn(), delayMs).unref();
  }

  #turn(): void {
    const nowTick = Math.floor(performance.now() / TICK_MS);
    let next = Number.POSITIVE_INFINITY;
    for (const [tick, slot] of this.#slots) {
      if (tick > nowTick) {
        if (slot.size === 0) this.#slots.delete(tick);
        else next = Math.min(next, tick);
        continue;
      }
      this.#slots.delete(tick);
      for (const expiring of slot) expiring.expire();
    }
    this.#earliestTick = Number.POSITIVE_INFINITY;
    if (next !== Number.POSITIVE_INFINITY) this.#schedule(next);
  }
}
