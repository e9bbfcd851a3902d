import type { DiskFile } from '@quorate/ports';
import { damagedFile } from '../database-error.ts';
import { pageSizeMax, pageSizeMin } from '../format/layout.ts';
import { decodeMeta, type Meta, metaBytes } from '../format/meta.ts';

export interface MetasFound {
  /** The newest good meta; undefined when neither is. */
  readonly meta: Meta | undefined;
  /** What is wrong with a meta that is not good. */
  readonly damage: string | undefined;
}

/**
 * Reads both meta pages. Where the second one is depends on the page size, which the first one says; when that is damaged, all
 * page sizes are tried.
 */
export async function readMetas(file: DiskFile): Promise<MetasFound> {
  const first = await readMeta(file, 0);
  if (typeof first !== 'string') {
    const second = await readMeta(file, first.pageSize);
    if (typeof second === 'string' || second.pageSize !== first.pageSize) {
      return { meta: first, damage: `meta page 1: ${typeof second === 'string' ? second : 'another page size'}` };
    }
    return { meta: second.transactionId > first.transactionId ? second : first, damage: undefined };
  }
  const damage = `meta page 0: ${first}`;
  for (let pageSize = pageSizeMin; pageSize <= pageSizeMax; pageSize *= 2) {
    const second = await readMeta(file, pageSize);
    if (typeof second !== 'string' && second.pageSize === pageSize) {
      return { meta: second, damage };
    }
  }
  return { meta: undefined, damage };
}

async function readMeta(file: DiskFile, position: number): Promise<Meta | string> {
  const bytes = new Uint8Array(metaBytes);
  const read = await file.read(bytes, position);
  return decodeMeta(bytes.subarray(0, read));
}

/** Throws DatabaseError `corrupt` when the file is shorter than its meta says. */
export function requireFileBytes(file: DiskFile, fileBytes: number, meta: Meta): void {
  const needed = meta.highWater * meta.pageSize;
  if (fileBytes < needed) {
    throw damagedFile(
      file.path,
      `the file has ${fileBytes} bytes, but its ${meta.highWater} pages need ${needed}: it was cut short`,
    );
  }
}
