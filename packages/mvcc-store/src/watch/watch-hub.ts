import type { Clock } from '@quorate/ports';
import type { Store } from '../store/store.ts';
import type { Change } from '../write/change.ts';
import { readStretch, type Stretch } from './catch-up.ts';
import { deliver } from './deliver.ts';
import type { WatcherOptions, WatchSink, WatchSource } from './watch-api.ts';
import { type KeyAt, WatchEvent } from './watch-event.ts';
import { type StreamOwner, WatchStream } from './watch-stream.ts';
import { Watcher } from './watcher.ts';
import { WatcherIndex } from './watcher-index.ts';
import type { WatcherSet } from './watcher-set.ts';

/** Events gathered in a turn are handed out at the latest when there are so many, or so many bytes of them. */
const gatheredEventsMax = 1_000;
const gatheredBytesMax = 1024 * 1024;
/** Watchers caught up in one go; the number is etcd's. */
const watchersPerPassMax = 512;
/** Handing out stops for this turn at so many bytes: what sinks copy in some milliseconds. */
const passBytesMax = 16 * 1024 * 1024;

export interface WatchHubOptions {
  readonly store: Store;
  readonly clock: Clock;
}

/** Numbers for metrics. */
export interface WatchCounts {
  readonly streams: number;
  readonly watchers: number;
  /** Watchers that are being caught up, or whose stream does not take events. */
  readonly slowWatchers: number;
  /** Events gathered in this turn that are not handed out yet. */
  readonly pendingEvents: number;
  /** Events handed out since the hub was made, counted once a watcher. */
  readonly events: number;
}

/**
 * Any number of watchers on a store. Events of one turn are gathered, and handed out together in the next, or at once with `flush`; for all
 * watchers of the same keys they are encoded once. A watcher that starts in the past, or whose stream did not take events for a
 * while, is caught up from history and joins the others then: a slow reader costs no memory and delays nobody.
 */
export class WatchHub {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #keyAt: KeyAt;
  readonly #owner: StreamOwner;
  readonly #stopListening: (() => void)[];
  readonly #streams = new Set<WatchStream>();
  readonly #synced = new WatcherIndex();
  readonly #behind = new Set<Watcher>();
  readonly #dirty = new Set<WatcherSet>();
  #watcherCount = 0;
  #syncedCount = 0;
  #eventCount = 0;
  #gatheredEvents = 0;
  #gatheredBytes = 0;
  #flushIsDue = false;
  #catchUpIsDue = false;
  /** So many passes take one watcher each, after one over several met a damaged page. */
  #passesOfOne = 0;
  /** Up to here every synced watcher has heard, or is about to hear. */
  #seenRevision: number;

  constructor({ store, clock }: WatchHubOptions) {
    this.#store = store;
    this.#clock = clock;
    this.#seenRevision = store.revision;
    this.#keyAt = (key, revision) => this.#store.keyAt(key, revision);
    this.#owner = {
      add: (stream, options) => this.#add(stream, options),
      remove: (watcher) => this.#remove(watcher),
      heardRevision: (watcher) => this.#heardRevision(watcher),
      catchUp: (watcher) => this.#catchUp(watcher),
      closed: (stream) => this.#streams.delete(stream),
    };
    this.#stopListening = [
      store.onChange((revision, changes) => this.#note(revision, changes)),
      store.onRestore(() => this.#startOver()),
    ];
  }

  get counts(): WatchCounts {
    return {
      streams: this.#streams.size,
      watchers: this.#watcherCount,
      slowWatchers: this.#watcherCount - this.#syncedCount,
      pendingEvents: this.#gatheredEvents,
      events: this.#eventCount,
    };
  }

  /** Opens one stream; the sink is called from then on, never from within a method of the source. */
  open(sink: WatchSink): WatchSource {
    const stream = new WatchStream(this.#owner, sink);
    this.#streams.add(stream);
    return stream;
  }

  /** Hands out what was gathered in this turn. */
  flush(): void {
    const sets = [...this.#dirty];
    this.#dirty.clear();
    this.#gatheredEvents = 0;
    this.#gatheredBytes = 0;
    for (const set of sets) {
      const { pending } = set;
      const first = pending[0] as WatchEvent;
      const lastRevision = (pending.at(-1) as WatchEvent).revision;
      for (const watcher of [...set.watchers]) {
        // A sink may have closed its stream, or another, meanwhile.
        if (watcher.set !== set || watcher.nextRevision > lastRevision) continue;
        this.#eventCount += pending.length;
        if (deliver(set, watcher, this.#keyAt) === 'heard') {
          watcher.nextRevision = lastRevision + 1;
        } else {
          watcher.nextRevision = Math.max(watcher.nextRevision, first.revision);
          this.#leaveSynced(watcher);
          watcher.stream.stall(watcher);
        }
      }
      set.clear();
    }
  }

  /** Closes all streams; their sinks are not told. */
  close(): void {
    for (const stop of this.#stopListening) stop();
    for (const stream of [...this.#streams]) stream.close();
  }

  #add(stream: WatchStream, options: WatcherOptions): Watcher {
    const next = this.#store.revision + 1;
    const { startRevision } = options;
    const watcher = new Watcher(stream, options, startRevision === 0 ? next : startRevision);
    this.#watcherCount++;
    if (watcher.nextRevision >= next) this.#joinSynced(watcher);
    else this.#catchUp(watcher);
    return watcher;
  }

  #remove(watcher: Watcher): void {
    if (watcher.state === 'synced') this.#leaveSynced(watcher);
    this.#behind.delete(watcher);
    this.#watcherCount--;
  }

  #joinSynced(watcher: Watcher): void {
    watcher.state = 'synced';
    this.#synced.add(watcher);
    this.#syncedCount++;
  }

  #leaveSynced(watcher: Watcher): void {
    watcher.state = 'behind';
    this.#synced.remove(watcher);
    this.#syncedCount--;
  }

  #heardRevision({ set, nextRevision }: Watcher): number {
    const waiting = set?.pending.find(({ revision }) => revision >= nextRevision);
    return waiting === undefined ? this.#store.revision : waiting.revision - 1;
  }

  #note(revision: number, changes: readonly Change[]): void {
    if (this.#gatheredEvents >= gatheredEventsMax || this.#gatheredBytes >= gatheredBytesMax) this.flush();
    this.#seenRevision = revision;
    for (const change of changes) this.#gather(revision, change);
  }

  #gather(revision: number, { key, isDelete, kv, before }: Change): void {
    let event: WatchEvent | undefined;
    let damage: Damage | undefined;
    this.#synced.visit(key, (set) => {
      event ??= new WatchEvent(key, revision, isDelete, kv);
      // Looked up here and not later: until then a compaction may have removed it.
      if (set.prevKvCount > 0) {
        const error = this.#lookUpPrevious(event, before);
        if (error !== undefined) damage = { error, watchers: [...(damage?.watchers ?? []), ...withPrevious(set)] };
      }
      set.append(event);
      this.#dirty.add(set);
    });
    // Not while the index is gone through, since that takes them out of it.
    if (damage !== undefined) for (const watcher of damage.watchers) this.#giveUp(watcher, damage.error);
    if (event === undefined) return;
    this.#gatheredEvents++;
    this.#gatheredBytes += kv.length + (before?.length ?? 0);
    if (this.#flushIsDue) return;
    this.#flushIsDue = true;
    this.#clock.nextTurn(() => {
      this.#flushIsDue = false;
      this.flush();
    });
  }

  /** The version before may lie on a damaged page; that is not the end of the change, but of the watchers that want to know it. */
  #lookUpPrevious(event: WatchEvent, before: Uint8Array | undefined): Error | undefined {
    try {
      event.withPrevKv(this.#keyAt, before);
      return undefined;
    } catch (error) {
      if (!isDamage(error)) throw error;
      return error;
    }
  }

  #catchUp(watcher: Watcher): void {
    if (watcher.stream.isPaused) {
      watcher.stream.stall(watcher);
      return;
    }
    watcher.state = 'behind';
    this.#behind.add(watcher);
    if (this.#catchUpIsDue) return;
    this.#catchUpIsDue = true;
    this.#clock.nextTurn(() => {
      this.#catchUpIsDue = false;
      this.#runPass();
    });
  }

  /** One pass over some of the watchers that are behind; another follows in a later turn while there are any. */
  #runPass(): void {
    const watchers = this.#takeForPass();
    if (watchers.length > 0) this.#handOutPast(watchers);
    const [waiting] = this.#behind;
    if (waiting !== undefined) this.#catchUp(waiting);
  }

  #handOutPast(watchers: readonly Watcher[]): void {
    const { revision } = this.#store;
    const stretch = this.#readPast(watchers);
    if (stretch === undefined) return;
    const { lastRevision, sets } = stretch;
    let bytes = 0;
    for (const watcher of watchers) {
      // A sink may have closed its stream, or another, meanwhile.
      if (!this.#behind.delete(watcher)) continue;
      const set = sets.get(watcher);
      const delivery = set?.deliveryFor(watcher, this.#keyAt);
      const isHeard =
        set === undefined || delivery === undefined
          ? true
          : bytes < passBytesMax && deliver(set, watcher, this.#keyAt, revision) === 'heard';
      if (isHeard) {
        bytes += delivery?.byteLength ?? 0;
        this.#eventCount += delivery?.events.length ?? 0;
        watcher.nextRevision = Math.max(watcher.nextRevision, lastRevision + 1);
      }
      this.#settle(watcher);
    }
  }

  /**
   * Undefined when a page is damaged. Who needs it shows when history is read for each alone, which the next passes do; who is alone already is
   * given up.
   */
  #readPast(watchers: readonly Watcher[]): Stretch | undefined {
    try {
      return readStretch(this.#store, watchers);
    } catch (error) {
      if (!isDamage(error)) throw error;
      const [first, ...others] = watchers;
      if (others.length > 0) this.#passesOfOne = watchers.length;
      else if (first !== undefined) this.#giveUp(first, error);
      return undefined;
    }
  }

  /** Takes away a watcher that cannot be told what it asked for. */
  #giveUp(watcher: Watcher, error: Error): void {
    const { stream } = watcher;
    this.#remove(watcher);
    stream.forget(watcher);
    stream.sink.failed(watcher.id, error);
  }

  /** Watchers for one pass, those that have waited longest first, without those that compaction has overtaken. */
  #takeForPass(): Watcher[] {
    const { compactRevision } = this.#store;
    const watchersMax = this.#passesOfOne > 0 ? 1 : watchersPerPassMax;
    if (this.#passesOfOne > 0) this.#passesOfOne--;
    const watchers: Watcher[] = [];
    for (const watcher of this.#behind) {
      const { stream } = watcher;
      if (watcher.nextRevision < compactRevision) {
        this.#remove(watcher);
        stream.forget(watcher);
        stream.sink.compacted(watcher.id, compactRevision);
      } else if (stream.isPaused) {
        this.#behind.delete(watcher);
        stream.stall(watcher);
      } else if (watchers.push(watcher) === watchersMax) {
        break;
      }
    }
    return watchers;
  }

  #settle(watcher: Watcher): void {
    if (watcher.nextRevision > this.#store.revision) this.#joinSynced(watcher);
    else this.#catchUp(watcher);
  }

  /** Another database took over: every watcher goes on from what it has heard. */
  #startOver(): void {
    this.flush();
    const next = this.#seenRevision + 1;
    this.#seenRevision = Math.max(this.#seenRevision, this.#store.revision);
    for (const stream of this.#streams) {
      for (const watcher of stream.watchers()) {
        if (watcher.state !== 'synced') continue;
        watcher.nextRevision = Math.max(watcher.nextRevision, next);
        this.#leaveSynced(watcher);
        this.#catchUp(watcher);
      }
    }
  }
}

/** A damaged page, and the watchers that want what lies on it. */
interface Damage {
  readonly error: Error;
  readonly watchers: readonly Watcher[];
}

function withPrevious(set: WatcherSet): Watcher[] {
  return set.watchers.filter(({ prevKv }) => prevKv);
}

/** A page of the database that is not what was written, or history that is not where the index has it. */
function isDamage(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'corrupt';
}
