import { Event, EventType, type KeyValue } from '@quorate/protocol';
import type { WatchBackend, WatcherOptions, WatchSink, WatchSource } from '../../etcd/watch/watch-backend.ts';
import { type FakeStore, inRange } from './fake-store.ts';

interface FakeWatcher extends WatcherOptions {
  /** Revisions below this one were delivered. */
  next: number;
}

/** Watchers over the list of changes of a fake store: each turn hands every watcher what it has not seen, revision by revision. */
export class FakeWatch implements WatchBackend {
  readonly #store: FakeStore;
  readonly #streams = new Set<FakeWatchStream>();

  constructor(store: FakeStore) {
    this.#store = store;
    store.onChange = () => {
      for (const stream of this.#streams) stream.schedule();
    };
  }

  get openStreams(): number {
    return this.#streams.size;
  }

  open(sink: WatchSink): WatchSource {
    const stream = new FakeWatchStream(this.#store, sink, () => this.#streams.delete(stream));
    this.#streams.add(stream);
    return stream;
  }
}

class FakeWatchStream implements WatchSource {
  readonly #store: FakeStore;
  readonly #sink: WatchSink;
  readonly #onClose: () => void;
  readonly #watchers = new Map<bigint, FakeWatcher>();
  #paused = false;
  #scheduled = false;
  #closed = false;

  constructor(store: FakeStore, sink: WatchSink, onClose: () => void) {
    this.#store = store;
    this.#sink = sink;
    this.#onClose = onClose;
  }

  add(watcher: WatcherOptions): void {
    const next = watcher.startRevision > 0 ? watcher.startRevision : this.#store.revision + 1;
    this.#watchers.set(watcher.watchId, { ...watcher, next });
    this.schedule();
  }

  remove(watchId: bigint): void {
    this.#watchers.delete(watchId);
  }

  progressRevision(watchId?: bigint): number | undefined {
    const asked = watchId === undefined ? [...this.#watchers.values()] : [this.#watchers.get(watchId)];
    const synced = asked.every((watcher) => watcher?.next === this.#store.revision + 1);
    return synced ? this.#store.revision : undefined;
  }

  resume(): void {
    this.#paused = false;
    this.schedule();
  }

  close(): void {
    this.#closed = true;
    this.#onClose();
  }

  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#deliver();
    });
  }

  #deliver(): void {
    for (const watcher of [...this.#watchers.values()]) {
      if (watcher.next < this.#store.compactRevision) {
        this.#watchers.delete(watcher.watchId);
        this.#sink.compacted(watcher.watchId, this.#store.compactRevision);
        continue;
      }
      if (watcher.next <= this.#store.revision && this.#store.damage) {
        this.#watchers.delete(watcher.watchId);
        this.#sink.failed(watcher.watchId, this.#store.damage);
        continue;
      }
      while (watcher.next <= this.#store.revision) {
        if (this.#paused || this.#closed) return;
        const revision = watcher.next++;
        const events = this.#eventsAt(watcher, revision);
        if (events.length > 0) this.#paused = !this.#sink.events(watcher.watchId, revision, events);
      }
    }
  }

  #eventsAt(watcher: FakeWatcher, revision: number): Uint8Array[] {
    const start = Buffer.from(watcher.key).toString('latin1');
    const end = Buffer.from(watcher.rangeEnd).toString('latin1');
    return this.#store.changes
      .filter(({ revision: changed, event }) => {
        const key = Buffer.from((event.kv as KeyValue).key).toString('latin1');
        const filtered = event.type === EventType.Put ? watcher.withoutPuts : watcher.withoutDeletes;
        return changed === revision && !filtered && inRange(key, start, end);
      })
      .map(({ event }) => Event.encode(watcher.prevKv ? event : { ...event, prevKv: undefined }));
  }
}
