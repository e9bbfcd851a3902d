import { KeyValue } from '@quorate/protocol';
import type { LeaseKeeper } from '../lease-keeper.ts';
import { revisionKey, tombstoneKey } from '../revision/revision-key.ts';
import { encodeDeleted, encodeTombstone, encodeVersion } from '../state/key-value.ts';
import type { StoreState } from '../state/store-state.ts';
import type { KeyEntry } from '../tree-index/key-entry.ts';
import { keyBytes, type RangeEnd } from '../tree-index/key-text.ts';
import type { Change } from './change.ts';

/** The changes of one request: all share one main revision, and count up its sub revision. */
export class Writing {
  /** The revision that is written, if anything is. */
  readonly revision: number;
  readonly changes: Change[] = [];
  readonly #state: StoreState;
  readonly #leases: LeaseKeeper;

  constructor(state: StoreState, leases: LeaseKeeper) {
    this.#state = state;
    this.#leases = leases;
    this.revision = state.revision + 1;
  }

  /** What a read in the midst of the request sees: the state before, until something has changed. */
  get readRevision(): number {
    return this.changes.length > 0 ? this.revision : this.revision - 1;
  }

  /** `entry` is the key's, when there is one. `bytes` and `value` are copied. */
  put(key: string, entry: KeyEntry | undefined, bytes: Uint8Array, value: Uint8Array, lease: bigint): void {
    const { backend, index, values } = this.#state;
    const main = this.revision;
    const sub = this.changes.length;
    const isAlive = entry !== undefined && entry.version > 0;
    const created = isAlive ? entry.created : main;
    const version = isAlive ? entry.version + 1 : 1;
    const before = isAlive && entry.main < main ? entry.kv : undefined;
    const kv = encodeVersion(values, bytes, created, main, version, value, lease);
    backend.put('key', revisionKey(main, sub), kv);
    values.keep(index.write(entry, key, main, sub, created, version), kv);
    this.changes.push({ key, isDelete: false, kv, before });
    const leaseBefore = this.#leases.leaseOf(key);
    if (leaseBefore !== 0n) this.#leases.detach(leaseBefore, key);
    if (lease !== 0n) this.#leases.attach(lease, key);
  }

  /** Deletes a key that lives. */
  delete(entry: KeyEntry): void {
    const { backend, index } = this.#state;
    const { key } = entry;
    const main = this.revision;
    const sub = this.changes.length;
    const bytes = keyBytes(key);
    const before = entry.main < main ? entry.kv : undefined;
    backend.put('key', tombstoneKey(main, sub), encodeTombstone(bytes));
    index.delete(entry, main, sub);
    this.changes.push({ key, isDelete: true, kv: encodeDeleted(bytes, main), before });
    const lease = this.#leases.leaseOf(key);
    if (lease !== 0n) this.#leases.detach(lease, key);
  }

  /** Keys in the range that live, in order. */
  living(start: string, end: RangeEnd, isExact: boolean): KeyEntry[] {
    const { index } = this.#state;
    if (isExact) {
      const entry = index.get(start);
      return entry !== undefined && entry.version > 0 ? [entry] : [];
    }
    const entries: KeyEntry[] = [];
    if (end !== undefined && start >= end) return entries;
    index.visit(start, end, (entry) => {
      if (entry.version > 0) entries.push(entry);
      return true;
    });
    return entries;
  }
}

/** The value and lease of a stored version. */
export function valueAndLease(kv: Uint8Array): Pick<KeyValue, 'value' | 'lease'> {
  return KeyValue.decode(kv);
}
