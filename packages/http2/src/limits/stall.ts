/**
 * Watches one thing that must not stand still: told again and again how far it is, it says when that has not changed for too long.
 */
export class Stall {
  readonly #limitMs: number;
  #mark = -1;
  #sinceMs = 0;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** `mark`: how far it is, or -1 when it has nothing to do. True when it stands still for the limit or longer. */
  expired(mark: number, nowMs: number): boolean {
    if (mark < 0 || mark !== this.#mark) {
      this.#mark = mark;
      this.#sinceMs = nowMs;
      return false;
    }
    return nowMs - this.#sinceMs >= this.#limitMs;
  }
}
