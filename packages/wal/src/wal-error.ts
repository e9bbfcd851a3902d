export type WalErrorCode =
  /** there is a log in the directory already */
  | 'exists'
  /** no log in the directory, or none that reaches back to the index asked for */
  | 'not-found'
  /** damage that no crash leaves behind: the message names file and offset; nothing was changed */
  | 'corrupt'
  /** no snapshot record at the index asked for */
  | 'snapshot-not-found'
  /** the snapshot record at that index has another term */
  | 'snapshot-mismatch'
  /** another process has the log open */
  | 'locked'
  /** a write or sync failed: nothing after it can be trusted to be on disk, the member has to stop */
  | 'failed'
  /** more is waiting to be written than `pendingBytesMax` */
  | 'overloaded'
  | 'closed';

/** Everything this package throws, besides what the disk rejects with while a log is created or opened. */
export class WalError extends Error {
  override readonly name = 'WalError';
  readonly code: WalErrorCode;
  /** The file or directory it is about. */
  readonly path: string;
  /** Where in the file, in bytes; of `corrupt` only. */
  readonly offset: number | undefined;

  constructor(code: WalErrorCode, path: string, message: string, options: ErrorOptions & { offset?: number } = {}) {
    super(message, options);
    this.code = code;
    this.path = path;
    this.offset = options.offset;
  }
}

/** What can be done about a log that is damaged, or has lost something. */
export const wayOut = 'restore the member from a snapshot, or remove it from the cluster and add it anew';

/** Damage at a place in a segment. */
export function corrupt(path: string, offset: number, what: string, cause?: unknown): WalError {
  const options = cause === undefined ? { offset } : { offset, cause };
  return new WalError('corrupt', path, `the log is damaged in ${path} at byte ${offset}: ${what}; ${wayOut}`, options);
}
