import { damagedFile } from './database-error.ts';
import { encodeMeta } from './format/meta.ts';
import type { Reader } from './transaction/reader.ts';
import { PageReader } from './walk/page-reader.ts';
import { walkTree } from './walk/walk-tree.ts';

const chunkBytes = 1024 * 1024;

/** A consistent copy of one moment, in the form of a database file that stands on its own. */
export interface DatabaseCopy {
  /** Length of the whole copy. */
  readonly sizeBytes: number;
  /** Number of the commit that is copied. */
  readonly transactionId: number;
  /** The bytes in order, in chunks of at most 1 MiB; each chunk is the caller's. To be iterated once. */
  chunks(): AsyncGenerator<Uint8Array>;
  /** Lets the moment go. Done by itself when `chunks` was iterated to its end or left early. */
  close(): void;
}

/**
 * Copies what a reader sees, and closes the reader when done. Resolves when that commit is durable, so that the file has it, and
 * when every page was found whole in the file: the copy takes over bytes as they are, and damage must not spread with it.
 */
export async function copyMoment(reader: Reader): Promise<DatabaseCopy> {
  try {
    await reader.store.flushed();
    await requireWhole(reader);
  } catch (error) {
    reader.close();
    throw error;
  }
  return {
    sizeBytes: reader.sizeBytes,
    transactionId: reader.transactionId,
    chunks: () => readChunks(reader),
    close: () => reader.close(),
  };
}

async function requireWhole({ store, meta }: Reader): Promise<void> {
  if (store.file === undefined) {
    return;
  }
  await walkTree(meta.root, {
    reader: new PageReader(store.cache, store.file, meta.highWater, true),
    onProblem: (problem) => {
      const error = damagedFile(store.file?.path, problem);
      store.cache.onDamage?.(error);
      throw error;
    },
  });
}

async function* readChunks(reader: Reader): AsyncGenerator<Uint8Array> {
  try {
    yield metaPages(reader);
    const { file, pageSize } = reader.store;
    for (let at = 2 * pageSize; at < reader.sizeBytes; at += chunkBytes) {
      const chunk = new Uint8Array(Math.min(chunkBytes, reader.sizeBytes - at));
      if (file === undefined) {
        copyFromMemory(reader, chunk, at / pageSize);
      } else {
        await file.read(chunk, at);
      }
      yield chunk;
    }
  } finally {
    reader.close();
  }
}

/** Both metas of the copy lead to the same tree; the second is one commit older, so that the order between them is clear. */
function metaPages({ meta }: Reader): Uint8Array {
  const bytes = new Uint8Array(2 * meta.pageSize);
  encodeMeta(meta, 0, bytes);
  encodeMeta({ ...meta, transactionId: Math.max(0, meta.transactionId - 1) }, 1, bytes.subarray(meta.pageSize));
  return bytes;
}

/** Pages that a chunk begins or ends within (overflow) are copied in part. */
function copyFromMemory(reader: Reader, chunk: Uint8Array, firstId: number): void {
  const { cache, pageSize } = reader.store;
  const end = firstId + chunk.length / pageSize;
  for (let id = firstId - 1; id >= 2; id--) {
    const before = cache.peek(id);
    if (before !== undefined) {
      const skip = (firstId - id) * pageSize;
      chunk.set(before.bytes.subarray(Math.min(skip, before.bytes.length), skip + chunk.length));
      break;
    }
  }
  for (let id = firstId; id < end; id++) {
    const page = cache.peek(id);
    if (page !== undefined) {
      const at = (id - firstId) * pageSize;
      chunk.set(page.bytes.subarray(0, chunk.length - at), at);
    }
  }
}
