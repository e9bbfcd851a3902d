import type { WatchResponse } from '@quorate/protocol';

/**
 * What holds for one server's watch responses whatever the other one said. Returns a sentence about what is broken, or `undefined`:
 * the header's revision is not below the events', revisions ascend, the events of one revision are in one response unless it
 * is a fragment of more, and fragments come to an end.
 */
export function brokenDelivery(responses: readonly WatchResponse[]): string | undefined {
  const last = new Map<bigint, { revision: number; fragment: boolean }>();
  for (const { watchId, header, events, fragment } of responses) {
    if (events.length === 0) continue;
    const before = last.get(watchId);
    let revision = before?.revision ?? 0;
    const first = events[0]?.kv?.modRevision ?? 0;
    if (first === revision && before?.fragment !== true)
      return `watch ${watchId}: the events of revision ${revision} are torn apart`;
    for (const { kv } of events) {
      if ((kv?.modRevision ?? 0) < revision)
        return `watch ${watchId}: an event of ${kv?.modRevision} after one of ${revision}`;
      revision = kv?.modRevision ?? 0;
    }
    if ((header?.revision ?? 0) < revision)
      return `watch ${watchId}: events up to ${revision} in a response of revision ${header?.revision}`;
    last.set(watchId, { revision, fragment });
  }
  for (const [watchId, { fragment }] of last) if (fragment) return `watch ${watchId}: the last fragment never came`;
  return undefined;
}
