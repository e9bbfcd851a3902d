import { keyTextOf } from '../history/record.ts';
import { isTombstoneKey, mainOf } from '../revision/revision-key.ts';
import { encodeDeleted } from '../state/key-value.ts';
import type { Store } from '../store/store.ts';
import { keyBytes } from '../tree-index/key-text.ts';
import { type KeyAt, WatchEvent } from './watch-event.ts';
import type { Watcher } from './watcher.ts';
import { WatcherIndex } from './watcher-index.ts';
import type { WatcherSet } from './watcher-set.ts';

/** Revisions read in one go; the number is etcd's. */
const revisionsMax = 1_000;
/** Reading stops at the end of a revision when the events found take this many bytes: some milliseconds of copying. */
const bytesMax = 4 * 1024 * 1024;

/** A stretch of history, sorted by the watchers that are to hear of it. */
export interface Stretch {
  /** The last revision that was read completely. */
  readonly lastRevision: number;
  /** For each watcher that has something to hear, the set that holds it. */
  readonly sets: ReadonlyMap<Watcher, WatcherSet>;
}

/** Reads history from the first revision that one of the watchers has not heard of. Throws when it lies on a damaged page. */
export function readStretch(store: Store, watchers: readonly Watcher[]): Stretch {
  const index = new WatcherIndex();
  let first = Number.POSITIVE_INFINITY;
  for (const watcher of watchers) {
    index.add(watcher);
    first = Math.min(first, watcher.nextRevision);
  }
  const wanted = Math.min(store.revision, first + revisionsMax - 1);
  const keyAt: KeyAt = (key, revision) => store.keyAt(key, revision);
  const found = new Set<WatcherSet>();
  let bytes = 0;
  let reading = first;
  let lastRevision = wanted;
  const sets = new Map<Watcher, WatcherSet>();
  try {
    store.visitHistory(first, (recordKey, kv) => {
      const revision = mainOf(recordKey);
      if (revision > wanted) return false;
      if (revision !== reading) {
        if (bytes > bytesMax) {
          lastRevision = revision - 1;
          return false;
        }
        reading = revision;
      }
      const key = keyTextOf(kv);
      let event: WatchEvent | undefined;
      index.visit(key, (set) => {
        event ??= historyEvent(key, revision, isTombstoneKey(recordKey), kv);
        bytes += set.prevKvCount > 0 ? event.withPrevKv(keyAt).length : event.plain.length;
        set.append(event);
        found.add(set);
      });
      return true;
    });
    for (const watcher of watchers) {
      const { set } = watcher;
      if (set !== undefined && found.has(set)) sets.set(watcher, set);
    }
  } finally {
    for (const watcher of watchers) watcher.set = undefined;
  }
  return { lastRevision, sets };
}

function historyEvent(key: string, revision: number, isDelete: boolean, kv: Uint8Array): WatchEvent {
  return new WatchEvent(key, revision, isDelete, isDelete ? encodeDeleted(keyBytes(key), revision) : kv);
}
