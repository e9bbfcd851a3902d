import { IntervalIndex } from './interval-index.ts';
import type { Watcher } from './watcher.ts';
import { WatcherSet } from './watcher-set.ts';

/** Watchers found by a key they watch: those of one key in a table, those of ranges in an interval index. */
export class WatcherIndex {
  readonly #byKey = new Map<string, WatcherSet>();
  readonly #byRange = new IntervalIndex<WatcherSet>();

  /** Adds a watcher; none of an empty range is ever found. */
  add(watcher: Watcher): void {
    const { start, end, isExact } = watcher;
    let set = isExact ? this.#byKey.get(start) : this.#byRange.get(start, end);
    if (set === undefined) {
      set = new WatcherSet();
      if (isExact) this.#byKey.set(start, set);
      else this.#byRange.add(start, end, set);
    }
    set.add(watcher);
  }

  remove(watcher: Watcher): void {
    const { start, end, isExact, set } = watcher;
    set?.remove(watcher);
    if (set === undefined || set.watchers.length > 0) return;
    if (isExact) this.#byKey.delete(start);
    else this.#byRange.delete(start, end);
  }

  /** Calls `visit` with every set that watches the key. */
  visit(key: string, visit: (set: WatcherSet) => void): void {
    const exact = this.#byKey.get(key);
    if (exact !== undefined) visit(exact);
    if (this.#byRange.size > 0) this.#byRange.visit(key, visit);
  }
}
