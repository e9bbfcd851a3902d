import { type Disk, DiskError } from '@quorate/ports';
import { parentOf } from '../database/files.ts';
import { clusterIdFromMemberIds } from '../identity/member-id.ts';
import { SnapshotError } from '../snapshot-error.ts';
import { restoreDatabase } from './restore-database.ts';
import { restoreLog } from './restore-log.ts';
import { planRestore, type RestoreOptions, type RestorePlan } from './restore-options.ts';

/** What was made. */
export interface RestoredMember {
  readonly dataDirectory: string;
  readonly walDirectory: string;
  readonly snapDirectory: string;
  readonly memberId: bigint;
  readonly clusterId: bigint;
}

/**
 * Makes the data directory of a member of a new cluster from a snapshot, as `etcdutl snapshot restore` does: every member of the
 * new cluster is restored from the same file with the same initial cluster and its own name. Keys, leases, users and alarms
 * are those of the snapshot; members are those of the initial cluster.
 *
 * Rejects with `invalid-option` or `not-empty` before anything is written, with `no-hash`, `hash-mismatch` or what database and disk
 * reject with; the directories made until then are removed.
 */
export async function restoreSnapshot(options: RestoreOptions): Promise<RestoredMember> {
  const plan = planRestore(options);
  const { disk, dataDirectory, walDirectory, snapDirectory, local, members } = plan;
  await checkFree(plan);
  const hadDirectory = (await disk.kind(dataDirectory)) !== undefined;
  try {
    await makeDirectoryDurably(disk, snapDirectory);
    await makeDirectoryDurably(disk, parentOf(walDirectory));
    await restoreDatabase(plan, `${snapDirectory}/db`);
    await restoreLog(plan);
  } catch (error) {
    await disk.removeTree(walDirectory).catch(() => {});
    await disk.removeTree(hadDirectory ? `${dataDirectory}/member` : dataDirectory).catch(() => {});
    throw error;
  }
  const clusterId = clusterIdFromMemberIds(members.map(({ id }) => id));
  return { dataDirectory, walDirectory, snapDirectory, memberId: local.id, clusterId };
}

async function checkFree({ disk, dataDirectory, walDirectory }: RestorePlan): Promise<void> {
  if (!(await isMissingOrEmpty(disk, dataDirectory))) {
    throw new SnapshotError('not-empty', `data-dir "${dataDirectory}" not empty or could not be read`);
  }
  if ((await disk.kind(walDirectory)) !== undefined) {
    throw new SnapshotError('not-empty', `wal-dir "${walDirectory}" exists`);
  }
}

async function isMissingOrEmpty(disk: Disk, path: string): Promise<boolean> {
  const kind = await disk.kind(path);
  if (kind === undefined) return true;
  try {
    return (await disk.list(path)).length === 0;
  } catch (error) {
    if (error instanceof DiskError) return false;
    throw error;
  }
}

/** Makes a directory and those above it, each of them durable in the one that holds it. */
async function makeDirectoryDurably(disk: Disk, path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; (await disk.kind(at)) === undefined; at = parentOf(at)) missing.push(at);
  await disk.makeDirectory(path);
  for (const made of missing.reverse()) await disk.syncDirectory(parentOf(made));
}
