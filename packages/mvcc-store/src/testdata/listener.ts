import { Event, EventType, KeyValue } from '@quorate/protocol';
import type { WatcherOptions, WatchSink, WatchSource } from '../watch/watch-api.ts';
import type { WatchHub } from '../watch/watch-hub.ts';
import { bytes, text } from './test-store.ts';

/** One stream of watchers that writes down what it hears. */
export class Listener implements WatchSink {
  /** Each batch as `id@revision: event, event`; an event as `+key=value mod` or `-key mod`, with `(previous value)`. */
  readonly heard: string[] = [];
  /** Batches after which it takes no more until told; infinite unless set. */
  batchesMax = Number.POSITIVE_INFINITY;
  readonly source: WatchSource;
  /** What was watched, with starts as they were asked for, 1 for none. */
  readonly watched: { readonly id: number; readonly start: string; readonly end: string; readonly revision: number }[] =
    [];
  /** The events as they were handed over. */
  readonly batches: (readonly Uint8Array[])[] = [];

  constructor(hub: WatchHub) {
    this.source = hub.open(this);
  }

  watch(watchId: number, key: string, end = '', options: Partial<WatcherOptions> = {}): void {
    const lastKey = end === '\0' ? '\u00ff' : end;
    this.watched.push({ id: watchId, start: key, end: lastKey || `${key}\0`, revision: options.startRevision ?? 1 });
    this.source.add({
      watchId: BigInt(watchId),
      key: bytes(key),
      rangeEnd: bytes(end),
      startRevision: 0,
      withoutPuts: false,
      withoutDeletes: false,
      prevKv: false,
      ...options,
    });
  }

  events(watchId: bigint, revision: number, events: readonly Uint8Array[]): boolean {
    this.heard.push(`${watchId}@${revision}: ${events.map(showEvent).join(', ')}`);
    this.batches.push(events);
    return --this.batchesMax > 0;
  }

  compacted(watchId: bigint, compactRevision: number): void {
    this.heard.push(`${watchId} compacted at ${compactRevision}`);
  }

  failed(watchId: bigint, error: Error): void {
    this.heard.push(`${watchId} failed: ${error.message}`);
  }

  /** What was heard since the last call. */
  take(): string[] {
    this.batches.length = 0;
    return this.heard.splice(0);
  }

  resume(batchesMax = Number.POSITIVE_INFINITY): void {
    this.batchesMax = batchesMax;
    this.source.resume();
  }
}

export function showEvent(encoded: Uint8Array): string {
  const { type, kv = KeyValue.create(), prevKv } = Event.decode(encoded);
  const previous = prevKv === undefined ? '' : ` (${text(prevKv.value)})`;
  if (type === EventType.Delete) return `-${text(kv.key)} ${kv.modRevision}${previous}`;
  return `+${text(kv.key)}=${text(kv.value)} ${kv.modRevision}${previous}`;
}
