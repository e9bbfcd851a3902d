import type { KeyAt, WatchEvent } from './watch-event.ts';
import type { Watcher } from './watcher.ts';

/** What one watcher is to be handed: encoded events and the revision of the last of them. */
export interface Delivery {
  readonly events: readonly Uint8Array[];
  readonly lastRevision: number;
  readonly byteLength: number;
}

/**
 * The watchers of exactly the same keys, and the events they are to hear of next. What they are handed is made once for all that want the
 * same.
 */
export class WatcherSet {
  readonly watchers: Watcher[] = [];
  /** How many of them want previous values. */
  prevKvCount = 0;
  /** In the order of revisions; all events of a revision or none. */
  pending: WatchEvent[] = [];
  #deliveries: (Delivery | undefined)[] = [];

  add(watcher: Watcher): void {
    watcher.set = this;
    watcher.place = this.watchers.push(watcher) - 1;
    if (watcher.prevKv) this.prevKvCount++;
  }

  remove(watcher: Watcher): void {
    const last = this.watchers.pop() as Watcher;
    if (last !== watcher) {
      this.watchers[watcher.place] = last;
      last.place = watcher.place;
    }
    watcher.set = undefined;
    if (watcher.prevKv) this.prevKvCount--;
  }

  append(event: WatchEvent): void {
    this.pending.push(event);
    this.#deliveries = [];
  }

  clear(): void {
    this.pending = [];
    this.#deliveries = [];
  }

  /** What of the pending events the watcher is to be handed; undefined for nothing. Watchers that want the same get the same object. */
  deliveryFor(watcher: Watcher, keyAt: KeyAt): Delivery | undefined {
    const hasHeardSome = watcher.nextRevision > (this.pending[0] as WatchEvent).revision;
    if (hasHeardSome) return this.#assemble(watcher, keyAt);
    const variant = (watcher.withoutPuts ? 4 : 0) + (watcher.withoutDeletes ? 2 : 0) + (watcher.prevKv ? 1 : 0);
    let delivery = this.#deliveries[variant];
    if (delivery === undefined) {
      delivery = this.#assemble(watcher, keyAt) ?? nothing;
      this.#deliveries[variant] = delivery;
    }
    return delivery === nothing ? undefined : delivery;
  }

  #assemble(watcher: Watcher, keyAt: KeyAt): Delivery | undefined {
    const events: Uint8Array[] = [];
    let lastRevision = 0;
    let byteLength = 0;
    for (const event of this.pending) {
      if (event.revision < watcher.nextRevision) continue;
      if (event.isDelete ? watcher.withoutDeletes : watcher.withoutPuts) continue;
      const encoded = watcher.prevKv ? event.withPrevKv(keyAt) : event.plain;
      events.push(encoded);
      byteLength += encoded.length;
      lastRevision = event.revision;
    }
    return events.length === 0 ? undefined : { events, lastRevision, byteLength };
  }
}

const nothing: Delivery = { events: [], lastRevision: 0, byteLength: 0 };
