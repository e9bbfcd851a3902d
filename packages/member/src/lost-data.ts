import type { DataLayout } from './boot/data-layout.ts';
import { FatalMemberError } from './member-error.ts';

/** What can be done about a database or a log that has lost something. */
export const waysOut =
  'if others have the data, remove this member and add it anew with an empty data directory; otherwise restore a snapshot, or the database ' +
  'itself, into a new data directory with `quoratectl snapshot restore` (`--skip-hash-check` for a database)';

/**
 * A broken invariant of raft in words for who runs the member. Raft itself does not know of files; that they were put back from an old copy,
 * or that a disk has lost what it had promised to keep, is what mostly breaks one.
 */
export function explained(error: unknown, { memberDirectory }: DataLayout): unknown {
  if (!(error instanceof Error && error.name === 'InvariantError')) return error;
  return new FatalMemberError(
    `raft cannot go on (${error.message}): the files in ${memberDirectory} may not be what this member had last, such as an old copy, or those of a disk that ` +
      `lost something; ${waysOut}`,
    { cause: error },
  );
}
