import { assert } from '../assert.ts';
import type { WatcherOptions, WatchSink, WatchSource } from './watch-api.ts';
import type { Watcher } from './watcher.ts';

/** What a stream asks of the hub. */
export interface StreamOwner {
  add(stream: WatchStream, options: WatcherOptions): Watcher;
  remove(watcher: Watcher): void;
  /** The revision up to which a watcher has been handed everything. */
  heardRevision(watcher: Watcher): number;
  catchUp(watcher: Watcher): void;
  closed(stream: WatchStream): void;
}

/** One stream of watchers, and whether it takes events at present. */
export class WatchStream implements WatchSource {
  readonly sink: WatchSink;
  /** The sink has had enough: nothing more until `resume`. */
  isPaused = false;
  readonly #owner: StreamOwner;
  readonly #watchers = new Map<bigint, Watcher>();
  /** Watchers that have missed something while the stream was paused. */
  readonly #stalled = new Set<Watcher>();

  constructor(owner: StreamOwner, sink: WatchSink) {
    this.#owner = owner;
    this.sink = sink;
  }

  add(options: WatcherOptions): void {
    assert(!this.#watchers.has(options.watchId), 'a watch id is used once in a stream');
    this.#watchers.set(options.watchId, this.#owner.add(this, options));
  }

  remove(watchId: bigint): void {
    const watcher = this.#watchers.get(watchId);
    if (watcher === undefined) return;
    this.#owner.remove(watcher);
    this.forget(watcher);
  }

  progressRevision(watchId?: bigint): number | undefined {
    if (watchId !== undefined) {
      const watcher = this.#watchers.get(watchId);
      return watcher && this.#progressOf(watcher);
    }
    let revision: number | undefined;
    for (const watcher of this.#watchers.values()) {
      const progress = this.#progressOf(watcher);
      if (progress === undefined) return undefined;
      revision = Math.min(revision ?? progress, progress);
    }
    return revision;
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    for (const watcher of this.#stalled) this.#owner.catchUp(watcher);
    this.#stalled.clear();
  }

  close(): void {
    for (const watcher of this.#watchers.values()) this.#owner.remove(watcher);
    this.#watchers.clear();
    this.#stalled.clear();
    this.#owner.closed(this);
  }

  watchers(): Iterable<Watcher> {
    return this.#watchers.values();
  }

  /** Puts a watcher aside until the stream takes events again. */
  stall(watcher: Watcher): void {
    watcher.state = 'stalled';
    this.#stalled.add(watcher);
  }

  /** The watcher is gone. */
  forget(watcher: Watcher): void {
    this.#watchers.delete(watcher.id);
    this.#stalled.delete(watcher);
  }

  #progressOf(watcher: Watcher): number | undefined {
    if (watcher.state !== 'synced') return undefined;
    const revision = this.#owner.heardRevision(watcher);
    return revision >= watcher.startRevision ? revision : undefined;
  }
}
