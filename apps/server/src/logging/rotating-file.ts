import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { LogRotation } from '../config/server-config.ts';
import { LineWriter } from './line-writer.ts';
import type { LogOutput } from './log-output.ts';

const dayMs = 86_400_000;

/**
 * A log file that is put aside under a name with its time (`quorate-2026-01-02T03-04-05.678.log`) before it would grow beyond
 * its limit; old ones are removed by number and age.
 */
export class RotatingFile implements LogOutput {
  readonly #path: string;
  readonly #rotation: LogRotation;
  readonly #nowMs: () => number;
  #descriptor: number;
  #writer: LineWriter;
  #size: number;

  constructor(path: string, rotation: LogRotation, nowMs: () => number = Date.now) {
    this.#path = path;
    this.#rotation = rotation;
    this.#nowMs = nowMs;
    this.#descriptor = openSync(path, 'a', 0o600);
    this.#writer = new LineWriter(this.#descriptor);
    this.#size = fstatSync(this.#descriptor).size;
  }

  write(line: string): void {
    const length = Buffer.byteLength(line);
    if (this.#size > 0 && this.#size + length > this.#rotation.sizeBytesMax) this.#putAside();
    this.#writer.write(line);
    this.#size += length;
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  /**
   * On a disk that is full or read-only the file goes on under whatever name it has by then: the log must not end the member. What was
   * open is closed only when there is another, as its descriptor would soon be that of some other file, maybe of the database.
   */
  #putAside(): void {
    // Whatever comes of it, the next try is a whole file later.
    this.#size = 0;
    try {
      const backup = this.#freeBackupPath();
      // It is not there when the last try went only so far.
      const isThere = existsSync(this.#path);
      if (isThere) renameSync(this.#path, backup);
      const descriptor = openSync(this.#path, 'a', 0o600);
      closeSync(this.#descriptor);
      this.#descriptor = descriptor;
      this.#writer = new LineWriter(descriptor);
      if (isThere && this.#rotation.compress) compress(backup);
      this.#removeOld();
    } catch {
      // There is nowhere else to say it.
    }
  }

  /** Two rotations in one millisecond must not overwrite each other. */
  #freeBackupPath(): string {
    const taken = new Set(readdirSync(dirname(this.#path)));
    for (let atMs = this.#nowMs(); ; atMs++) {
      const name = this.#backupName(atMs);
      if (!taken.has(name) && !taken.has(`${name}.gz`)) return join(dirname(this.#path), name);
    }
  }

  #backupName(atMs: number): string {
    const offsetMs = this.#rotation.localTime ? new Date(atMs).getTimezoneOffset() * 60_000 : 0;
    const stamp = new Date(atMs - offsetMs).toISOString().slice(0, -1).replaceAll(':', '-');
    const extension = extname(this.#path);
    return `${basename(this.#path, extension)}-${stamp}${extension}`;
  }

  #removeOld(): void {
    const { backupsMax, ageDaysMax } = this.#rotation;
    const folder = dirname(this.#path);
    const extension = extname(this.#path);
    const prefix = `${basename(this.#path, extension)}-`;
    const backups = readdirSync(folder)
      .filter((name) => name.startsWith(prefix) && /^\d{4}-\d\d-\d\dT/.test(name.slice(prefix.length)))
      .sort()
      .reverse();
    backups.forEach((name, index) => {
      const tooMany = backupsMax > 0 && index >= backupsMax;
      const tooOld = ageDaysMax > 0 && this.#nowMs() - statSync(join(folder, name)).mtimeMs > ageDaysMax * dayMs;
      if (tooMany || tooOld) rmSync(join(folder, name));
    });
  }
}

/** Leaves the file as it is when there is no room for the compressed one. */
function compress(path: string): void {
  const compressed = `${path}.gz`;
  try {
    writeFileSync(compressed, gzipSync(readFileSync(path)), { mode: 0o600 });
  } catch {
    rmSync(compressed, { force: true });
    return;
  }
  rmSync(path);
}
