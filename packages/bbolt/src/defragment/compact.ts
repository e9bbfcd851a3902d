import type { Clock, Disk } from '@quorate/ports';
import type { DefragmentResult } from '../api/options.ts';
import { Slices } from '../slices.ts';
import { directoryOf } from '../storage/create-file.ts';
import { openStore } from '../storage/open-store.ts';
import { Reader } from '../transaction/reader.ts';
import { CatchUp } from './catch-up.ts';
import { Target } from './target.ts';

export interface CompactOptions {
  readonly disk: Disk;
  readonly clock: Clock;
  /** The database to be copied; it must not be open anywhere, and is not changed. */
  readonly from: string;
  /** The copy; a file that is there is replaced. */
  readonly to: string;
  readonly onProgress?: (copiedBytes: number, totalBytes: number) => void;
}

/**
 * Copies a database that nobody uses into a file without free pages, as `bbolt compact` does. Resolves when the copy is durable.
 * Rejects with what `Database.open` rejects with; a copy that was begun is removed then.
 */
export async function compact(options: CompactOptions): Promise<DefragmentResult> {
  const { disk, from, to } = options;
  const { store } = await openStore({ disk, path: from, readOnly: true });
  try {
    const total = store.latest.highWater * store.pageSize;
    const target = await Target.inFile(disk, to, store.pageSize);
    let copiedPages = 0;
    const catchUp = new CatchUp(target, () => {
      copiedPages++;
      if (copiedPages % 1000 === 0) {
        options.onProgress?.(copiedPages * store.pageSize, total);
      }
    });
    try {
      await catchUp.follow(new Reader(store, () => undefined), new Slices(options.clock));
      await target.store.commits.flushed();
      await target.store.file?.sync();
      await target.store.close();
      await disk.syncDirectory(directoryOf(to));
    } catch (error) {
      catchUp.close();
      await target.discard(disk, to).catch(() => undefined);
      throw error;
    }
    catchUp.close();
    const { latest } = target.store;
    return { sizeBytesBefore: total, sizeBytesAfter: latest.highWater * latest.pageSize };
  } finally {
    await store.close();
  }
}
