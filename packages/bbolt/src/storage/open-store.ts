import { DiskError, type DiskFile } from '@quorate/ports';
import type { DatabaseOptions, OpenReport } from '../api/options.ts';
import { DatabaseError, damagedFile } from '../database-error.ts';
import { initialPages, pageSizeDefault, pageSizeMax, pageSizeMin } from '../format/layout.ts';
import type { Meta } from '../format/meta.ts';
import { PageReader } from '../walk/page-reader.ts';
import { walkTree } from '../walk/walk-tree.ts';
import { createFile } from './create-file.ts';
import { readFreelist } from './read-freelist.ts';
import { readMetas, requireFileBytes } from './read-metas.ts';
import { Store } from './store.ts';

const cacheBytesDefault = 256 * 1024 * 1024;

export interface OpenedStore {
  readonly store: Store;
  readonly report: OpenReport;
}

/** Opens, locks and reads what is needed of a file; closes it again when anything is wrong. */
export async function openStore(options: DatabaseOptions): Promise<OpenedStore> {
  const pageSize = requirePageSize(options.pageSize ?? pageSizeDefault);
  const file = await options.disk.open(options.path, options.readOnly ? 'read' : 'create');
  try {
    await lock(file);
    return await readStore(options, file, pageSize);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Throws DatabaseError `invalid-option`. */
export function requirePageSize(pageSize: number): number {
  if (!(pageSize >= pageSizeMin && pageSize <= pageSizeMax && (pageSize & (pageSize - 1)) === 0)) {
    throw new DatabaseError(
      'invalid-option',
      `a page size is a power of two from ${pageSizeMin} to ${pageSizeMax} bytes, not ${pageSize}`,
    );
  }
  return pageSize;
}

async function lock(file: DiskFile): Promise<void> {
  try {
    await file.lock();
  } catch (cause) {
    if (cause instanceof DiskError && cause.code === 'locked') {
      throw new DatabaseError('locked', `${file.path} is open in another process: stop that first`, { cause });
    }
    throw cause;
  }
}

async function readStore(options: DatabaseOptions, file: DiskFile, newPageSize: number): Promise<OpenedStore> {
  const { readOnly = false, noSync = false, cacheBytes = cacheBytesDefault } = options;
  let { meta, damage } = await readMetas(file);
  // A commit makes the file larger than a new one. So a file of this size without a good meta never held anything: its
  // creation was cut off.
  const created = meta === undefined && !readOnly && (await file.size()) <= initialPages * newPageSize;
  if (created) {
    meta = await createFile(options.disk, file, newPageSize);
    damage = undefined;
  }
  if (meta === undefined) {
    throw new DatabaseError(
      'not-a-database',
      `${file.path} is not a bbolt database: ${damage}, and no other meta page is good; restore the file from a snapshot, or remove the member from the cluster and add it again`,
    );
  }
  const fileBytes = await file.size();
  requireFileBytes(file, fileBytes, meta);
  const store = new Store(meta, { file, fileBytes, cacheBytes, noSync });
  await findFreePages(store, meta, readOnly);
  const report: OpenReport = { created, freelistWasSynced: !created && meta.freelist !== undefined };
  return { store, report: damage === undefined ? report : { ...report, damagedMeta: damage } };
}

/** From the list in the file, or else from a walk over the tree, which also shows any damage to it. */
async function findFreePages(store: Store, meta: Meta, readOnly: boolean): Promise<void> {
  if (meta.freelist !== undefined) {
    await readFreelist(store, meta, meta.freelist);
    return;
  }
  if (readOnly) {
    store.knowsFreePages = false;
    return;
  }
  const reached = await walkTree(meta.root, {
    reader: new PageReader(store.cache, store.file, meta.highWater),
    onProblem: (problem) => {
      throw damagedFile(store.file?.path, problem);
    },
  });
  for (let id = 2; id < meta.highWater; id++) {
    if (!reached.has(id)) {
      store.free.addFree(id);
    }
  }
}
