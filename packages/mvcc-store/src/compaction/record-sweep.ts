import { KvHasher } from '../hash/kv-hasher.ts';
import { keyTextOf } from '../history/record.ts';
import { mainOf, revisionKey, subOf } from '../revision/revision-key.ts';
import type { StoreState } from '../state/store-state.ts';

/** A step stops after so many bytes, whatever the number of records, so that large values do not hold the event loop. */
const stepBytesMax = 2 * 1024 * 1024;

/** Removes the records that a compaction does not keep, from the first on, and hashes what there was. */
export class RecordSweep {
  readonly #state: StoreState;
  readonly #revision: number;
  readonly #hasher: KvHasher;
  #next: Uint8Array = revisionKey(0, 0);
  #removed = 0;

  /** The index has been compacted to `revision` and kept something, or nothing at all (`keepsAny`). */
  constructor(state: StoreState, revision: number, compactRevisionBefore: number, keepsAny: boolean) {
    this.#state = state;
    this.#revision = revision;
    this.#hasher = new KvHasher(state.index, {
      compactRevision: compactRevisionBefore,
      revision,
      keepsAny,
      keepsTombstone: true,
    });
  }

  get hash(): number {
    return this.#hasher.hash;
  }

  /** Records removed so far. */
  get removed(): number {
    return this.#removed;
  }

  /** Looks at up to `recordsMax` records; true when there are no more. */
  step(recordsMax: number): boolean {
    const { backend, index } = this.#state;
    const cursor = backend.bucket('key').cursor();
    const superfluous: Uint8Array[] = [];
    let records = 0;
    let bytes = 0;
    let isThere = cursor.seek(this.#next);
    for (; isThere && records < recordsMax && bytes < stepBytesMax; isThere = cursor.next()) {
      const key = cursor.key;
      const main = mainOf(key);
      if (main > this.#revision) {
        isThere = false;
        break;
      }
      const sub = subOf(key);
      const kv = cursor.value as Uint8Array;
      this.#hasher.add(key, kv);
      const entry = index.get(keyTextOf(kv));
      if (entry === undefined || !entry.isKept(main, sub, this.#revision, true)) superfluous.push(key);
      this.#next = revisionKey(main, sub + 1);
      records++;
      bytes += kv.length;
    }
    for (const key of superfluous) backend.delete('key', key);
    this.#removed += superfluous.length;
    return !isThere;
  }
}
