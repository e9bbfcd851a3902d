import { Event, WatchResponse } from '@quorate/protocol';
import type { Difference } from './difference.ts';
import { settleHeader } from './exceptions.ts';
import { plain } from './plain.ts';

/** What one watch was told, in order: each event, and each response without events, with a key by which two are compared. */
interface Told {
  readonly bytes: Uint8Array;
  readonly show: () => unknown;
}

/** The first difference between what two servers told on a stream, watch by watch; how events are spread over responses aside. */
export function compareWatches(
  stream: number,
  etcd: readonly WatchResponse[],
  quorate: readonly WatchResponse[],
): Difference | undefined {
  const [told, toldByOurs] = [byWatch(etcd), byWatch(quorate)];
  for (const watchId of new Set([...told.keys(), ...toldByOurs.keys()])) {
    const [one, other] = [told.get(watchId) ?? [], toldByOurs.get(watchId) ?? []];
    const count = Math.max(one.length, other.length);
    for (let index = 0; index < count; index++) {
      const [here, there] = [one[index], other[index]];
      if (here !== undefined && there !== undefined && Buffer.compare(here.bytes, there.bytes) === 0) continue;
      const which = { stream, watchId: String(watchId), told: `${index + 1} of ${one.length} and ${other.length}` };
      return { request: which, etcd: here?.show(), quorate: there?.show() };
    }
  }
  return undefined;
}

function byWatch(responses: readonly WatchResponse[]): Map<bigint, Told[]> {
  const told = new Map<bigint, Told[]>();
  for (const response of responses) {
    const list = told.get(response.watchId) ?? [];
    told.set(response.watchId, list);
    list.push(...(response.events.length > 0 ? eventsOf(response) : [controlOf(response)]));
  }
  return told;
}

function eventsOf(response: WatchResponse): Told[] {
  return response.events.map((event) => ({ bytes: Event.encode(event), show: () => plain(Event, event) }));
}

function controlOf(response: WatchResponse): Told {
  settleHeader(response.header);
  return { bytes: WatchResponse.encode(response), show: () => plain(WatchResponse, response) };
}
