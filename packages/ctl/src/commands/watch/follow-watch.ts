import { CompactedError, isEtcdError, type WatchBatch, type WatchEvent, type Watcher } from '@quorate/client';
import { Event, EventType, KeyValue, WatchResponse } from '@quorate/protocol';
import type { CommandContext } from '../../command-context.ts';
import { explained } from '../../connection/explain-error.ts';
import type { WatchTarget } from './watch-arguments.ts';
import { showRefusal, showResponse } from './watch-response.ts';

/**
 * Shows what a watch has to say, until it is interrupted or the server ends it, which is told too.
 *
 * @throws {CtlError} when the watch cannot go on, or the command on its events fails
 */
export async function followWatch(context: CommandContext, watcher: Watcher, target: WatchTarget): Promise<void> {
  try {
    for await (const batch of watcher.batches()) await showResponse(context, target, responseOf(batch));
  } catch (error) {
    // Without a header it is not the server that ended the watch.
    if (!isEtcdError(error) || error.header === undefined) throw explained(error, context);
    const compactRevision = error instanceof CompactedError ? error.compactRevision : 0;
    await showRefusal(context, WatchResponse.create({ header: error.header, canceled: true, compactRevision }), error);
  }
}

function responseOf({ header, events }: WatchBatch): WatchResponse {
  return WatchResponse.create({ header, events: events.map(eventOf) });
}

/** The event as the server sent it. */
function eventOf(event: WatchEvent): Event {
  const { prevKv } = event;
  if (event.type === 'put') return Event.create({ type: EventType.Put, kv: event.kv, prevKv });
  const kv = KeyValue.create({ key: event.key, modRevision: event.revision });
  return Event.create({ type: EventType.Delete, kv, prevKv });
}
