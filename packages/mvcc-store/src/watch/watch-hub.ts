import type { Clock } from '@quorate/ports';
import type { Store } from '../store/store.ts';
import type { WatchSink, WatchSource } from './watch-api.ts';

export interface WatchHubOptions {
  readonly store: Store;
  readonly clock: Clock;
}

/** Any number of watchers on a store. Events of one turn are handed out together in the next, or at once with `flush`. */
export declare class WatchHub {
  constructor(options: WatchHubOptions);
  /** Opens one stream; the sink is called from then on, never from within a method of the source. */
  open(sink: WatchSink): WatchSource;
  /** Hands out what was gathered in this turn. */
  flush(): void;
  /** Closes all streams. */
  close(): void;
}
