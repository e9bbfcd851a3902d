import { Entry } from '@quorate/protocol';

/** The encoded size of an entry, in bytes: what message and apply limits count. */
export function encodedSize(entry: Entry): number {
  return Entry.size(entry);
}

/** The encoded size of all entries together, in bytes. */
export function encodedSizeOfAll(entries: readonly Entry[]): number {
  let bytes = 0;
  for (const entry of entries) bytes += Entry.size(entry);
  return bytes;
}

/** The size of the data alone, in bytes: what limits on uncommitted and in-flight bytes count. An empty entry has none. */
export function payloadSizeOfAll(entries: readonly Entry[]): number {
  let bytes = 0;
  for (const entry of entries) bytes += entry.data.length;
  return bytes;
}

/** How many entries from `start` on, but not from `end` on, fit into `bytesMax` encoded bytes; one always does. */
export function fittingCount(entries: readonly Entry[], start: number, end: number, bytesMax: number): number {
  if (bytesMax === Number.POSITIVE_INFINITY) return end - start;
  let bytes = 0;
  for (let at = start; at < end; at++) {
    bytes += Entry.size(entries[at] as Entry);
    if (bytes > bytesMax && at > start) return at - start;
  }
  return end - start;
}
