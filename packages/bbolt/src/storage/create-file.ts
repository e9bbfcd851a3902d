import type { Disk, DiskFile } from '@quorate/ports';
import { freelistFlag, initialPages, leafFlag } from '../format/layout.ts';
import { encodeMeta, type Meta } from '../format/meta.ts';
import { sealPage } from '../format/page-trailer.ts';

/**
 * Writes the four pages that an empty database consists of. The metas come last, each step durable before the next, so that a
 * file whose creation was cut off has no good meta and is recognised by its size.
 */
export async function createFile(disk: Disk, file: DiskFile, pageSize: number): Promise<Meta> {
  const pages = new Uint8Array(pageSize * 2);
  const view = new DataView(pages.buffer);
  view.setUint32(0, 2, true);
  view.setUint16(8, freelistFlag, true);
  view.setUint32(pageSize, 3, true);
  view.setUint16(pageSize + 8, leafFlag, true);
  sealPage(pages.subarray(0, pageSize));
  sealPage(pages.subarray(pageSize));
  await file.truncate(pageSize * initialPages);
  await file.write(pages, pageSize * 2);
  await file.sync();
  const metas = new Uint8Array(pageSize * 2);
  const meta = { pageSize, root: 3, rootSequence: 0, freelist: 2, highWater: initialPages };
  encodeMeta({ ...meta, transactionId: 0 }, 0, metas);
  encodeMeta({ ...meta, transactionId: 1 }, 1, metas.subarray(pageSize));
  await file.write(metas, 0);
  await file.sync();
  await disk.syncDirectory(directoryOf(file.path));
  return { ...meta, transactionId: 1 };
}

export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : path.slice(0, slash);
}
