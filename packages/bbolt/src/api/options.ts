import type { Clock, Disk, Failpoints } from '@quorate/ports';
import type { DatabaseError } from '../database-error.ts';

export interface DatabaseOptions {
  readonly disk: Disk;
  /** The file; created with four pages when it is missing (its directory must be there). */
  readonly path: string;
  /** Bytes a page for a new file: a power of two from 1,024 to 65,536; 4,096 unless given. An existing file keeps its own. */
  readonly pageSize?: number;
  /**
   * Bound of the page cache in bytes, 256 MiB unless given. Pages that are not written yet are kept beyond it, as are views that
   * a caller still holds.
   */
  readonly cacheBytes?: number;
  /** Hears of every damaged page that is met after the opening; whoever read it gets the same error. */
  readonly onDamage?: (error: DatabaseError) => void;
  /** Never syncs: for tests and for files that are thrown away after a crash. */
  readonly noSync?: boolean;
  /** Opens an existing file only to be read; `beginWrite` throws `read-only`. */
  readonly readOnly?: boolean;
  /** For fault tests: the points of commits (`beforeCommit`, `afterCommit`) and of defragmentation. */
  readonly failpoints?: Failpoints;
}

export interface MemoryDatabaseOptions {
  readonly pageSize?: number;
}

export interface DefragmentOptions {
  /** Time for the slices, and turns to yield to. */
  readonly clock: Clock;
  /**
   * The file built beside the database, in the same directory; replaced when it is there (etcd's name: `db.tmp.*`). A crash can
   * leave it behind: remove it before the database is opened.
   */
  readonly tempPath: string;
  /** Longest time the event loop is held in one go, in milliseconds; 10 unless given. */
  readonly sliceMsMax?: number;
  /** Called now and then with the bytes copied so far and an estimate of the total. Throwing from it stops the work. */
  readonly onProgress?: (copiedBytes: number, totalBytes: number) => void;
}

export interface DefragmentResult {
  readonly sizeBytesBefore: number;
  readonly sizeBytesAfter: number;
}

export interface CheckOptions {
  /** Time for the slices; without it the check runs through without yielding. */
  readonly clock?: Clock;
  /** Longest time the event loop is held in one go, in milliseconds; 10 unless given. */
  readonly sliceMsMax?: number;
}

/** What opening the file found out. */
export interface OpenReport {
  /** The file was created, or its interrupted creation was completed. */
  readonly created: boolean;
  /**
   * One of the two meta pages was damaged and the other was used: a commit that was torn by a crash, or, when there was none, the
   * loss of the last commit. Undefined when both were whole.
   */
  readonly damagedMeta?: string;
  /** The file had its list of free pages written; from the first commit on it is not written any more. */
  readonly freelistWasSynced: boolean;
}
