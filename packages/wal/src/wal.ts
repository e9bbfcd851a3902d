import type { Clock, Disk, DiskFile, Failpoints } from '@quorate/ports';
import type { Entry, HardState, WalSnapshot } from '@quorate/protocol';
import { Encoder } from './append/encoder.ts';
import { Flusher, type FlushReport } from './append/flusher.ts';
import { createLog } from './create-log.ts';
import { type OpenedLog, openLog } from './open-log.ts';
import { purgeSegments } from './purge.ts';
import type { SnapshotPosition } from './replay/log-contents.ts';
import { SegmentFiles } from './segment/segment-files.ts';
import { WalError } from './wal-error.ts';

/** Bytes after which a segment is cut: etcd's `SegmentSizeBytes`. */
export const defaultSegmentBytes = 64_000_000;

/** Raft's own limits on what is not committed lie far below: what waits beyond this is a disk that has stopped. */
const defaultPendingBytesMax = 1024 * 1024 * 1024;

/** What `Wal.create` and `Wal.open` have in common. */
export interface WalOptions {
  readonly disk: Disk;
  /** The log's own directory; etcd's is `<data-dir>/member/wal`. The directory above must exist and be durable. */
  readonly directory: string;
  /** Bytes after which a segment is cut; 64,000,000 as in etcd unless given. */
  readonly segmentBytes?: number;
  /** Bytes that may wait to be written; an append beyond that rejects with `overloaded`. 1 GiB unless given. */
  readonly pendingBytesMax?: number;
  /** Measures durations for `onFlush`. */
  readonly clock?: Clock;
  /** Called after every write, for metrics and warnings. */
  readonly onFlush?: (report: FlushReport) => void;
  /** For fault tests: `walBeforeSync` and `walAfterSync`. */
  readonly failpoints?: Failpoints;
}

export interface CreateWalOptions extends WalOptions {
  /** Bytes that every segment carries: etcd's is a `Metadata` message of member and cluster id. */
  readonly metadata: Uint8Array;
}

export interface OpenWalOptions extends WalOptions {
  /** The snapshot to begin after; index 0 and term 0 for the whole log. */
  readonly from: SnapshotPosition;
}

/** What a log held when it was opened. */
export interface OpenedWal {
  readonly wal: Wal;
  readonly metadata: Uint8Array;
  readonly hardState: HardState;
  /** The entries after the snapshot, without gaps. Their data are views on what was read. */
  readonly entries: Entry[];
  /** Set when the log ended in a torn write, which was cut off; a copy of the segment as it was is kept beside it. */
  readonly repaired: WalRepair | undefined;
}

/** A torn write that was cut off. Nothing that was acknowledged is in it. */
export interface WalRepair {
  /** The segment that was cut. */
  readonly path: string;
  /** Its length since, in bytes. */
  readonly offset: number;
  /** The copy of the segment as it was found. */
  readonly brokenPath: string;
}

/**
 * The log of one member, in etcd's format. One process has it open at a time. Appends are encoded at once and written in order, in
 * batches: all that is appended while a write and its sync are under way becomes the next write and sync.
 */
export class Wal {
  readonly #options: WalOptions;
  readonly #encoder: Encoder;
  readonly #files: SegmentFiles;
  readonly #flusher: Flusher;
  readonly #lock: DiskFile;
  #releasedIndex = 0;
  #closed = false;

  private constructor(options: WalOptions, log: OpenedLog) {
    const segmentBytes = options.segmentBytes ?? defaultSegmentBytes;
    this.#options = options;
    this.#encoder = new Encoder(log.metadata, segmentBytes, log.position);
    const place = { disk: options.disk, directory: options.directory, segmentBytes };
    this.#files = new SegmentFiles(place, log.tail, log.position.offset);
    this.#lock = log.lock;
    const { clock, onFlush: report, failpoints } = options;
    this.#flusher = new Flusher(this.#encoder, this.#files, { clock, report, failpoints }, (cause) =>
      this.#failedError(cause),
    );
  }

  /**
   * Makes a new log with one segment, which holds the metadata and a record of the empty snapshot at index 0. It is prepared in
   * `<directory>.tmp`, so that a crash leaves a whole log or none. Rejects with `exists` when there is one.
   */
  static async create(options: CreateWalOptions): Promise<Wal> {
    const { disk, directory, metadata, segmentBytes = defaultSegmentBytes } = options;
    return new Wal(options, await createLog(disk, directory, metadata, segmentBytes));
  }

  /**
   * Opens a log to be read from a snapshot on and appended to, and locks it. A torn write at its end is cut off. Rejects with
   * `not-found`, `locked`, `snapshot-not-found`, `snapshot-mismatch`, or `corrupt` for any other damage, in which case
   * nothing was changed.
   */
  static async open(options: OpenWalOptions): Promise<OpenedWal> {
    const { disk, directory, from, segmentBytes = defaultSegmentBytes } = options;
    const { log, hardState, entries, repaired } = await openLog(disk, directory, from, segmentBytes);
    return { wal: new Wal(options, log), metadata: log.metadata, hardState, entries, repaired };
  }

  /**
   * Appends entries and then the hard state, if one is given. Both are encoded before the call returns, so their bytes may be
   * reused. Resolves when they are written and, where etcd's rule asks for it (there are entries, or term or vote changed),
   * synced. An entry at an index that exists replaces it and all after it.
   */
  append(hardState: HardState | undefined, entries: readonly Entry[]): Promise<void> {
    const refused = this.#refusal();
    if (refused !== undefined) return Promise.reject(refused);
    if (hardState === undefined && entries.length === 0) return Promise.resolve();
    return this.#start(() => this.#encoder.append(hardState, entries));
  }

  /** Records that a snapshot is on disk, which must be so already; resolves when the record is synced. */
  saveSnapshot(snapshot: WalSnapshot): Promise<void> {
    const refused = this.#refusal();
    if (refused !== undefined) return Promise.reject(refused);
    return this.#start(() => this.#encoder.appendSnapshot(snapshot));
  }

  /** Says that a snapshot stands for everything up to `index`, so that `purge` may remove segments that hold nothing after it. */
  releaseTo(index: number): void {
    this.#releasedIndex = Math.max(this.#releasedIndex, index);
  }

  /** Removes the oldest released segments as long as there are more than `keep` segments; resolves their paths. */
  purge(keep: number): Promise<string[]> {
    return purgeSegments(this.#options.disk, this.#options.directory, keep, this.#releasedIndex);
  }

  /** Bytes that wait to be written. */
  get pendingBytes(): number {
    return this.#encoder.pendingBytes;
  }

  /** Why the log takes nothing any more; undefined while all is well. */
  get failure(): Error | undefined {
    return this.#flusher.failure;
  }

  /** Writes and syncs what was appended, unlocks and closes. Does not reject: a failure has been told to who appended. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#flusher.finish();
    await this.#files.close();
    await this.#lock.close().catch(() => {});
  }

  #start(encode: () => Promise<void>): Promise<void> {
    try {
      const done = encode();
      this.#flusher.start();
      return done;
    } catch (cause) {
      // Half of what was to be appended may be encoded, which must not be written as if it were all.
      return Promise.reject(this.#flusher.fail(cause));
    }
  }

  #refusal(): Error | undefined {
    const { directory, pendingBytesMax = defaultPendingBytesMax } = this.#options;
    if (this.#flusher.failure !== undefined) return this.#flusher.failure;
    if (this.#closed) return new WalError('closed', directory, `the log in ${directory} was closed`);
    if (this.#encoder.pendingBytes <= pendingBytesMax) return undefined;
    const message = `more than ${pendingBytesMax} bytes wait to be written to the log in ${directory}`;
    return new WalError('overloaded', directory, message);
  }

  #failedError(cause: unknown): WalError {
    const { directory } = this.#options;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `the log in ${directory} cannot be trusted any more: ${reason}; stop the member, look after the disk and start it again`;
    return new WalError('failed', directory, message, { cause });
  }
}
