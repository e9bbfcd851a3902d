import { DiskError } from '@quorate/ports';
import type { SeededRandom } from '../seeded-random.ts';
import type { FileNode, Survival } from './file-node.ts';

export type DiskNode = FileNode | DirectoryNode;

export class DirectoryNode {
  readonly kind = 'directory';
  /** What a program sees. */
  readonly entries = new Map<string, DiskNode>();
  /** What is on the medium. */
  durable = new Map<string, DiskNode>();
}

/** One change of names that happens as a whole or not at all; a rename edits two places. */
interface Change {
  readonly edits: readonly Edit[];
}

interface Edit {
  readonly directory: DirectoryNode;
  readonly name: string;
  /** What the name stands for from now on; undefined removes it. */
  readonly node: DiskNode | undefined;
}

interface Place {
  readonly directory: DirectoryNode;
  readonly name: string;
  readonly node: DiskNode | undefined;
}

/** The names of a disk. Changes of them are durable only after the directory was synced, as POSIX has it. */
export class DirectoryTree {
  readonly root = new DirectoryNode();
  #pending: Change[] = [];

  /** The place a path names; its directory must be there. */
  find(path: string): Place {
    const parts = splitPath(path);
    const name = parts.pop();
    let directory = this.root;
    for (const part of parts) {
      const next = directory.entries.get(part);
      if (next?.kind !== 'directory') throw new DiskError('not-found', path, `cannot find ${path}: no such directory`);
      directory = next;
    }
    return { directory, name: name ?? '', node: name === undefined ? this.root : directory.entries.get(name) };
  }

  findDirectory(path: string): DirectoryNode {
    const { node } = this.find(path);
    if (node?.kind !== 'directory') throw new DiskError('not-found', path, `cannot find ${path}: no such directory`);
    return node;
  }

  change(edits: readonly Edit[]): void {
    for (const { directory, name, node } of edits) {
      if (node === undefined) directory.entries.delete(name);
      else directory.entries.set(name, node);
    }
    this.#pending.push({ edits });
  }

  makeDirectory(path: string): void {
    let directory = this.root;
    for (const name of splitPath(path)) {
      let next = directory.entries.get(name);
      if (next?.kind === 'file')
        throw new DiskError('exists', path, `cannot create directory ${path}: a file is there`);
      if (next === undefined) {
        next = new DirectoryNode();
        this.change([{ directory, name, node: next }]);
      }
      directory = next;
    }
  }

  /** Makes the changes of this directory durable, and of others only those that these build on. */
  sync(synced: DirectoryNode): void {
    const needed = new Set([synced]);
    const kept: Change[] = [];
    const applied: Change[] = [];
    for (const change of this.#pending.toReversed()) {
      if (change.edits.some(({ directory }) => needed.has(directory))) {
        for (const { directory } of change.edits) needed.add(directory);
        applied.push(change);
      } else kept.push(change);
    }
    for (const change of applied.toReversed()) applyDurably(change);
    this.#pending = kept.toReversed();
  }

  /** Makes every change durable. */
  settle(): void {
    for (const change of this.#pending) applyDurably(change);
    this.#pending = [];
  }

  /** The power went: of each directory's unsynced changes the first few are left, or none, or all. */
  crash(survival: Survival, random: SeededRandom | undefined): void {
    const stopped = new Set<DirectoryNode>();
    for (const change of this.#pending) {
      const keeps = survival === 'all' || (survival === 'some' && random?.below(2) === 0);
      if (keeps && !change.edits.some(({ directory }) => stopped.has(directory))) applyDurably(change);
      else for (const { directory } of change.edits) stopped.add(directory);
    }
    this.#pending = [];
    restoreDurable(this.root);
  }

  /** Every file that can be reached, by path. */
  *files(directory = this.root, prefix = ''): Generator<[path: string, file: FileNode]> {
    for (const [name, node] of directory.entries) {
      if (node.kind === 'file') yield [`${prefix}/${name}`, node];
      else yield* this.files(node, `${prefix}/${name}`);
    }
  }
}

function applyDurably({ edits }: Change): void {
  for (const { directory, name, node } of edits) {
    if (node === undefined) directory.durable.delete(name);
    else directory.durable.set(name, node);
  }
}

function restoreDurable(directory: DirectoryNode): void {
  directory.entries.clear();
  for (const [name, node] of directory.durable) {
    directory.entries.set(name, node);
    if (node.kind === 'directory') restoreDurable(node);
  }
}

/** Relative paths start at the root, which is where a simulated process runs. */
function splitPath(path: string): string[] {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts;
}
