import type { Failpoints, Logger } from '@quorate/ports';
import type { ConfState } from '@quorate/protocol';
import type { MemoryStorage } from '@quorate/raft';
import type { Wal } from '@quorate/wal';

export interface LogSnapshotsOptions {
  readonly storage: MemoryStorage;
  readonly wal: Wal;
  readonly logger: Logger;
  /** Entries between two snapshots. */
  readonly snapshotEntries: number;
  /** Entries kept behind a snapshot, so that a slow member need not be sent the whole database. */
  readonly catchUpEntries: number;
  /** Segments of the log to keep; 0 keeps all. */
  readonly walSegmentsMax: number;
  /** Removes `.snap` files that are not needed any more. */
  readonly purgeSnapFiles: () => Promise<void>;
  /** Makes the database durable up to the last applied entry, and says which that is. */
  readonly flushState: () => Promise<{ readonly index: number; readonly term: number }>;
  /** Writes the `.snap` file that etcd's own tools expect beside a snapshot record. */
  readonly writeSnapFile: (snapshot: { index: number; term: number; confState: ConfState }) => Promise<void>;
  /** The configuration after the last applied entry. */
  readonly confState: () => ConfState;
  /** Whether a database is on its way to a member: the entries behind it must stay until it has arrived. */
  readonly isSendingSnapshot: () => boolean;
  readonly failpoints: Failpoints | undefined;
}

/**
 * Keeps the log short: now and then records that the database stands for the log up to an index, forgets the entries
 * well before it and lets the segments go that hold only those.
 */
export class LogSnapshots {
  readonly #options: LogSnapshotsOptions;
  #snapshotIndex: number;
  #running: Promise<void> | undefined;

  /** `snapshotIndex`: of the snapshot that the member started from. */
  constructor(options: LogSnapshotsOptions, snapshotIndex: number) {
    this.#options = options;
    this.#snapshotIndex = snapshotIndex;
  }

  /** Of the last snapshot on record. */
  get snapshotIndex(): number {
    return this.#snapshotIndex;
  }

  /** Everything up to this entry is applied: makes a snapshot if it is time. Rejections go to `onFailure`. */
  applied(index: number, onFailure: (error: unknown) => void): void {
    if (this.#running || index - this.#snapshotIndex <= this.#options.snapshotEntries) return;
    this.#running = this.#make()
      .catch(onFailure)
      .finally(() => {
        this.#running = undefined;
      });
  }

  /** A snapshot of the leader was installed at this index. */
  installed(index: number): void {
    this.#snapshotIndex = Math.max(index, this.#snapshotIndex);
  }

  /** Resolves when no snapshot is being made. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #make(): Promise<void> {
    const { storage, wal, logger, flushState, confState: currentConfState, writeSnapFile } = this.#options;
    const confState = currentConfState();
    const { index, term } = await flushState();
    if (index <= this.#snapshotIndex) return;
    await writeSnapFile({ index, term, confState });
    await this.#options.failpoints?.hit('raftBeforeWALSaveSnaphot');
    await wal.saveSnapshot({ index, term, confState });
    // A leader's snapshot may have come in while this one was written.
    if (index <= this.#snapshotIndex) return;
    this.#snapshotIndex = index;
    if (index > storage.snapshot().metadata.index) storage.createSnapshot(index, confState, new Uint8Array(0));
    logger.info('saved snapshot to disk', { 'snapshot-index': index });
    await this.#compact(index);
  }

  async #compact(index: number): Promise<void> {
    const { storage, wal, logger, catchUpEntries, walSegmentsMax, isSendingSnapshot, purgeSnapFiles } = this.#options;
    await purgeSnapFiles();
    if (isSendingSnapshot()) return;
    const compactIndex = index - catchUpEntries;
    if (compactIndex >= storage.firstIndex()) {
      storage.compact(compactIndex);
      logger.info('compacted Raft logs', { 'compact-index': compactIndex });
    }
    wal.releaseTo(index);
    await this.#options.failpoints?.hit('raftAfterWALRelease');
    if (walSegmentsMax > 0) await wal.purge(walSegmentsMax);
  }
}
