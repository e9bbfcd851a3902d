import type { EventEmitter } from 'node:events';
import type { WatchBatch, WatchEvent, WatcherEvents } from './watch-options.ts';

/**
 * A watch on a key or a range, that stays alive until it is closed. Read it with `for await`, or with `on('event', …)`; not both.
 * When the connection breaks, it goes on after the last revision seen: no event is lost or reported twice.
 *
 * @example
 * ```ts
 * import { EtcdClient, prefix, text } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await using watcher = client.watch(prefix('flags/'), { skip: 'deletes' });
 * const first = new Promise<string>((resolve) => watcher.once('put', ({ key }) => resolve(text(key))));
 * await watcher.created;
 * await client.kv.put('flags/dark', 'on');
 * console.log(await first);
 * ```
 */
export interface Watcher extends EventEmitter<WatcherEvents>, AsyncIterable<WatchEvent>, AsyncDisposable {
  /** Everything up to this revision has been reported; 0 before anything is known. */
  readonly revision: number;
  /** Resolves with the first revision watched once the server watches; rejects when it refuses to. */
  readonly created: Promise<number>;
  /** The events in the groups in which they arrived. */
  batches(): AsyncIterableIterator<WatchBatch>;
  /** Asks the server to say up to which revision nothing is left to report, and resolves with that revision. */
  progress(): Promise<number>;
  /** Ends the watch; readers are done after what has arrived. */
  close(): Promise<void>;
}
