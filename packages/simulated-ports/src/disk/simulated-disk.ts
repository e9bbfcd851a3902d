import { type Clock, type Disk, DiskError, type DiskFile, type OpenMode } from '@quorate/ports';
import type { SeededRandom } from '../seeded-random.ts';
import { DirectoryTree } from './directory-tree.ts';
import { FileNode, type Survival } from './file-node.ts';
import type { DiskOperation, Fault, FaultPlan, OperationKind } from './operation.ts';
import { SimulatedFile } from './simulated-file.ts';

export type { Survival } from './file-node.ts';

export interface SimulatedDiskOptions {
  /** Decides what goes wrong; may be changed later through `faults`. */
  readonly faults?: FaultPlan;
  /** Gives operations their duration; without it every one ends within the turn it began in. */
  readonly clock?: Clock;
  /** Milliseconds an operation takes; only with a clock. Default 0, which is the next turn. */
  readonly latencyMs?: (operation: DiskOperation) => number;
  /** The sum of the files' sizes, beyond which a write or truncate fails with `no-space`. Default: no bound. */
  readonly capacityBytes?: number;
  /** Open files at once, beyond which `open` fails with `too-many-files`. Default: no bound. */
  readonly openFilesMax?: number;
  /** Keeps every operation in `operations`. Default false. */
  readonly record?: boolean;
}

/**
 * A disk in memory that forgets what was not synced, as real ones do. Data is durable after `sync` of its file, names after
 * `syncDirectory` of their directory; everything else is at the mercy of `crash`. Operations are counted, so that a test can
 * make each of them fail in turn: run once to learn `operationCount`, then once for every number below it.
 */
export class SimulatedDisk implements Disk {
  /** What goes wrong; asked before each operation. */
  faults: FaultPlan | undefined;
  /** Every write and change of names fails with `read-only`. */
  readOnly = false;
  readonly operations: DiskOperation[] = [];
  readonly #options: SimulatedDiskOptions;
  readonly #tree = new DirectoryTree();
  #operationCount = 0;
  #openFiles = 0;
  #powered = true;
  /** Counts crashes: a handle, or an operation under way, of an earlier life is dead. */
  #life = 0;

  constructor(options: SimulatedDiskOptions = {}) {
    this.#options = options;
    this.faults = options.faults;
  }

  /** Operations so far, failed ones included. */
  get operationCount(): number {
    return this.#operationCount;
  }

  /** False after a fault cut the power, until `crash`. */
  get powered(): boolean {
    return this.#powered;
  }

  get openFiles(): number {
    return this.#openFiles;
  }

  /**
   * The power goes and comes back. Open files are dead, locks are free, and of what was not durable `survival` decides; for
   * `some`, `random` does. Faults are off afterwards.
   */
  crash(survival: Survival, random?: SeededRandom): void {
    this.#life++;
    this.#openFiles = 0;
    this.#powered = true;
    this.faults = undefined;
    this.#tree.crash(survival, random);
    for (const [, file] of this.#tree.files()) file.crash(survival, random);
  }

  /** Makes everything durable at once, as after a long quiet time. */
  settle(): void {
    this.#tree.settle();
    for (const [, file] of this.#tree.files()) file.settle();
  }

  /** A file's content as a reader would see it; undefined when there is none. Not counted. */
  contents(path: string): Uint8Array | undefined {
    const { node } = this.#tree.find(path);
    if (node?.kind !== 'file') return undefined;
    const bytes = new Uint8Array(node.size);
    node.read(bytes, 0);
    return bytes;
  }

  /** Puts a durable file there, with the directories above it. Not counted. */
  place(path: string, content: Uint8Array): void {
    this.#tree.makeDirectory(`${path}/..`);
    const { directory, name } = this.#tree.find(path);
    const node = new FileNode();
    node.write(content, 0);
    node.settle();
    this.#tree.change([{ directory, name, node }]);
    this.#tree.settle();
  }

  /** Flips one bit (0 … 7) of one byte on the medium. Not counted. */
  flipBit(path: string, position: number, bit: number): void {
    const { node } = this.#tree.find(path);
    if (node?.kind !== 'file' || position >= node.size) throw new Error(`no byte ${position} in ${path}`);
    node.flipBit(position, bit);
  }

  /** The paths of all files, sorted. Not counted. */
  paths(): string[] {
    return [...this.#tree.files()].map(([path]) => path).sort();
  }

  async open(path: string, mode: OpenMode): Promise<DiskFile> {
    const creates = mode === 'create' || mode === 'create-new';
    const missing = this.#tree.find(path).node === undefined;
    return this.perform(creates && missing ? 'create' : 'open', path, 0, () => this.#openNow(path, mode));
  }

  async list(path: string): Promise<string[]> {
    this.#checkPower(path);
    return [...this.#tree.findDirectory(path).entries.keys()].sort();
  }

  async kind(path: string): Promise<'file' | 'directory' | undefined> {
    this.#checkPower(path);
    try {
      return this.#tree.find(path).node?.kind;
    } catch {
      return undefined;
    }
  }

  makeDirectory(path: string): Promise<void> {
    return this.perform('make-directory', path, 0, () => this.#tree.makeDirectory(path));
  }

  rename(from: string, to: string): Promise<void> {
    return this.perform('rename', from, 0, () => {
      const source = this.#tree.find(from);
      const target = this.#tree.find(to);
      if (source.node === undefined) throw new DiskError('not-found', from, `cannot rename ${from}: no such file`);
      const { node } = target;
      if (node?.kind === 'directory' && (source.node.kind === 'file' || node.entries.size > 0)) {
        throw new DiskError('exists', to, `cannot rename ${from} to ${to}: a directory is there`);
      }
      this.#tree.change([
        { directory: source.directory, name: source.name, node: undefined },
        { directory: target.directory, name: target.name, node: source.node },
      ]);
    });
  }

  remove(path: string): Promise<void> {
    return this.perform('remove', path, 0, () => {
      const { directory, name, node } = this.#tree.find(path);
      if (node?.kind !== 'file') throw new DiskError('not-found', path, `cannot remove ${path}: no such file`);
      this.#tree.change([{ directory, name, node: undefined }]);
    });
  }

  removeTree(path: string): Promise<void> {
    return this.perform('remove-tree', path, 0, () => {
      const { directory, name, node } = this.#tree.find(path);
      if (node !== undefined) this.#tree.change([{ directory, name, node: undefined }]);
    });
  }

  syncDirectory(path: string): Promise<void> {
    return this.perform('sync-directory', path, 0, () => this.#tree.sync(this.#tree.findDirectory(path)));
  }

  /** @internal One counted operation: `effect` happens when the call is made, the promise settles when it is over. */
  async perform<T>(kind: OperationKind, path: string, bytes: number, effect: (shortTo?: number) => T): Promise<T> {
    const operation = this.#count(kind, path, bytes);
    const result = this.#takeEffect(operation, effect);
    const life = this.#life;
    await this.#duration(operation);
    if (life !== this.#life) throw powerError(path);
    return result;
  }

  /** @internal The same on the spot. */
  performNow<T>(kind: OperationKind, path: string, bytes: number, effect: () => T): T {
    return this.#takeEffect(this.#count(kind, path, bytes), effect);
  }

  /** @internal Throws `no-space` when files may not grow by so much. */
  reserve(path: string, growthBytes: number): void {
    const { capacityBytes } = this.#options;
    if (capacityBytes === undefined || growthBytes <= 0) return;
    let used = 0;
    for (const [, file] of this.#tree.files()) used += file.size;
    if (used + growthBytes > capacityBytes) throw new DiskError('no-space', path, `no space left for ${path}`);
  }

  #openNow(path: string, mode: OpenMode): DiskFile {
    const { directory, name, node } = this.#tree.find(path);
    if (node?.kind === 'directory') throw new DiskError('io', path, `cannot open ${path}: it is a directory`);
    if (node !== undefined && mode === 'create-new') {
      throw new DiskError('exists', path, `cannot create ${path}: it is there`);
    }
    if (node === undefined && (mode === 'read' || mode === 'read-write')) {
      throw new DiskError('not-found', path, `cannot open ${path}: no such file`);
    }
    if (this.#openFiles >= (this.#options.openFilesMax ?? Number.POSITIVE_INFINITY)) {
      throw new DiskError('too-many-files', path, `cannot open ${path}: too many open files`);
    }
    const file = node ?? new FileNode();
    if (node === undefined) this.#tree.change([{ directory, name, node: file }]);
    this.#openFiles++;
    const life = this.#life;
    return new SimulatedFile(this, path, file, mode !== 'read', {
      isAlive: () => life === this.#life,
      closed: () => this.#openFiles--,
    });
  }

  #count(kind: OperationKind, path: string, bytes: number): DiskOperation {
    this.#checkPower(path);
    const operation = { number: ++this.#operationCount, kind, path, bytes };
    if (this.#options.record) this.operations.push(operation);
    return operation;
  }

  #takeEffect<T>(operation: DiskOperation, effect: (shortTo?: number) => T): T {
    const { kind, path } = operation;
    if (this.readOnly && changesMedium(kind))
      throw new DiskError('read-only', path, `the disk of ${path} is read-only`);
    const fault: Fault | undefined = this.faults?.(operation);
    switch (fault?.kind) {
      case undefined:
        return effect();
      case 'fail':
        throw new DiskError(fault.code, path, `cannot ${kind} ${path}: injected failure`);
      case 'short-write':
        if (kind === 'write') effect(Math.min(fault.bytes, operation.bytes));
        throw new DiskError(fault.code, path, `cannot ${kind} ${path}: injected failure after ${fault.bytes} bytes`);
      case 'power-cut-after':
        effect();
        this.#powered = false;
        throw powerError(path);
      case 'power-cut-before':
        this.#powered = false;
        throw powerError(path);
    }
  }

  async #duration(operation: DiskOperation): Promise<void> {
    const { clock, latencyMs } = this.#options;
    if (clock === undefined) return;
    const ms = latencyMs?.(operation) ?? 0;
    await new Promise<void>((resolve) => {
      if (ms > 0) clock.setTimer(ms, resolve);
      else clock.nextTurn(resolve);
    });
  }

  #checkPower(path: string): void {
    if (!this.#powered) throw powerError(path);
  }
}

const harmless: ReadonlySet<OperationKind> = new Set(['open', 'read', 'lock', 'sync', 'sync-directory']);

function changesMedium(kind: OperationKind): boolean {
  return !harmless.has(kind);
}

function powerError(path: string): DiskError {
  return new DiskError('io', path, `the power of the disk of ${path} is off`);
}
