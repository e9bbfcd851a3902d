import type { Backend } from '../backend/backend.ts';
import { revisionKey, revisionKeyBytes, writeRevisionKey } from '../revision/revision-key.ts';
import { StoreError } from '../store-error.ts';
import type { KeyEntry } from '../tree-index/key-entry.ts';
import { TreeIndex } from '../tree-index/tree-index.ts';
import { RevisionPins } from './revision-pins.ts';
import { ValueCache } from './value-cache.ts';

const scratchKey = new Uint8Array(revisionKeyBytes);

/** Everything that belongs to one database: replaced as a whole when a snapshot replaces the database. */
export class StoreState {
  readonly backend: Backend;
  readonly index = new TreeIndex();
  readonly values: ValueCache;
  readonly pins = new RevisionPins();
  /** The latest revision that is complete. */
  revision = 1;
  /** Up to where history was given up; -1 when it never was. */
  compactRevision = -1;

  constructor(backend: Backend, valueCacheBytesMax: number) {
    this.backend = backend;
    this.values = new ValueCache(valueCacheBytesMax);
  }

  /** The encoded KeyValue of a key's latest version. */
  readLatest(entry: KeyEntry): Uint8Array {
    return entry.kv ?? this.#read(entry, entry.main, entry.sub);
  }

  /** The same, and keeps it at hand if it can: for keys that are asked for by name. */
  readLatestKept(entry: KeyEntry): Uint8Array {
    if (entry.kv !== undefined) return entry.kv;
    const stored = this.#read(entry, entry.main, entry.sub);
    if (!this.values.admitsRead()) return stored;
    const kv = this.values.allocate(stored.length);
    kv.set(stored);
    this.values.keep(entry, kv);
    return kv;
  }

  /** The encoded KeyValue of the version at a position of the entry, which is no tombstone. */
  readAt(entry: KeyEntry, position: number): Uint8Array {
    if (position === entry.count - 1) return this.readLatest(entry);
    return this.#read(entry, entry.mainAt(position), entry.subAt(position));
  }

  /** The encoded KeyValue that a key had at a revision; undefined when it had none, or when that is compacted. */
  readKeyAt(key: string, revision: number): Uint8Array | undefined {
    if (revision < this.compactRevision) return undefined;
    const entry = this.index.get(key);
    if (entry === undefined) return undefined;
    const position = entry.positionAt(revision);
    return position < 0 || entry.isTombstoneAt(position) ? undefined : this.readAt(entry, position);
  }

  /** Calls `visit` for the records from a revision on, in order, until it returns false. */
  visitRecords(revision: number, visit: (recordKey: Uint8Array, kv: Uint8Array) => boolean): void {
    const cursor = this.backend.bucket('key').cursor();
    for (let isThere = cursor.seek(revisionKey(revision, 0)); isThere; isThere = cursor.next()) {
      if (!visit(cursor.key, cursor.value as Uint8Array)) return;
    }
  }

  #read(entry: KeyEntry, main: number, sub: number): Uint8Array {
    writeRevisionKey(scratchKey, main, sub);
    const kv = this.backend.get('key', scratchKey);
    if (kv === undefined) {
      throw new StoreError(
        'corrupt',
        `revision ${main}/${sub} of the key ${JSON.stringify(entry.key)} is not in it; restore the file from a snapshot, or remove the ` +
          'member from the cluster and add it again',
      );
    }
    return kv;
  }
}
