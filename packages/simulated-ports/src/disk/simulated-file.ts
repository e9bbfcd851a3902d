import { DiskError, type DiskFile } from '@quorate/ports';
import type { FileNode } from './file-node.ts';
import type { SimulatedDisk } from './simulated-disk.ts';

/** What a handle has to know of the disk's life. */
interface Life {
  /** False after a crash. */
  isAlive(): boolean;
  closed(): void;
}

export class SimulatedFile implements DiskFile {
  readonly path: string;
  readonly #disk: SimulatedDisk;
  readonly #node: FileNode;
  readonly #writable: boolean;
  readonly #life: Life;
  #open = true;

  constructor(disk: SimulatedDisk, path: string, node: FileNode, writable: boolean, life: Life) {
    this.#disk = disk;
    this.path = path;
    this.#node = node;
    this.#writable = writable;
    this.#life = life;
  }

  async size(): Promise<number> {
    this.#checkUsable('look at', false);
    return this.#node.size;
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    this.#checkUsable('read', false);
    return this.#disk.perform('read', this.path, target.length, () => this.#node.read(target, position));
  }

  readNow(target: Uint8Array, position: number): number {
    this.#checkUsable('read', false);
    return this.#disk.performNow('read', this.path, target.length, () => this.#node.read(target, position));
  }

  write(source: Uint8Array, position: number): Promise<void> {
    return this.writeAll([source], position);
  }

  async writeAll(sources: readonly Uint8Array[], position: number): Promise<void> {
    this.#checkUsable('write', true);
    const total = sources.reduce((sum, source) => sum + source.length, 0);
    await this.#disk.perform('write', this.path, total, (shortTo = total) => {
      this.#disk.reserve(this.path, position + shortTo - this.#node.size);
      let done = 0;
      for (const source of sources) {
        this.#node.write(source.subarray(0, Math.max(0, shortTo - done)), position + done);
        done += Math.min(source.length, Math.max(0, shortTo - done));
      }
    });
  }

  async truncate(size: number): Promise<void> {
    this.#checkUsable('truncate', true);
    await this.#disk.perform('truncate', this.path, size, () => {
      this.#disk.reserve(this.path, size - this.#node.size);
      this.#node.truncate(size);
    });
  }

  async sync(): Promise<void> {
    this.#checkUsable('sync', false);
    const covered = this.#node.beginSync();
    let reached = false;
    try {
      await this.#disk.perform('sync', this.path, 0, () => {
        reached = true;
      });
    } catch (error) {
      // A sync that took effect just before the power went counts; one that a crash overtook was decided by the crash.
      if (reached && this.#life.isAlive()) this.#node.endSync(covered);
      else if (this.#life.isAlive()) this.#node.failSync(covered);
      throw error;
    }
    this.#node.endSync(covered);
  }

  async lock(): Promise<void> {
    this.#checkUsable('lock', false);
    await this.#disk.perform('lock', this.path, 0, () => {
      const holder = this.#node.lockedBy;
      if (holder !== undefined && holder !== this) {
        throw new DiskError('locked', this.path, `${this.path} is locked by another handle`);
      }
      this.#node.lockedBy = this;
    });
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    if (!this.#life.isAlive()) return;
    this.#life.closed();
    if (this.#node.lockedBy === this) this.#node.lockedBy = undefined;
  }

  #checkUsable(operation: string, writes: boolean): void {
    if (!this.#open) throw this.#error('io', operation, 'it was closed');
    if (!this.#life.isAlive()) throw this.#error('io', operation, 'the disk crashed since it was opened');
    if (writes && !this.#writable) throw this.#error('io', operation, 'it was opened for reading only');
  }

  #error(code: 'io', operation: string, reason: string): DiskError {
    return new DiskError(code, this.path, `cannot ${operation} ${this.path}: ${reason}`);
  }
}
