import type { Failpoints } from '@quorate/ports';
import { type Entry, EntryType } from '@quorate/protocol';

/**
 * Applies entries one by one past failpoints, in order, while the rest of the member goes on. As long as none holds it up, it applies on
 * the spot, as the loop does without failpoints.
 */
export class HeldEntries {
  readonly #failpoints: Failpoints;
  readonly #apply: (entries: readonly Entry[]) => void;
  #last: Promise<void> = Promise.resolve();
  #running = 0;

  constructor(failpoints: Failpoints, apply: (entries: readonly Entry[]) => void) {
    this.#failpoints = failpoints;
    this.#apply = apply;
  }

  /** Applies the entries, then calls `then`; or `fail`, after which it is not to be used any more. */
  apply(entries: readonly Entry[], then: () => void, fail: (error: unknown) => void): void {
    const isHeld = this.#running > 0;
    this.#running++;
    const run = () => this.#run(entries, then).catch(fail);
    this.#last = isHeld ? this.#last.then(run) : run();
  }

  /** Resolves when nothing is held up. */
  async idle(): Promise<void> {
    while (this.#running > 0) await this.#last;
  }

  async #run(entries: readonly Entry[], then: () => void): Promise<void> {
    try {
      for (const entry of entries) {
        const isNormal = entry.type === EntryType.EntryNormal;
        const held = this.#failpoints.hit(isNormal ? 'beforeApplyOneEntryNormal' : 'beforeApplyOneConfChange');
        if (held) await held;
        this.#apply([entry]);
      }
      then();
    } finally {
      this.#running--;
    }
  }
}
