import fs from 'node:fs';
import type { Disk, DiskFile, OpenMode } from '@quorate/ports';
import { toDiskError } from './disk-error.ts';
import { NodeFile } from './node-file.ts';

/** Only the owner reads and writes what a member stores: keys and values may be secrets. */
const fileMode = 0o600;
const directoryMode = 0o700;

const { O_CREAT, O_EXCL, O_RDONLY, O_RDWR } = fs.constants;
const openFlags: Readonly<Record<OpenMode, number>> = {
  read: O_RDONLY,
  'read-write': O_RDWR,
  create: O_RDWR | O_CREAT,
  'create-new': O_RDWR | O_CREAT | O_EXCL,
};

/** The machine's files. Calls run in Node's thread pool, so that none of them holds the event loop. */
export class NodeDisk implements Disk {
  async open(path: string, mode: OpenMode): Promise<DiskFile> {
    const descriptor = await new Promise<number>((resolve, reject) => {
      fs.open(path, openFlags[mode], fileMode, (error, opened) =>
        error ? reject(toDiskError(error, 'open', path)) : resolve(opened),
      );
    });
    return new NodeFile(path, descriptor);
  }

  async list(path: string): Promise<string[]> {
    const names = await attempt('list', path, fs.promises.readdir(path));
    return names.sort();
  }

  async kind(path: string): Promise<'file' | 'directory' | undefined> {
    try {
      const stats = await fs.promises.stat(path);
      return stats.isDirectory() ? 'directory' : 'file';
    } catch (cause) {
      const error = toDiskError(cause, 'look at', path);
      if (error.code === 'not-found') return undefined;
      throw error;
    }
  }

  async makeDirectory(path: string): Promise<void> {
    await attempt('create directory', path, fs.promises.mkdir(path, { recursive: true, mode: directoryMode }));
  }

  async rename(from: string, to: string): Promise<void> {
    await attempt(`rename to ${to}`, from, fs.promises.rename(from, to));
  }

  async remove(path: string): Promise<void> {
    await attempt('remove', path, fs.promises.unlink(path));
  }

  async removeTree(path: string): Promise<void> {
    await attempt('remove', path, fs.promises.rm(path, { recursive: true, force: true }));
  }

  async syncDirectory(path: string): Promise<void> {
    const handle = await attempt('open', path, fs.promises.open(path, O_RDONLY));
    try {
      await attempt('sync', path, handle.sync());
    } finally {
      await handle.close();
    }
  }
}

async function attempt<T>(operation: string, path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw toDiskError(cause, operation, path);
  }
}
