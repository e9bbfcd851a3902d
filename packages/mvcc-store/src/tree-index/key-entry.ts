import type { Leaf } from './ordered-tree.ts';

/** Up to this many numbers, `older` is grown to the exact size: the engine would set aside room for 16 more. */
const exactGrowthMax = 8;

/**
 * What the index knows of a key: the revisions that wrote it. The latest is kept in fields, so that a key with one version, as most
 * have, costs no array. Older ones follow one another in `older` as pairs: main revision, sub revision × 2, plus 1 for a tombstone.
 * A key's life (etcd's "generation") ends at a tombstone.
 */
export class KeyEntry {
  readonly key: string;
  main: number;
  sub: number;
  /** Revision at which the current life began; 0 when the key is deleted. */
  created: number;
  /** Writes in the current life; 0 when the key is deleted. */
  version: number;
  older: number[] | undefined = undefined;
  /** Where the entry stands in the ordered tree. */
  leaf: Leaf | undefined = undefined;
  /** The latest version, encoded, while it is at hand. */
  kv: Uint8Array | undefined = undefined;

  constructor(key: string, main: number, sub: number, created: number, version: number) {
    this.key = key;
    this.main = main;
    this.sub = sub;
    this.created = created;
    this.version = version;
  }

  /** The latest revision becomes an older one; what follows it takes its place. */
  write(main: number, sub: number, created: number, version: number): void {
    const packed = this.sub * 2 + (this.version === 0 ? 1 : 0);
    const older = this.older;
    if (older === undefined) {
      this.older = [this.main, packed];
    } else if (older.length < exactGrowthMax) {
      this.older = [...older, this.main, packed];
    } else {
      older.push(this.main, packed);
    }
    this.main = main;
    this.sub = sub;
    this.created = created;
    this.version = version;
    this.kv = undefined;
  }

  /** How many revisions there are. */
  get count(): number {
    return this.older === undefined ? 1 : this.older.length / 2 + 1;
  }

  /** Position of the newest revision whose main part is at most `revision`; -1 when all are later. */
  positionAt(revision: number): number {
    const older = this.older;
    if (this.main <= revision) return older === undefined ? 0 : older.length / 2;
    if (older === undefined) return -1;
    let low = 0;
    let high = older.length / 2;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((older[middle * 2] as number) <= revision) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  mainAt(position: number): number {
    const older = this.older;
    return older === undefined || position * 2 >= older.length ? this.main : (older[position * 2] as number);
  }

  subAt(position: number): number {
    const older = this.older;
    return older === undefined || position * 2 >= older.length ? this.sub : (older[position * 2 + 1] as number) >>> 1;
  }

  isTombstoneAt(position: number): boolean {
    const older = this.older;
    if (older === undefined || position * 2 >= older.length) return this.version === 0;
    return ((older[position * 2 + 1] as number) & 1) === 1;
  }

  /** Whether the key lives at a revision. */
  isAliveAt(revision: number): boolean {
    if (this.main <= revision) return this.version !== 0;
    const position = this.positionAt(revision);
    return position >= 0 && !this.isTombstoneAt(position);
  }

  /**
   * Whether a compaction at `revision` keeps this version: the newest up to there, unless it is a tombstone from before. `keepTombstone`
   * says whether a tombstone exactly there is kept.
   */
  isKept(main: number, sub: number, revision: number, keepTombstone: boolean): boolean {
    const position = this.positionAt(revision);
    if (position < 0 || this.mainAt(position) !== main || this.subAt(position) !== sub) return false;
    return !this.isTombstoneAt(position) || (keepTombstone && main === revision);
  }

  /** Forgets what a compaction at `revision` does not keep; false when that is everything. */
  compact(revision: number): boolean {
    const position = this.positionAt(revision);
    if (position < 0) return true;
    const isGone = this.isTombstoneAt(position) && this.mainAt(position) < revision;
    const from = isGone ? position + 1 : position;
    if (from >= this.count) return false;
    if (from > 0) {
      const rest = (this.older as number[]).slice(from * 2);
      this.older = rest.length === 0 ? undefined : rest;
    }
    return true;
  }
}
