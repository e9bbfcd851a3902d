import type { Disk } from '@quorate/ports';
import { listSegments } from './segment/segment-list.ts';

/** Removes segments before `heldSequence`, oldest first, while more than `keep` are there. */
export async function purgeSegments(
  disk: Disk,
  directory: string,
  keep: number,
  heldSequence: number,
): Promise<string[]> {
  const segments = await listSegments(disk, directory);
  const surplus = segments.slice(0, Math.max(0, segments.length - keep));
  const removed: string[] = [];
  for (const { sequence, path } of surplus) {
    if (sequence >= heldSequence) break;
    await disk.remove(path);
    removed.push(path);
  }
  return removed;
}
