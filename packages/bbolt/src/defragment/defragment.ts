import type { Disk, Failpoints } from '@quorate/ports';
import type { DefragmentOptions, DefragmentResult } from '../api/options.ts';
import { Slices } from '../slices.ts';
import { directoryOf } from '../storage/create-file.ts';
import type { Store } from '../storage/store.ts';
import type { Reader } from '../transaction/reader.ts';
import { CatchUp } from './catch-up.ts';
import { Target } from './target.ts';

/**
 * A commit of up to this many pages is carried over in the turn in which it is made; of a larger one the event loop would be
 * held too long, so it is carried over in slices, and the next one tried.
 */
const pagesAtOnceMax = 256;
/**
 * How often it tries to catch up. Writes that never let it are overtaken then: what is left is carried over in one turn at the
 * end of a commit, however long that holds the event loop, so that it comes to an end.
 */
const roundsMax = 20;

/** What the database lets a defragmentation do to it. */
export interface DefragmentHost {
  readonly disk: Disk | undefined;
  readonly failpoints: Failpoints | undefined;
  readonly path: string | undefined;
  readonly store: Store;
  /** Throws when the database was closed or failed. */
  requireUsable(): void;
  beginReader(): Reader;
  /** Whether a write transaction is open that has changes. */
  readonly isWriting: boolean;
  /** Calls back once, in the turn in which that write transaction ends, with the number of pages it wrote. */
  onWriterEnd(callback: (pagesWritten: number) => void): void;
  /** From here on everything that begins uses `store`; an open write transaction without changes as well. */
  switchTo(store: Store): void;
}

/**
 * Rewrites a database without its free pages. A copy of one moment is made in slices; then what was committed meanwhile is
 * carried over, again and again, until the copy has caught up at the end of a commit: from then on the copy is the database.
 * Commits to it are acknowledged only after it has taken the old file's place durably, so a crash finds the one or the other.
 */
export async function defragment(host: DefragmentHost, options: DefragmentOptions): Promise<DefragmentResult> {
  const { store, disk, path, failpoints } = host;
  const sizeBytesBefore = store.latest.highWater * store.pageSize;
  await failpoints?.hit('defragOpenFileError');
  const target =
    disk === undefined || path === undefined
      ? Target.inMemory(store.pageSize)
      : await Target.inFile(disk, options.tempPath, store.pageSize);
  let copiedPages = 0;
  const usedPages = store.latest.highWater - store.free.freeCount;
  const catchUp = new CatchUp(target, () => {
    host.requireUsable();
    copiedPages++;
    if (copiedPages % 1000 === 0) {
      options.onProgress?.(Math.min(copiedPages, usedPages) * store.pageSize, usedPages * store.pageSize);
    }
  });
  try {
    await failpoints?.hit('defragBeforeCopy');
    await failpoints?.hit('defragdbFail');
    await follow(host, catchUp, new Slices(options.clock, options.sliceMsMax));
  } catch (error) {
    catchUp.close();
    await target.discard(disk, options.tempPath).catch(() => undefined);
    throw error;
  }
  const { latest } = target.store;
  await takePlace(host, target, options.tempPath);
  return { sizeBytesBefore, sizeBytesAfter: latest.highWater * latest.pageSize };
}

/** Ends in the turn in which the switch was made. */
async function follow(host: DefragmentHost, catchUp: CatchUp, slices: Slices): Promise<void> {
  for (let round = 0; ; round++) {
    host.requireUsable();
    const isLast = round >= roundsMax;
    if (catchUp.transactionId !== host.store.latest.transactionId && !isLast) {
      await catchUp.follow(host.beginReader(), slices);
    } else if (!host.isWriting) {
      catchUpAndSwitch(host, catchUp);
      return;
    } else if (await switchAtNextCommit(host, catchUp, isLast ? Number.POSITIVE_INFINITY : pagesAtOnceMax)) {
      return;
    }
  }
}

/** Resolves true when the switch was made, false when the commit was too large to be carried over at once. */
function switchAtNextCommit(host: DefragmentHost, catchUp: CatchUp, pagesMax: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    host.onWriterEnd((pagesWritten) => {
      if (pagesWritten > pagesMax) {
        resolve(false);
        return;
      }
      try {
        host.requireUsable();
        catchUpAndSwitch(host, catchUp);
        resolve(true);
      } catch (error) {
        reject(error);
      }
    });
  });
}

function catchUpAndSwitch(host: DefragmentHost, catchUp: CatchUp): void {
  const { target } = catchUp;
  if (catchUp.transactionId !== host.store.latest.transactionId) {
    catchUp.followNow(host.beginReader());
  }
  if (target.store.commits.failure !== undefined) {
    throw target.store.commits.failure;
  }
  // From here on the target syncs: first this commit, and with it everything before it.
  target.store.closeGate();
  target.renumber(host.store.latest.transactionId);
  host.switchTo(target.store);
  catchUp.close();
}

/** Puts the new file in the place of the old one; commits to it wait for that. */
async function takePlace(host: DefragmentHost, { store }: Target, tempPath: string): Promise<void> {
  try {
    const { disk, path, failpoints } = host;
    await store.commits.flushed();
    await failpoints?.hit('defragBeforeRename');
    if (disk !== undefined && path !== undefined) {
      await disk.rename(tempPath, path);
      await disk.syncDirectory(directoryOf(path));
    }
    store.openGate();
  } catch (error) {
    store.openGate(error);
    throw store.commits.failure;
  }
}
