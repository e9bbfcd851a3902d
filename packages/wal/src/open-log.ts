import { type Disk, DiskError, type DiskFile } from '@quorate/ports';
import type { Entry, HardState } from '@quorate/protocol';
import type { LogPosition } from './append/encoder.ts';
import { keepBroken } from './repair.ts';
import { LogContents, type SnapshotPosition } from './replay/log-contents.ts';
import { type LogEnd, replaySegments } from './replay/segment-replay.ts';
import type { HeldSegment } from './segment/segment-files.ts';
import { listSegments, type SegmentPath, segmentsFrom } from './segment/segment-list.ts';
import type { WalRepair } from './wal.ts';
import { WalError } from './wal-error.ts';

/** A log whose files are open and locked, ready to be appended to. */
export interface OpenedLog {
  readonly metadata: Uint8Array;
  readonly segments: HeldSegment[];
  /** The file of the last segment. */
  readonly tail: DiskFile;
  readonly position: LogPosition;
}

interface ReadLog {
  readonly log: OpenedLog;
  readonly hardState: HardState;
  readonly entries: Entry[];
  readonly repaired: WalRepair | undefined;
}

/** Locks the segments from a snapshot on, reads them, and makes the end ready to be written. */
export async function openLog(
  disk: Disk,
  directory: string,
  from: SnapshotPosition,
  segmentBytes: number,
): Promise<ReadLog> {
  const segments = segmentsFrom(directory, await listSegments(disk, directory), from.index);
  const held: HeldSegment[] = [];
  try {
    for (const segment of segments) held.push({ ...segment, file: await openLocked(disk, segment) });
    const contents = new LogContents(directory, from);
    const end = await replaySegments(disk, segments, (reader) => contents.visit(reader));
    contents.checkSnapshotFound();
    const tail = held.at(-1)?.file;
    const { metadata, hardState, entries, lastIndex } = contents;
    if (tail === undefined || metadata === undefined)
      throw new Error('a log that was read has a segment with metadata');
    const repaired = end.torn ? await keepBroken(disk, end) : undefined;
    await clearAfter(tail, end, segmentBytes);
    const { offset, crc } = end;
    const position = { sequence: end.segment.sequence, offset, crc, lastIndex, hardState };
    return { log: { metadata, segments: held, tail, position }, hardState, entries, repaired };
  } catch (error) {
    for (const { file } of held) await file?.close();
    throw error;
  }
}

/**
 * Makes everything after the records zero. It has to be durable before anything is appended: otherwise leftovers of a torn write
 * could turn up again behind records that were written since, and look like damage.
 */
async function clearAfter(tail: DiskFile, end: LogEnd, segmentBytes: number): Promise<void> {
  await tail.truncate(end.offset);
  await tail.truncate(Math.max(segmentBytes, end.offset));
  await tail.sync();
}

async function openLocked(disk: Disk, { path }: SegmentPath): Promise<DiskFile> {
  const file = await disk.open(path, 'read-write');
  try {
    await file.lock();
    return file;
  } catch (error) {
    await file.close();
    if (error instanceof DiskError && error.code === 'locked') {
      throw new WalError('locked', path, `another process has the log open: ${path} is locked`, { cause: error });
    }
    throw error;
  }
}
