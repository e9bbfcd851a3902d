// Loaded into a member before everything else (`node --import`): what it writes to its files is kept in memory and reaches them when it is
// synced. To kill the member is then what a power cut is to a machine: all that was not synced is gone.

import fs from 'node:fs';

type Change = { readonly position: number; readonly bytes: Buffer } | { readonly size: number };
type Callback<T> = (error: NodeJS.ErrnoException | null, value?: T) => void;

const { fdatasync, fstat, open, read, readSync } = fs;

/** What was not synced, by inode: files keep it when they are closed, opened again or renamed. */
const unsynced = new Map<number, Change[]>();

function changesOf(file: number): Change[] {
  const { ino } = fs.fstatSync(file);
  const changes = unsynced.get(ino) ?? [];
  unsynced.set(ino, changes);
  return changes;
}

function sizeOf(file: number): number {
  return changesOf(file).reduce(
    (size, change) => ('size' in change ? change.size : Math.max(size, change.position + change.bytes.length)),
    fs.fstatSync(file).size,
  );
}

function apply(file: number): void {
  for (const change of changesOf(file).splice(0)) {
    if ('size' in change) fs.ftruncateSync(file, change.size);
    else fs.writeSync(file, change.bytes, 0, change.bytes.length, change.position);
  }
}

/** Puts what is not synced yet over what was read at a position; returns how many bytes there are. */
function overlay(file: number, target: Buffer, position: number, count: number): number {
  target.fill(0, count);
  for (const change of changesOf(file)) {
    if ('size' in change) target.fill(0, Math.min(target.length, Math.max(0, change.size - position)));
    else {
      const from = Math.max(position, change.position);
      change.bytes.copy(target, from - position, from - change.position);
    }
  }
  return Math.max(0, Math.min(target.length, sizeOf(file) - position));
}

const later = <T>(done: Callback<T>, value?: T) => setImmediate(done, null, value);

Object.assign(fs, {
  open(path: string, flags: number, mode: number, done: Callback<number>) {
    const isThere = fs.existsSync(path);
    open(path, flags, mode, (error, file) => {
      // The inode may have been that of a file that is gone.
      if (!error && !isThere) unsynced.delete(fs.fstatSync(file).ino);
      done(error, file);
    });
  },
  write(file: number, bytes: Uint8Array, offset: number, length: number, position: number, done: Callback<number>) {
    changesOf(file).push({ position, bytes: Buffer.from(bytes.subarray(offset, offset + length)) });
    later(done, length);
  },
  writev(file: number, pieces: readonly Uint8Array[], position: number, done: Callback<number>) {
    const bytes = Buffer.concat(pieces);
    changesOf(file).push({ position, bytes });
    later(done, bytes.length);
  },
  ftruncate(file: number, size: number, done: Callback<void>) {
    changesOf(file).push({ size });
    later(done);
  },
  fdatasync(file: number, done: Callback<void>) {
    apply(file);
    fdatasync(file, done);
  },
  fstat(file: number, done: Callback<fs.Stats>) {
    fstat(file, (error, stats) => {
      if (stats?.isFile()) stats.size = sizeOf(file);
      done(error, stats);
    });
  },
  read(file: number, target: Buffer, offset: number, length: number, position: number, done: Callback<number>) {
    read(file, target, offset, length, position, (error, count) => {
      const part = Buffer.from(target.buffer, target.byteOffset + offset, length);
      done(error, error ? 0 : overlay(file, part, position, count));
    });
  },
  readSync(file: number, target: Buffer, offset: number, length: number, position: number): number {
    const count = readSync(file, target, offset, length, position);
    return overlay(file, Buffer.from(target.buffer, target.byteOffset + offset, length), position, count);
  },
});
