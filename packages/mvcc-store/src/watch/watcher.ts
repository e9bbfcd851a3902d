import { keyText, type RangeEnd, rangeEndOf } from '../tree-index/key-text.ts';
import type { WatcherOptions } from './watch-api.ts';
import type { WatchStream } from './watch-stream.ts';
import type { WatcherSet } from './watcher-set.ts';

/** Where a watcher stands: it hears of changes as they happen, is being caught up, or waits for its stream to take events again. */
export type WatcherState = 'synced' | 'behind' | 'stalled';

/** One watcher of one stream. */
export class Watcher {
  readonly id: bigint;
  readonly stream: WatchStream;
  readonly start: string;
  readonly end: RangeEnd;
  readonly isExact: boolean;
  readonly startRevision: number;
  readonly withoutPuts: boolean;
  readonly withoutDeletes: boolean;
  readonly prevKv: boolean;
  /** The first revision it has not heard of. */
  nextRevision: number;
  state: WatcherState = 'behind';
  /** The set of synced watchers that it is in, and its place there. */
  set: WatcherSet | undefined = undefined;
  place = 0;

  constructor(stream: WatchStream, options: WatcherOptions, nextRevision: number) {
    this.stream = stream;
    this.id = options.watchId;
    // An empty key is the least of all keys.
    this.start = options.key.length === 0 ? '\0' : keyText(options.key);
    this.isExact = options.rangeEnd.length === 0;
    this.end = rangeEndOf(this.start, options.rangeEnd);
    this.startRevision = options.startRevision;
    this.withoutPuts = options.withoutPuts;
    this.withoutDeletes = options.withoutDeletes;
    this.prevKv = options.prevKv;
    this.nextRevision = nextRevision;
  }
}
