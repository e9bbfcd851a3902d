import type { Disk } from '@quorate/ports';
import { type Entry, HardState, WalSnapshot } from '@quorate/protocol';
import { RecordType } from './record/record-type.ts';
import { LogContents, type SnapshotPosition } from './replay/log-contents.ts';
import { replaySegments } from './replay/segment-replay.ts';
import { checkUnbroken, listSegments, segmentsFrom } from './segment/segment-list.ts';
import { WalError } from './wal-error.ts';

/** What a log holds, read without locking or changing it. */
export interface WalListing {
  readonly metadata: Uint8Array;
  readonly hardState: HardState;
  /** The entries after `from`, without gaps. Their data are views on what was read. */
  readonly entries: Entry[];
  /** Every snapshot record that was read, in the order written. */
  readonly snapshots: WalSnapshot[];
  /** Where the log ends, and whether a torn write follows. */
  readonly end: { readonly path: string; readonly offset: number; readonly torn: boolean };
}

export interface ReadWalOptions {
  readonly disk: Disk;
  readonly directory: string;
  /** The snapshot to begin after; index 0 and term 0 for the whole log. */
  readonly from: SnapshotPosition;
}

/** Reads a log for a tool, also while a member has it open. Rejects as `Wal.open` does, `locked` excepted. */
export async function readWal({ disk, directory, from }: ReadWalOptions): Promise<WalListing> {
  const segments = segmentsFrom(directory, await listSegments(disk, directory), from.index);
  const contents = new LogContents(directory, from);
  const { segment, offset, torn } = await replaySegments(disk, segments, (reader) => contents.visit(reader));
  contents.checkSnapshotFound();
  const { metadata, hardState, entries, snapshots } = contents;
  if (metadata === undefined) throw new Error('a log that was read has metadata');
  return { metadata, hardState, entries, snapshots, end: { path: segment.path, offset, torn } };
}

/**
 * The snapshot records a member may start from, oldest first: those at or below the last commit index that the log knows.
 * Checks the whole log that is there. Rejects with `not-found` when there is none, `corrupt` when it is damaged.
 */
export async function validSnapshotRecords(disk: Disk, directory: string): Promise<WalSnapshot[]> {
  const segments = await listSegments(disk, directory);
  if (segments.length === 0) throw new WalError('not-found', directory, `there is no log in ${directory}`);
  checkUnbroken(directory, segments);
  const snapshots: WalSnapshot[] = [];
  let commit = 0;
  await replaySegments(disk, segments, ({ type, bytes, dataStart, dataEnd }) => {
    if (type === RecordType.Snapshot) snapshots.push(WalSnapshot.decode(bytes, dataStart, dataEnd));
    else if (type === RecordType.State) commit = HardState.decode(bytes, dataStart, dataEnd).commit;
  });
  return snapshots.filter(({ index }) => index <= commit);
}

/** Whether there is a log in the directory. */
export async function hasWal(disk: Disk, directory: string): Promise<boolean> {
  return (await listSegments(disk, directory)).length > 0;
}
