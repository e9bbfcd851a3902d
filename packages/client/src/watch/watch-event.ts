import { type Event, EventType, KeyValue } from '@quorate/protocol';
import type { WatchEvent } from './watch-options.ts';

/** An event as readers get it. */
export function toWatchEvent({ type, kv = KeyValue.create(), prevKv }: Event): WatchEvent {
  const { key, modRevision: revision } = kv;
  if (type === EventType.Delete) return { type: 'delete', key, prevKv, revision };
  return { type: 'put', key, kv, prevKv, revision };
}
