import type { Disk } from '@quorate/ports';
import type { ConfState, Entry, HardState } from '@quorate/protocol';
import { MemoryStorage } from '@quorate/raft';
import { findReceivedDatabase, purgeReceivedDatabases } from '@quorate/snapshot';
import { hasWal } from '@quorate/wal';
import { waysOut } from '../lost-data.ts';
import { FatalMemberError } from '../member-error.ts';
import type { MemberOptions } from '../member-options.ts';
import { MemberState, type StateDelegate } from '../state/member-state.ts';
import { type BootedLog, createBootLog, type LogPlace, openBootLog } from './boot-log.ts';
import { bootstrapLog } from './bootstrap-entries.ts';
import { type DataLayout, dataLayout } from './data-layout.ts';
import { forceNewCluster } from './force-new-cluster.ts';
import { knownConfiguration } from './known-configuration.ts';

/** A member's files, open and in agreement with each other. */
export interface BootedMember {
  readonly layout: DataLayout;
  readonly log: BootedLog;
  readonly state: MemberState;
  /** The log in memory, as raft begins with it. */
  readonly storage: MemoryStorage;
  /** Whether the member had run before. */
  readonly isRestart: boolean;
}

/** Opens or creates the files of a member. Rejects with a FatalMemberError or the error of the file that cannot be trusted. */
export async function bootMember(options: MemberOptions, delegate: StateDelegate): Promise<BootedMember> {
  const { disk } = options;
  const layout = dataLayout(options.dataDirectory, options.walDirectory);
  await makeDurableDirectory(disk, layout.snapDirectory);
  await makeDurableDirectory(disk, parentOf(layout.walDirectory));
  await removeLeftovers(options, layout);
  const isRestart = await hasWal(disk, layout.walDirectory);
  const log = isRestart ? await openLog(options, layout) : await createLog(options, layout);
  try {
    await placeReceivedDatabase(options, layout, log.snapshot.index);
    if (log.snapshot.index > 0) await requireDatabase(options.disk, layout);
    const state = await MemberState.open(layout.databasePath, options, delegate);
    try {
      const storage = await agree(options, layout, log, state, isRestart);
      return { layout, log, state, storage, isRestart };
    } catch (error) {
      await state.close();
      throw error;
    }
  } catch (error) {
    await log.wal.close();
    throw error;
  }
}

/** Makes a directory whose name, and those of the directories made above it, a power cut cannot take away again. */
async function makeDurableDirectory(disk: Disk, path: string): Promise<void> {
  const missing: string[] = [];
  for (let at = path; at !== parentOf(at) && (await disk.kind(at)) === undefined; at = parentOf(at)) missing.push(at);
  await disk.makeDirectory(path);
  for (const made of missing.reverse()) await disk.syncDirectory(parentOf(made));
}

function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}

function logPlace(options: MemberOptions, layout: DataLayout): LogPlace {
  const { observer } = options;
  return {
    disk: options.disk,
    directory: layout.walDirectory,
    clock: options.clock,
    ...(options.failpoints ? { failpoints: options.failpoints } : {}),
    ...(options.walSegmentBytes ? { segmentBytes: options.walSegmentBytes } : {}),
    onFlush: ({ writeMs, syncMs, bytes }) => {
      if (syncMs !== undefined && syncMs > 1000) {
        options.logger.warn('slow fdatasync', { took: `${syncMs / 1000}s`, 'expected-duration': '1s' });
      }
      const syncSeconds = syncMs === undefined ? undefined : syncMs / 1000;
      observer?.logFlushed?.({ writeSeconds: writeMs / 1000, syncSeconds, bytes });
    },
  };
}

function firstEntries(options: MemberOptions) {
  const { state, members } = options.bootstrap;
  return state === 'new' ? bootstrapLog(members) : undefined;
}

async function createLog(options: MemberOptions, layout: DataLayout): Promise<BootedLog> {
  const { memberId, clusterId } = options.bootstrap;
  return createBootLog(logPlace(options, layout), memberId, clusterId, firstEntries(options));
}

async function openLog(options: MemberOptions, layout: DataLayout): Promise<BootedLog> {
  const log = await openBootLog(logPlace(options, layout), firstEntries(options));
  if (log.repaired) {
    options.logger.warn('repaired a torn end of the log, as a crash leaves it', {
      path: log.repaired.path,
      offset: log.repaired.offset,
      'kept-copy': log.repaired.brokenPath,
    });
  }
  return log;
}

/** A crash may leave half-written files of a defragmentation or a transfer behind. */
async function removeLeftovers(options: MemberOptions, layout: DataLayout): Promise<void> {
  for (const name of await options.disk.list(layout.snapDirectory)) {
    if (name.startsWith('db.tmp') || name.startsWith('tmp'))
      await options.disk.remove(`${layout.snapDirectory}/${name}`);
  }
}

/** Finishes the installation of a leader's snapshot that a crash cut short: it is on record, but its database is not in place. */
async function placeReceivedDatabase(options: MemberOptions, layout: DataLayout, index: number): Promise<void> {
  const { disk, logger } = options;
  const received = index > 0 ? await findReceivedDatabase(disk, layout.snapDirectory, index) : undefined;
  if (received) {
    await disk.rename(received, layout.databasePath);
    await disk.syncDirectory(layout.snapDirectory);
    logger.info('Recovering from snapshot backend', { 'snapshot-index': index });
  }
  await purgeReceivedDatabases(disk, layout.snapDirectory, Number.MAX_SAFE_INTEGER);
}

/** A log that was cut short relies on its database: a new one must not be made in the place of one that is gone. */
async function requireDatabase(disk: Disk, layout: DataLayout): Promise<void> {
  const path = layout.databasePath;
  if ((await disk.kind(path)) === 'file') {
    const file = await disk.open(path, 'read');
    const sizeBytes = await file.size();
    await file.close();
    if (sizeBytes > 0) return;
  }
  throw new FatalMemberError(
    `${path} is missing or empty, and the log in ${layout.walDirectory} does not reach back to the beginning: put the file back; ` +
      waysOut,
  );
}

/** Makes sure that log and database belong together, and gives raft its beginning. */
async function agree(
  options: MemberOptions,
  layout: DataLayout,
  log: BootedLog,
  state: MemberState,
  isRestart: boolean,
): Promise<MemoryStorage> {
  const { consistentIndex } = state;
  const lastIndex = log.snapshot.index + log.entries.length;
  if (!isRestart && consistentIndex.index > 0) {
    throw new FatalMemberError(
      `${layout.databasePath} holds data, but there is no log in ${layout.walDirectory}: put the log back, or restore the ` +
        'database into a new data directory with `quoratectl snapshot restore`',
    );
  }
  if (consistentIndex.index < log.snapshot.index) {
    throw new FatalMemberError(
      `${layout.databasePath} stands at entry ${consistentIndex.index}, but the log begins after ${log.snapshot.index}: the ` +
        `entries between are lost; ${waysOut}`,
    );
  }
  if (consistentIndex.index > lastIndex) {
    throw new FatalMemberError(
      `${layout.databasePath} stands at entry ${consistentIndex.index}, but the log in ${layout.walDirectory} ends at ` +
        `${lastIndex}: they do not belong together, or the log lost its end; ${waysOut}`,
    );
  }
  refuseAuthEnabled(layout, state);
  consistentIndex.confState = knownConfiguration(log, state);
  let { hardState, entries } = log;
  if (options.forceNewCluster && isRestart) ({ hardState, entries } = await forceNewCluster(log, state, options));
  return raftStorage(log, state, hardState, entries);
}

/** This version checks no permissions: serving a database that asks for them would open it to everybody. */
function refuseAuthEnabled(layout: DataLayout, state: MemberState): void {
  const enabled = state.backend.get('auth', new TextEncoder().encode('authEnabled'));
  if (enabled?.[0] !== 1) return;
  throw new FatalMemberError(
    `authentication is enabled in ${layout.databasePath}, which this version cannot enforce: disable it first (with the etcd that ` +
      'wrote it: "etcdctl auth disable"), or go on with that etcd; nothing was changed',
  );
}

function raftStorage(
  log: BootedLog,
  state: MemberState,
  hardState: HardState,
  entries: readonly Entry[],
): MemoryStorage {
  const { consistentIndex } = state;
  const storage = new MemoryStorage();
  const { index, term } = log.snapshot;
  if (index > 0) {
    storage.applySnapshot({ data: new Uint8Array(0), metadata: { index, term, confState: confStateOf(state) } });
  }
  storage.append(entries);
  // The commit index is not synced by itself, but what the database holds was committed.
  storage.setHardState({ ...hardState, commit: Math.max(hardState.commit, consistentIndex.index) });
  if (consistentIndex.index > index) {
    storage.createSnapshot(consistentIndex.index, confStateOf(state), new Uint8Array(0));
  }
  return storage;
}

function confStateOf(state: MemberState): ConfState {
  const { confState } = state.consistentIndex;
  if (!confState) {
    throw new FatalMemberError(
      'the database does not hold the configuration of the cluster: it was written by an etcd older than 3.5; start it once ' +
        'with etcd 3.5, stop that, and try again',
    );
  }
  return confState;
}
