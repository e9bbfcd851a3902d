import { spawn } from 'node:child_process';
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { DiskError } from '@quorate/ports';
import { toDiskError } from './disk-error.ts';

/** What keeps a lock; undefined means that closing the file ends it. */
export type LockRelease = (() => void) | undefined;

/** Exit status of flock(1) when somebody else holds the lock. */
const conflictStatus = 1;

/**
 * Locks an open file against every other handle. Node has no call for it, so flock(1) of util-linux is run with the file
 * inherited as descriptor 3. The lock belongs to the open file description, which the two processes share: it outlives the
 * child, ends when we close the file, or when the system ends us, and keeps out etcd and bbolt, whose database lock is the
 * same. A flock(1) that knows `--fcntl` (2.41 or newer) also takes the other kind of Linux lock, which etcd uses for
 * segments of the log. Without the program a lock file with our process id stands in.
 */
export async function lockFile(descriptor: number, path: string): Promise<LockRelease> {
  const status = await runFlock(descriptor, path, []);
  if (status === 'missing') return lockByProcessId(path);
  if (status === conflictStatus) throw lockedError(path);
  if (status !== 0) throw new DiskError('io', path, `cannot lock ${path}: flock ended with status ${status}`);
  if ((await runFlock(descriptor, path, ['--fcntl'])) === conflictStatus) throw lockedError(path);
  return undefined;
}

function runFlock(descriptor: number, path: string, options: readonly string[]): Promise<number | 'missing'> {
  return new Promise((resolve, reject) => {
    const child = spawn('flock', [...options, '-n', '-x', '3'], { stdio: ['ignore', 'ignore', 'ignore', descriptor] });
    child.once('error', (error) => {
      if ('code' in error && error.code === 'ENOENT') resolve('missing');
      else reject(toDiskError(error, 'run flock on', path));
    });
    child.once('exit', (status, signal) => resolve(signal === null && status !== null ? status : 128));
  });
}

/**
 * Locks by a file `<path>.lock` that holds our process id; one left by a process that is gone is taken over. Weaker than a
 * lock of the system: a process id that was given to another program keeps it locked until the file is removed by hand.
 */
export function lockByProcessId(path: string): LockRelease {
  const lockPath = `${path}.lock`;
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      writeFileSync(lockPath, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      return () => unlinkSync(lockPath);
    } catch (cause) {
      const error = toDiskError(cause, 'create', lockPath);
      if (error.code !== 'exists') throw error;
    }
    if (ownerLives(lockPath)) break;
    unlinkSync(lockPath);
  }
  throw lockedError(path);
}

function ownerLives(lockPath: string): boolean {
  const owner = Number.parseInt(readFileSync(lockPath, 'utf8'), 10);
  if (!Number.isSafeInteger(owner) || owner < 1) return false;
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function lockedError(path: string): DiskError {
  return new DiskError('locked', path, `${path} is locked by another process`);
}
