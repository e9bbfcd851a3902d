import type { Disk, DiskFile } from '@quorate/ports';
import type { Entry, HardState } from '@quorate/protocol';
import type { LogPosition } from './append/encoder.ts';
import { keepBroken } from './repair.ts';
import { LogContents, type SnapshotPosition } from './replay/log-contents.ts';
import { type LogEnd, replaySegments } from './replay/segment-replay.ts';
import { lockLog } from './segment/log-lock.ts';
import { listSegments, parentOf, segmentsFrom } from './segment/segment-list.ts';
import type { WalRepair } from './wal.ts';
import { corrupt } from './wal-error.ts';

/** A log that is locked and ready to be appended to. */
export interface OpenedLog {
  readonly metadata: Uint8Array;
  /** Closing it lets others in. */
  readonly lock: DiskFile;
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

/** Locks a log, reads it from a snapshot on, and makes its end ready to be written. */
export async function openLog(
  disk: Disk,
  directory: string,
  from: SnapshotPosition,
  segmentBytes: number,
): Promise<ReadLog> {
  // Before the lock, which would otherwise be made where there is no log.
  segmentsFrom(directory, await listSegments(disk, directory), from.index);
  const opened = [await lockLog(disk, directory)];
  try {
    const [lock] = opened;
    const segments = segmentsFrom(directory, await listSegments(disk, directory), from.index);
    const contents = new LogContents(directory, from);
    const end = await replaySegments(disk, segments, (reader) => contents.visit(reader));
    contents.checkSnapshotFound();
    const { metadata, hardState, entries, lastIndex } = contents;
    if (lock === undefined) throw new Error('a log that was read is locked');
    if (metadata === undefined) throw corrupt(end.segment.path, 0, 'it does not say whose log it is');
    const tail = await disk.open(end.segment.path, 'read-write');
    opened.push(tail);
    const repaired = end.torn ? await keepBroken(disk, end) : undefined;
    await settleTail(tail, end, segmentBytes);
    await disk.syncDirectory(directory);
    await disk.syncDirectory(parentOf(directory));
    const { offset, crc } = end;
    const position = { sequence: end.segment.sequence, offset, crc, lastIndex, hardState };
    return { log: { metadata, lock, tail, position }, hardState, entries, repaired };
  } catch (error) {
    for (const file of opened) await file.close();
    throw error;
  }
}

/** Bytes rewritten at once. */
const chunkBytes = 1024 * 1024;

/**
 * Makes what was read, and nothing else, certain to be on disk before the member relies on it.
 *
 * When a sync fails, the system forgets which pages did not reach the disk and goes on to show them. A member that stopped for
 * it, as it has to, and was started again would take such pages for stored. Only the last segment can hold any, so its records
 * are written once more. Beyond them everything is made zero: leftovers of a torn write could otherwise turn up behind
 * records that were written since, and look like damage.
 */
async function settleTail(tail: DiskFile, end: LogEnd, segmentBytes: number): Promise<void> {
  await tail.truncate(end.offset);
  const chunk = new Uint8Array(Math.min(chunkBytes, end.offset));
  for (let at = 0; at < end.offset; at += chunk.length) {
    const part = chunk.subarray(0, end.offset - at);
    await tail.read(part, at);
    await tail.write(part, at);
  }
  await tail.truncate(Math.max(segmentBytes, end.offset));
  await tail.sync();
}
