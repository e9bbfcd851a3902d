import type { KeyAt } from './watch-event.ts';
import type { Watcher } from './watcher.ts';
import type { WatcherSet } from './watcher-set.ts';

/** What became of the events that a watcher was to hear of. */
export type Outcome = 'heard' | 'missed';

/**
 * Hands a watcher the pending events of its set; `revision` is for the header, when it is not that of the last event. What a paused
 * stream does not take is missed, unless it was nothing.
 */
export function deliver(set: WatcherSet, watcher: Watcher, keyAt: KeyAt, revision?: number): Outcome {
  const { stream } = watcher;
  const delivery = set.deliveryFor(watcher, keyAt);
  if (delivery === undefined) return 'heard';
  if (stream.isPaused) return 'missed';
  const takesMore = stream.sink.events(watcher.id, revision ?? delivery.lastRevision, delivery.events);
  if (!takesMore) stream.isPaused = true;
  return 'heard';
}
