import type { KeyValue } from '@quorate/protocol';
import { keyId } from '../kv/key-id.ts';
import type { KeyRange } from '../kv/key-range.ts';
import type { WatchEvent } from '../watch/watch-options.ts';

/** Keys with their values: by key in constant time, in order after sorting once for many reads. */
export class SortedKeys {
  #byId = new Map<string, KeyValue>();
  /** In order; `undefined` since a key was added or removed. */
  #sorted: readonly string[] | undefined;

  get size(): number {
    return this.#byId.size;
  }

  get(key: Uint8Array): KeyValue | undefined {
    return this.#byId.get(keyId(key));
  }

  set(kv: KeyValue): void {
    const id = keyId(kv.key);
    if (!this.#byId.has(id)) this.#sorted = undefined;
    this.#byId.set(id, kv);
  }

  delete(key: Uint8Array): void {
    if (this.#byId.delete(keyId(key))) this.#sorted = undefined;
  }

  /** Takes over what another one holds. */
  replace(other: SortedKeys): void {
    this.#byId = other.#byId;
    this.#sorted = undefined;
  }

  /** The keys of a range, or all, in order. */
  list(range?: KeyRange): readonly KeyValue[] {
    this.#sorted ??= [...this.#byId.keys()].sort((one, other) => (one < other ? -1 : 1));
    const sorted = this.#sorted;
    if (range === undefined) return this.#values(sorted);
    if (range.rangeEnd.length === 0) {
      const kv = this.get(range.key);
      return kv === undefined ? [] : [kv];
    }
    const isOpen = range.rangeEnd.length === 1 && range.rangeEnd[0] === 0;
    const end = isOpen ? sorted.length : firstFrom(sorted, keyId(range.rangeEnd));
    return this.#values(sorted.slice(firstFrom(sorted, keyId(range.key)), end));
  }

  /** The events that lead from here to what `target` holds as of `revision`. */
  changesTo(target: SortedKeys, revision: number): WatchEvent[] {
    const changes: WatchEvent[] = [];
    for (const [id, kv] of this.#byId) {
      if (!target.#byId.has(id)) changes.push({ type: 'delete', key: kv.key, prevKv: kv, revision });
    }
    for (const [id, kv] of target.#byId) {
      const before = this.#byId.get(id);
      if (before?.modRevision === kv.modRevision) continue;
      changes.push({ type: 'put', key: kv.key, kv, prevKv: before, revision: kv.modRevision });
    }
    return changes.sort((one, other) => one.revision - other.revision);
  }

  #values(ids: readonly string[]): KeyValue[] {
    return ids.flatMap((id) => this.#byId.get(id) ?? []);
  }
}

/** Index of the first id that is not less than `id`. */
function firstFrom(sorted: readonly string[], id: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
