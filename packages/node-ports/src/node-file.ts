import fs from 'node:fs';
import { DiskError, type DiskFile } from '@quorate/ports';
import { toDiskError } from './disk-error.ts';
import { type LockRelease, lockFile } from './file-lock.ts';

type Finish<T> = (error: NodeJS.ErrnoException | null, value: T) => void;

/** Most arrays given to one call: the smallest limit of the systems Node runs on (IOV_MAX). */
const arraysPerWriteMax = 1_024;

/** An open file of the machine. Everything but `readNow` runs in Node's thread pool. */
export class NodeFile implements DiskFile {
  readonly path: string;
  readonly #descriptor: number;
  #open = true;
  #release: LockRelease;

  constructor(path: string, descriptor: number) {
    this.path = path;
    this.#descriptor = descriptor;
  }

  async size(): Promise<number> {
    const stats = await this.#call<fs.Stats>('stat', (finish) => fs.fstat(this.#descriptor, finish));
    return stats.size;
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    let done = 0;
    while (done < target.length) {
      const from = done;
      const count = await this.#call<number>('read', (finish) =>
        fs.read(this.#descriptor, target, from, target.length - from, position + from, finish),
      );
      if (count === 0) break;
      done += count;
    }
    return done;
  }

  readNow(target: Uint8Array, position: number): number {
    if (!this.#open) throw this.#closedError('read');
    try {
      let done = 0;
      while (done < target.length) {
        const count = fs.readSync(this.#descriptor, target, done, target.length - done, position + done);
        if (count === 0) break;
        done += count;
      }
      return done;
    } catch (cause) {
      throw toDiskError(cause, 'read', this.path);
    }
  }

  async write(source: Uint8Array, position: number): Promise<void> {
    let done = 0;
    while (done < source.length) {
      const from = done;
      done += await this.#call<number>('write', (finish) =>
        fs.write(this.#descriptor, source, from, source.length - from, position + from, finish),
      );
    }
  }

  async writeAll(sources: readonly Uint8Array[], position: number): Promise<void> {
    let index = 0;
    let at = position;
    while (index < sources.length) {
      const group = sources.slice(index, index + arraysPerWriteMax);
      let count = await this.#call<number>('write', (finish) => fs.writev(this.#descriptor, group, at, finish));
      at += count;
      for (const source of group) {
        if (count < source.length) {
          // The system took a part of this array, which happens near the end of the space; the rest goes by itself.
          await this.write(source.subarray(count), at);
          at += source.length - count;
          index++;
          break;
        }
        count -= source.length;
        index++;
      }
    }
  }

  async truncate(size: number): Promise<void> {
    await this.#call<void>('truncate', (finish) => fs.ftruncate(this.#descriptor, size, (error) => finish(error)));
  }

  async sync(): Promise<void> {
    await this.#call<void>('sync', (finish) => fs.fdatasync(this.#descriptor, (error) => finish(error)));
  }

  async lock(): Promise<void> {
    if (!this.#open) throw this.#closedError('lock');
    this.#release = await lockFile(this.#descriptor, this.path);
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#release?.();
    await new Promise<void>((resolve, reject) => {
      fs.close(this.#descriptor, (error) => (error ? reject(toDiskError(error, 'close', this.path)) : resolve()));
    });
  }

  #call<T>(operation: string, start: (finish: Finish<T>) => void): Promise<T> {
    if (!this.#open) return Promise.reject(this.#closedError(operation));
    return new Promise<T>((resolve, reject) => {
      start((error, value) => (error ? reject(toDiskError(error, operation, this.path)) : resolve(value)));
    });
  }

  #closedError(operation: string): DiskError {
    return new DiskError('io', this.path, `cannot ${operation} ${this.path}: it was closed`);
  }
}
