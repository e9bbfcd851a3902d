import type { Clock, Disk, Failpoints } from '@quorate/ports';
import { type ConfState, type Entry, type HardState, WalMetadata, type WalSnapshot } from '@quorate/protocol';
import { type FlushReport, validSnapshotRecords, Wal, type WalRepair } from '@quorate/wal';
import { FatalMemberError } from '../member-error.ts';
import type { BootstrapLog } from './bootstrap-entries.ts';

/** The log as a member starts with it. */
export interface BootedLog {
  readonly wal: Wal;
  readonly memberId: bigint;
  readonly clusterId: bigint;
  /** The newest snapshot on record; index 0 when there is none. */
  readonly snapshot: { readonly index: number; readonly term: number; readonly confState: ConfState | undefined };
  readonly hardState: HardState;
  /** All entries after the snapshot. */
  readonly entries: Entry[];
  readonly repaired: WalRepair | undefined;
}

export interface LogPlace {
  readonly disk: Disk;
  readonly directory: string;
  readonly clock: Clock;
  readonly segmentBytes?: number;
  readonly onFlush?: (report: FlushReport) => void;
  readonly failpoints?: Failpoints;
}

/** Makes the log of a new member, with the cluster's first entries when it founds the cluster. */
export async function createBootLog(
  place: LogPlace,
  memberId: bigint,
  clusterId: bigint,
  first: BootstrapLog | undefined,
): Promise<BootedLog> {
  const metadata = WalMetadata.encode(WalMetadata.create({ nodeId: memberId, clusterId }));
  const wal = await Wal.create({ ...place, metadata });
  if (first) await wal.append(first.hardState, first.entries);
  return {
    wal,
    memberId,
    clusterId,
    snapshot: { index: 0, term: 0, confState: undefined },
    hardState: first?.hardState ?? { term: 0, vote: 0n, commit: 0 },
    entries: first?.entries ?? [],
    repaired: undefined,
  };
}

/**
 * Opens the log of a member that has run before. A founder that crashed before its first entries were written gets them
 * again from `first`.
 */
export async function openBootLog(place: LogPlace, first: BootstrapLog | undefined): Promise<BootedLog> {
  const records = await validSnapshotRecords(place.disk, place.directory);
  const snapshot = newestOf(records);
  const position = { index: snapshot?.index ?? 0, term: snapshot?.term ?? 0 };
  const opened = await Wal.open({ ...place, from: position });
  const { nodeId, clusterId } = WalMetadata.decode(opened.metadata);
  if (nodeId === 0n || clusterId === 0n) {
    await opened.wal.close();
    throw new FatalMemberError(
      `the log in ${place.directory} does not say whose it is; move the data directory away and add the member anew`,
    );
  }
  let { hardState, entries } = opened;
  // The hard state comes last in the first write: without it that write was torn.
  const unfinished = hardState.term === 0 && position.index === 0;
  if (unfinished && first) {
    await opened.wal.append(first.hardState, first.entries);
    ({ hardState, entries } = first);
  }
  return {
    wal: opened.wal,
    memberId: nodeId,
    clusterId,
    snapshot: { ...position, confState: snapshot?.confState },
    hardState,
    entries,
    repaired: opened.repaired,
  };
}

/**
 * Not always the last one: a snapshot of its own, begun before a leader's was taken in, may come to its record after that, and the entries
 * between the two are nowhere in the log.
 */
function newestOf(records: readonly WalSnapshot[]): WalSnapshot | undefined {
  return records.reduce<WalSnapshot | undefined>(
    (newest, record) => (newest === undefined || record.index >= newest.index ? record : newest),
    undefined,
  );
}
