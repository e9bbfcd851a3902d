import { type Disk, DiskError } from '@quorate/ports';
import { WalError, wayOut } from '../wal-error.ts';
import { parseSegmentName, type SegmentName } from './segment-name.ts';

export interface SegmentPath extends SegmentName {
  readonly path: string;
}

/** The segments of a directory in order, whatever else is in it; empty when the directory is missing. */
export async function listSegments(disk: Disk, directory: string): Promise<SegmentPath[]> {
  const segments: SegmentPath[] = [];
  for (const name of await namesIn(disk, directory)) {
    const parsed = parseSegmentName(name);
    if (parsed !== undefined) segments.push({ ...parsed, path: `${directory}/${name}` });
  }
  return segments;
}

/**
 * The segments that hold what follows `index`: from the last one that begins at or before it, to the end. Throws `not-found` when
 * there is none, and `corrupt` when one in between is missing.
 */
export function segmentsFrom(directory: string, segments: readonly SegmentPath[], index: number): SegmentPath[] {
  const first = segments.findLastIndex(({ firstIndex }) => firstIndex <= index);
  if (first < 0) {
    const message = `no segment of the log in ${directory} reaches back to index ${index}; put it back, or ${wayOut}`;
    throw new WalError('not-found', directory, message);
  }
  const chosen = segments.slice(first);
  checkUnbroken(directory, chosen);
  return chosen;
}

export function checkUnbroken(directory: string, segments: readonly SegmentPath[]): void {
  for (const [at, { sequence, path }] of segments.entries()) {
    const before = segments[at - 1];
    if (before === undefined || sequence === before.sequence + 1) continue;
    const message = `segments of the log in ${directory} are missing before ${path}; put them back, or ${wayOut}`;
    throw new WalError('corrupt', directory, message);
  }
}

async function namesIn(disk: Disk, directory: string): Promise<string[]> {
  try {
    return await disk.list(directory);
  } catch (error) {
    if (error instanceof DiskError && error.code === 'not-found') return [];
    throw error;
  }
}

/** The directory that holds a path. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}
