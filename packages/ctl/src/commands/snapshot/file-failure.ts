import { DiskError } from '@quorate/ports';
import { SnapshotError } from '@quorate/snapshot';
import { CtlError, exitCode } from '../../ctl-error.ts';
import { systemReason } from '../../text/system-reason.ts';

/** What to try next, by the codes of snapshots. */
const hints: Readonly<Record<string, string>> = {
  'no-hash': 'If the file is the `db` of a data directory and no snapshot, say --skip-hash-check.',
  'hash-mismatch': 'The file was damaged after it was saved: take another snapshot.',
  'not-empty': 'Choose a --data-dir that is not there yet.',
};

/** A failure with files, as the end of a command. */
export function fileFailure(error: unknown): unknown {
  if (error instanceof CtlError) return error;
  if (error instanceof SnapshotError) return new CtlError(exitCode.error, error.message, hints[error.code]);
  if (error instanceof DiskError) return new CtlError(exitCode.error, diskReason(error));
  // Errors of the log and the database are told as they are, not as a failure of the program.
  return error instanceof Error && 'code' in error ? new CtlError(exitCode.error, error.message) : error;
}

/** Which call on which file the system refused, and why: `open /x: no such file or directory`. */
export function diskReason({ path, message, cause }: DiskError): string {
  const isOfSystem = cause instanceof Error && 'syscall' in cause;
  return isOfSystem ? `${String(cause.syscall)} ${path}: ${systemReason(cause)}` : message;
}
