import type { Disk, DiskFile } from '@quorate/ports';

/** Bytes read or copied at once: large enough for the disk, small enough not to hold the event loop while they are hashed. */
export const chunkBytes = 1024 * 1024;

/** The whole content of a file. */
export async function readFile(disk: Disk, path: string): Promise<Uint8Array> {
  const file = await disk.open(path, 'read');
  try {
    const bytes = new Uint8Array(await file.size());
    const count = await file.read(bytes, 0);
    return bytes.subarray(0, count);
  } finally {
    await file.close();
  }
}

/** Puts a file there whole or not at all: written aside, synced, renamed. */
export async function writeDurably(disk: Disk, directory: string, path: string, content: Uint8Array): Promise<void> {
  await writeAside(disk, path, `${path}.tmp`, directory, (file) => file.write(content, 0));
}

/**
 * Lets `fill` write a file under a temporary name, then syncs it and gives it its own. When anything fails, the temporary file is
 * removed and `path` is as it was.
 */
export async function writeAside<T>(
  disk: Disk,
  path: string,
  temporaryPath: string,
  directory: string,
  fill: (file: DiskFile) => Promise<T>,
): Promise<T> {
  const file = await disk.open(temporaryPath, 'create');
  try {
    await file.truncate(0);
    const result = await fill(file);
    await file.sync();
    await file.close();
    await disk.rename(temporaryPath, path);
    await disk.syncDirectory(directory);
    return result;
  } catch (error) {
    await file.close();
    await disk.remove(temporaryPath).catch(() => {});
    throw error;
  }
}

/** The directory that holds a path. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
}
