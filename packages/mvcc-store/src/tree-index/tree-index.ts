import { assert } from '../assert.ts';
import { KeyEntry } from './key-entry.ts';
import { KeyTable } from './key-table.ts';
import type { RangeEnd } from './key-text.ts';
import { OrderedTree } from './ordered-tree.ts';

/** Entries looked at in one slice of a walk over the whole index: about a millisecond. */
const sliceEntriesMax = 4_000;

/** All keys and the revisions that wrote them, in memory; the values are in the database. */
export class TreeIndex {
  readonly #table = new KeyTable();
  readonly #tree = new OrderedTree();

  /** Keys that are alive. */
  get live(): number {
    return this.#tree.live;
  }

  /** Keys that are known, dead ones included. */
  get size(): number {
    return this.#tree.size;
  }

  get(key: string): KeyEntry | undefined {
    return this.#table.get(key);
  }

  /** Notes that a key was put. `created` and `version` continue the key's life, or are those of a first version read from disk. */
  put(key: string, main: number, sub: number, created: number, version: number): KeyEntry {
    return this.write(this.#table.get(key), key, main, sub, created, version);
  }

  /** The same, for a caller that has looked up the key's entry. */
  write(
    entry: KeyEntry | undefined,
    key: string,
    main: number,
    sub: number,
    created: number,
    version: number,
  ): KeyEntry {
    if (entry === undefined) return this.#add(new KeyEntry(key, main, sub, created, version));
    const liveChange = entry.version === 0 ? 1 : 0;
    entry.write(main, sub, created, version);
    this.#tree.wrote(entry, liveChange);
    return entry;
  }

  /** Notes that a key was deleted. */
  delete(entry: KeyEntry, main: number, sub: number): void {
    assert(entry.version !== 0, 'only a key that lives is deleted');
    entry.write(main, sub, 0, 0);
    this.#tree.wrote(entry, -1);
  }

  /** Notes a tombstone read from disk, of a key whose earlier revisions may have been compacted. */
  restoreTombstone(key: string, main: number, sub: number): void {
    const entry = this.#table.get(key);
    if (entry === undefined) this.#add(new KeyEntry(key, main, sub, 0, 0));
    else if (entry.version !== 0) this.delete(entry, main, sub);
  }

  /** Calls `visit` for every entry in the range, dead ones included, until it returns false. */
  visit(start: string, end: RangeEnd, visit: (entry: KeyEntry) => boolean): void {
    this.#tree.visit(start, end, visit);
  }

  /** How many keys in the range live at `revision`. */
  count(start: string, end: RangeEnd, revision: number): number {
    return this.#tree.count(start, end, revision);
  }

  /**
   * Forgets what a compaction at `revision` does not keep, in slices: each call of `next` does one. Keys may be written in between. The
   * generator returns whether anything up to `revision` was kept.
   */
  *compact(revision: number): Generator<void, boolean> {
    let keptAny = false;
    for (const slice of this.#slices()) {
      const dead = slice.filter((entry) => !entry.compact(revision));
      for (const entry of dead) {
        this.#tree.remove(entry);
        this.#table.delete(entry.key);
      }
      keptAny ||= slice.some((entry) => entry.leaf !== undefined && entry.mainAt(0) <= revision);
      yield;
    }
    return keptAny;
  }

  /** Whether a compaction at `revision` would keep any version but tombstones, in slices; the generator returns the answer. */
  *keepsAny(revision: number): Generator<void, boolean> {
    for (const slice of this.#slices()) {
      if (slice.some((entry) => entry.isAliveAt(revision))) return true;
      yield;
    }
    return false;
  }

  /** All entries, some thousand at a time; each slice begins after the last key of the one before. */
  *#slices(): Generator<KeyEntry[]> {
    let start: string | undefined = '';
    while (start !== undefined) {
      const slice: KeyEntry[] = [];
      this.#tree.visit(start, undefined, (entry) => slice.push(entry) < sliceEntriesMax);
      const last: KeyEntry | undefined = slice.length < sliceEntriesMax ? undefined : slice.at(-1);
      start = last === undefined ? undefined : `${last.key}\0`;
      yield slice;
    }
  }

  #add(entry: KeyEntry): KeyEntry {
    this.#table.add(entry);
    this.#tree.add(entry);
    return entry;
  }
}
