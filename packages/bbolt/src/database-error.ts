export type DatabaseErrorCode =
  /** the file is not a bbolt database, or of another version */
  | 'not-a-database'
  /** the file is damaged: the message says which page and how */
  | 'corrupt'
  /** another process, or another handle, has it open */
  | 'locked'
  /** the database was closed, or is being closed */
  | 'closed'
  /** a write or sync failed earlier: nothing can be trusted to be durable, reopen the file */
  | 'write-failed'
  | 'read-only'
  | 'transaction-closed'
  /** there is an open write transaction already */
  | 'write-in-progress'
  /** too many commits are not durable yet */
  | 'commit-queue-full'
  | 'cursor-unpositioned'
  | 'key-required'
  | 'key-too-large'
  | 'value-too-large'
  /** a nested bucket where a key was meant, or the other way round */
  | 'incompatible-value'
  | 'invalid-option'
  | 'defragment-in-progress';

/** Everything this package throws, besides failed assertions and what a disk rejects with when opening. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly code: DatabaseErrorCode;

  constructor(code: DatabaseErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** A damaged file, with what is wrong in it and the way out. */
export function damagedFile(path: string | undefined, problem: string, options?: ErrorOptions): DatabaseError {
  return new DatabaseError(
    'corrupt',
    `${path}: ${problem}; restore the file from a snapshot, or remove the member from the cluster and add it again`,
    options,
  );
}
