import { setTimeout as wait } from 'node:timers/promises';
import { Database } from '@quorate/bbolt';
import { type CommandContext, CtlError, exitCode } from '@quorate/ctl/extend';
import { NodeDisk } from '@quorate/node-ports';

/** A locked file is tried again so often. */
const retryMs = 100;

/** The database of a data directory. */
export function databasePath(dataDirectory: string): string {
  return `${dataDirectory}/member/snap/db`;
}

/**
 * Opens a database that no member uses, waiting for it as long as `--timeout` says.
 *
 * @throws {CtlError} when it is not there, or still in use when the time is over
 */
export async function openDatabase({ flags }: CommandContext, path: string): Promise<Database> {
  const disk = new NodeDisk();
  if ((await disk.kind(path)) === undefined) {
    throw new CtlError(exitCode.error, `open ${path}: no such file or directory`);
  }
  const timeoutMs = flags.has('timeout') ? flags.milliseconds('timeout') : 0;
  const endMs = timeoutMs === 0 ? Number.POSITIVE_INFINITY : performance.now() + timeoutMs;
  for (;;) {
    try {
      return await Database.open({ disk, path });
    } catch (error) {
      if (!isLocked(error) || performance.now() >= endMs) throw error;
      await wait(retryMs);
    }
  }
}

function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'locked';
}
