import { type Disk, DiskError, type DiskFile } from '@quorate/ports';
import { WalError } from '../wal-error.ts';

/** etcd passes over names that end like this without a word. */
const lockName = 'lock.tmp';

/**
 * Keeps other processes out of a log until the file it resolves is closed. One lock for the whole life of the log, rather than etcd's
 * one for each segment: taking a lock means starting a program, which on Linux holds the event loop for 40 ms for each GB the
 * process has in memory. So it happens once, at the start, and never while a member is at work.
 */
export async function lockLog(disk: Disk, directory: string): Promise<DiskFile> {
  const file = await disk.open(`${directory}/${lockName}`, 'create');
  try {
    await file.lock();
    return file;
  } catch (error) {
    await file.close();
    if (error instanceof DiskError && error.code === 'locked') {
      const message = `another process has the log in ${directory} open: ${file.path} is locked`;
      throw new WalError('locked', directory, message, { cause: error });
    }
    throw error;
  }
}
