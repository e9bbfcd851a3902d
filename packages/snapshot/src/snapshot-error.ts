export type SnapshotErrorCode =
  /** the file has no sha256 at its end, and the check was not skipped */
  | 'no-hash'
  /** the sha256 at the end is not that of the content */
  | 'hash-mismatch'
  /** the database in the file is damaged; the message says where */
  | 'corrupt'
  /** the stream ended before the snapshot did, or did not hold one */
  | 'incomplete'
  /** the directory to be made is there already */
  | 'not-empty'
  /** the initial cluster, or the options together, make no sense; the text is etcdutl's */
  | 'invalid-option';

/** Everything this package throws, besides what the disk, the log and the database reject with. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';
  readonly code: SnapshotErrorCode;

  constructor(code: SnapshotErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
