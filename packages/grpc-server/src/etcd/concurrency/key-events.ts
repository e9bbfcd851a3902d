import { Event, EventType, emptyBytes } from '@quorate/protocol';
import { etcdError } from '../etcd-errors.ts';
import type { WatchBackend } from '../watch/watch-backend.ts';

/** Events that may wait for their reader; when more come, the store holds them back. */
const WAITING_EVENTS_MAX = 1_024;

/**
 * The events of a key or a range of keys from a revision on, until `signal` aborts, which throws its reason. Throws etcd's error
 * when the history has been compacted, and what the store has to say when it is damaged.
 */
export async function* keyEvents(
  watch: WatchBackend,
  key: Uint8Array,
  rangeEnd: Uint8Array,
  startRevision: number,
  signal: AbortSignal,
): AsyncIterable<Event> {
  const waiting: Event[] = [];
  let wake: () => void = () => {};
  let failure: Error | undefined;
  const source = watch.open({
    events(_watchId, _revision, events) {
      for (const event of events) waiting.push(Event.decode(Uint8Array.from(event)));
      wake();
      return waiting.length < WAITING_EVENTS_MAX;
    },
    compacted() {
      failure = etcdError('compacted');
      wake();
    },
    failed(_watchId, error) {
      failure = error;
      wake();
    },
  });
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    source.add({ watchId: 0n, key, rangeEnd, startRevision, withoutPuts: false, withoutDeletes: false, prevKv: false });
    for (;;) {
      yield* waiting.splice(0);
      signal.throwIfAborted();
      if (failure !== undefined) throw failure;
      source.resume();
      if (waiting.length > 0) continue;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    source.close();
  }
}

/** Resolves when a key is deleted at or after a revision; throws the signal's reason when it aborts first. */
export async function untilDeleted(
  watch: WatchBackend,
  key: Uint8Array,
  startRevision: number,
  signal: AbortSignal,
): Promise<void> {
  for await (const { type } of keyEvents(watch, key, emptyBytes, startRevision, signal)) {
    if (type === EventType.Delete) return;
  }
}
