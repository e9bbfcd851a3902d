/** Why a disk operation failed, in terms that do not depend on the operating system. */
export type DiskErrorCode = 'not-found' | 'exists' | 'no-space' | 'read-only' | 'locked' | 'too-many-files' | 'io';

/** A failed disk operation. `code` is stable; the message names the operation and the path. */
export class DiskError extends Error {
  override readonly name = 'DiskError';
  readonly code: DiskErrorCode;
  readonly path: string;

  constructor(code: DiskErrorCode, path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.path = path;
  }
}

/**
 * An open file. Positions and sizes are bytes from the start of the file. What was written is durable only after the `sync`
 * that began after the write ended; until then a crash may keep it, lose it, or keep a part of it sector by sector.
 * Every method rejects (or throws) a `DiskError`.
 */
export interface DiskFile {
  readonly path: string;
  /** The file's size in bytes. */
  size(): Promise<number>;
  /** Reads up to `target.length` bytes at `position`; resolves the number read, less than asked only at the end of the file. */
  read(target: Uint8Array, position: number): Promise<number>;
  /** The same on the spot, for reads that the page cache of the system answers in microseconds. */
  readNow(target: Uint8Array, position: number): number;
  /** Writes all of `source` at `position`, extending the file if needed. */
  write(source: Uint8Array, position: number): Promise<void>;
  /** Writes all of `sources`, one after the other, from `position` on, in as few system calls as possible. */
  writeAll(sources: readonly Uint8Array[], position: number): Promise<void>;
  /** Sets the size; bytes added are zero. */
  truncate(size: number): Promise<void>;
  /** Makes the data written so far durable, with the file's size (fdatasync). */
  sync(): Promise<void>;
  /** Takes an exclusive advisory lock that ends with `close`; rejects with `locked` when another process or handle holds it. */
  lock(): Promise<void>;
  /** Closes the file. Unsynced data is not made durable by it. */
  close(): Promise<void>;
}

/** How `Disk.open` treats a file that is there, or is not. */
export type OpenMode =
  /** must exist, only read */
  | 'read'
  /** must exist, read and written */
  | 'read-write'
  /** created when it is missing */
  | 'create'
  /** must not exist yet */
  | 'create-new';

/**
 * Files and directories as a core is given them. Paths are absolute or relative to the process, with `/`. Directory entries
 * (creations, renames, removals) are durable only after `syncDirectory` on the directory that holds them.
 */
export interface Disk {
  open(path: string, mode: OpenMode): Promise<DiskFile>;
  /** Names (not paths) of the entries of a directory, sorted. Rejects with `not-found`. */
  list(path: string): Promise<string[]>;
  /** What stands at the path, or undefined when nothing does. */
  kind(path: string): Promise<'file' | 'directory' | undefined>;
  /** Creates a directory and those above it that are missing, with mode 0700; fine when it is there. */
  makeDirectory(path: string): Promise<void>;
  /** Renames a file or directory; replaces a file that stands at `to`. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file; rejects with `not-found` when it is missing. */
  remove(path: string): Promise<void>;
  /** Removes a directory with all that is in it; fine when it is missing. */
  removeTree(path: string): Promise<void>;
  syncDirectory(path: string): Promise<void>;
}
