import type { Disk } from '@quorate/ports';
import { listSegments } from './segment/segment-list.ts';

/**
 * Removes the oldest segments while more than `keep` are there, but none that holds anything after `releasedIndex`, and never the
 * last one.
 */
export async function purgeSegments(
  disk: Disk,
  directory: string,
  keep: number,
  releasedIndex: number,
): Promise<string[]> {
  const segments = await listSegments(disk, directory);
  const firstNeeded = segments.findLastIndex(({ firstIndex }) => firstIndex <= releasedIndex);
  const removable = segments.slice(0, Math.max(0, Math.min(firstNeeded, segments.length - keep)));
  for (const { path } of removable) await disk.remove(path);
  return removable.map(({ path }) => path);
}
