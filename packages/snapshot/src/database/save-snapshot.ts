import type { Disk } from '@quorate/ports';
import { formatReceivedName, parseReceivedName } from '../snap-file/snap-file-name.ts';
import { SnapshotError } from '../snapshot-error.ts';
import { parentOf, writeAside } from './files.ts';
import { hasTrailer } from './snapshot-trailer.ts';

/** Called now and then with the bytes done so far, and the total where it is known. */
export type Progress = (doneBytes: number, totalBytes: number | undefined) => void;

/**
 * Writes the stream of a snapshot call, SHA-256 included, to a file: to `<path>.part` first, which is synced and renamed. Resolves
 * its length; rejects with `incomplete` when the stream did not end with a hash.
 */
export function saveDatabaseSnapshot(
  disk: Disk,
  path: string,
  blobs: AsyncIterable<Uint8Array>,
  onProgress?: Progress,
): Promise<number> {
  return writeAside(disk, path, `${path}.part`, parentOf(path), async (file) => {
    let at = 0;
    for await (const blob of blobs) {
      await file.write(blob, at);
      at += blob.length;
      onProgress?.(at, undefined);
    }
    if (!hasTrailer(at)) throw new SnapshotError('incomplete', `sha256 checksum not found [bytes: ${at}]`);
    return at;
  });
}

/**
 * Stores a database that the leader sends along with a raft snapshot, as `<index>.snap.db`. `sizeBytes` is what was announced, if
 * it was; rejects with `incomplete` when less or more came. One that is there already is kept, and the stream is not read.
 */
export async function saveReceivedDatabase(
  disk: Disk,
  directory: string,
  index: number,
  chunks: AsyncIterable<Uint8Array>,
  sizeBytes?: number,
): Promise<string> {
  const path = `${directory}/${formatReceivedName(index)}`;
  if ((await disk.kind(path)) !== undefined) return path;
  await writeAside(disk, path, `${directory}/tmp-${formatReceivedName(index)}`, directory, async (file) => {
    let at = 0;
    for await (const chunk of chunks) {
      await file.write(chunk, at);
      at += chunk.length;
    }
    if (sizeBytes === undefined || at === sizeBytes) return;
    throw new SnapshotError('incomplete', `the leader sent ${at} bytes of a database of ${sizeBytes}`);
  });
  return path;
}

/** The path of a received database, or undefined when there is none for that index. */
export async function findReceivedDatabase(disk: Disk, directory: string, index: number): Promise<string | undefined> {
  const path = `${directory}/${formatReceivedName(index)}`;
  return (await disk.kind(path)) === 'file' ? path : undefined;
}

/** Removes received databases of indexes below `index`; resolves their paths. */
export async function purgeReceivedDatabases(disk: Disk, directory: string, index: number): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await disk.list(directory)) {
    const received = parseReceivedName(name);
    if (received === undefined || received >= index) continue;
    await disk.remove(`${directory}/${name}`);
    removed.push(`${directory}/${name}`);
  }
  return removed;
}
