import { crc32c } from '@quorate/crc32c';
import type { Disk } from '@quorate/ports';
import { RaftSnapshot, SnapshotFile } from '@quorate/protocol';
import { readFile, writeDurably } from '../database/files.ts';
import { SnapshotError } from '../snapshot-error.ts';
import { formatSnapFileName, parseSnapFileName, type SnapFilePosition } from './snap-file-name.ts';

/** What loading found: the newest snapshot that is whole and wanted, and the files it gave up on. */
export interface LoadedSnapFile {
  readonly snapshot: RaftSnapshot | undefined;
  /** Damaged files, under their new names `<name>.broken`. */
  readonly broken: readonly string[];
}

/** Writes a snapshot durably under the name of its term and index; resolves the path. */
export async function saveSnapFile(disk: Disk, directory: string, snapshot: RaftSnapshot): Promise<string> {
  const { term, index } = snapshot.metadata;
  const path = `${directory}/${formatSnapFileName({ term, index })}`;
  const data = RaftSnapshot.encode(snapshot);
  await writeDurably(disk, directory, path, SnapshotFile.encode({ crc: crc32c(data), data }));
  return path;
}

/** Reads one `.snap` file; rejects with `corrupt` when it is not whole. */
export async function readSnapFile(disk: Disk, path: string): Promise<RaftSnapshot> {
  const bytes = await readFile(disk, path);
  try {
    const { crc, data } = SnapshotFile.decode(bytes);
    if (data.length === 0 || crc === 0) throw new Error('it is empty');
    if (crc32c(data) !== crc) throw new Error('the checksum does not fit the data');
    return RaftSnapshot.decode(data);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SnapshotError('corrupt', `the snapshot file ${path} is damaged: ${reason}`, { cause });
  }
}

/**
 * Loads the newest `.snap` file that is whole and for which `isWanted` holds, which is to say that the log has its record. Damaged
 * files are renamed, so that nobody trips over them again.
 */
export async function loadNewestSnapFile(
  disk: Disk,
  directory: string,
  isWanted: (position: SnapFilePosition) => boolean = () => true,
): Promise<LoadedSnapFile> {
  const broken: string[] = [];
  for (const name of (await listSnapFiles(disk, directory)).reverse()) {
    const path = `${directory}/${name}`;
    try {
      const snapshot = await readSnapFile(disk, path);
      if (isWanted(snapshot.metadata)) return { snapshot, broken };
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
      await disk.rename(path, `${path}.broken`);
      broken.push(`${path}.broken`);
    }
  }
  return { snapshot: undefined, broken };
}

/** Removes the oldest `.snap` files as long as there are more than `keep`; resolves their paths. */
export async function purgeSnapFiles(disk: Disk, directory: string, keep: number): Promise<string[]> {
  const names = await listSnapFiles(disk, directory);
  const paths = names.slice(0, Math.max(0, names.length - keep)).map((name) => `${directory}/${name}`);
  for (const path of paths) await disk.remove(path);
  return paths;
}

/** Oldest first: the names sort by term and then index. */
async function listSnapFiles(disk: Disk, directory: string): Promise<string[]> {
  const names = await disk.list(directory);
  return names.filter((name) => parseSnapFileName(name) !== undefined);
}
