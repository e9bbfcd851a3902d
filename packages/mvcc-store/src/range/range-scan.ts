import { KeyValue, type RangeRequest, SortOrder, SortTarget } from '@quorate/protocol';
import type { RangeResult } from '../result/results.ts';
import { encodeKeyOnly } from '../state/key-value.ts';
import type { StoreState } from '../state/store-state.ts';
import { StoreError } from '../store-error.ts';
import type { KeyEntry } from '../tree-index/key-entry.ts';
import { keyText, type RangeEnd, rangeEndOf } from '../tree-index/key-text.ts';
import { filteredAndSorted, isReordered, needsAll } from './range-order.ts';

/**
 * A range that is being read, at one revision, in as many steps as the caller likes. Keys in order with a limit stop at the limit (and one
 * more, to know whether there is one); orders and filters look at the whole range first, as etcd does.
 */
export class RangeScan {
  /** The revision that is read. */
  readonly revision: number;
  readonly #state: StoreState;
  readonly #request: RangeRequest;
  readonly #currentRevision: number;
  readonly #end: RangeEnd;
  readonly #readsValues: boolean;
  readonly #fetchMax: number;
  readonly #kvs: Uint8Array[] = [];
  #next: string | undefined;
  #reachedLimit = false;

  /**
   * `currentRevision` is the revision the header shows and that revision 0 means.
   *
   * @throws StoreError `compacted`, `future-revision`, `invalid-sort-option`
   */
  constructor(state: StoreState, request: RangeRequest, currentRevision: number) {
    requireKnownOrder(request);
    this.revision = request.revision <= 0 ? currentRevision : request.revision;
    if (this.revision > currentRevision) throw new StoreError('future-revision');
    if (this.revision < state.compactRevision) throw new StoreError('compacted');
    this.#state = state;
    this.#request = request;
    this.#currentRevision = currentRevision;
    this.#next = keyText(request.key);
    this.#end = rangeEndOf(this.#next, request.rangeEnd);
    this.#readsValues = !request.keysOnly || request.sortTarget === SortTarget.Value;
    this.#fetchMax = request.limit > 0 && !needsAll(request) ? request.limit + 1 : Number.POSITIVE_INFINITY;
  }

  /** Reads on, at most so many keys and about so many bytes; true when everything is there. */
  step(keysMax: number, bytesMax: number): boolean {
    const start = this.#next;
    if (start === undefined || this.#request.countOnly || (this.#end !== undefined && start >= this.#end)) return true;
    this.#next = undefined;
    if (this.#request.rangeEnd.length === 0) {
      this.#readOne(start);
      return true;
    }
    let keys = 0;
    let bytes = 0;
    this.#state.index.visit(start, this.#end, (entry) => {
      if (keys === keysMax || bytes > bytesMax) {
        this.#next = entry.key;
        return false;
      }
      keys++;
      const kv = this.#read(entry);
      if (kv === undefined) return true;
      bytes += kv.length;
      this.#kvs.push(kv);
      this.#reachedLimit = this.#kvs.length >= this.#fetchMax;
      return !this.#reachedLimit;
    });
    return this.#next === undefined;
  }

  /** The answer, when `step` said that everything is there. */
  result(): RangeResult {
    const { limit, countOnly } = this.#request;
    const isCounted = countOnly || this.#reachedLimit;
    const count = isCounted ? this.#count() : this.#kvs.length;
    let kvs = this.#kvs;
    if (isReordered(this.#request)) kvs = filteredAndSorted(kvs, this.#request);
    const more = limit > 0 && kvs.length > limit;
    if (more) kvs = kvs.slice(0, limit);
    if (this.#request.keysOnly && this.#readsValues) kvs = kvs.map(withoutValue);
    return { kvs, more, count, revision: this.#currentRevision };
  }

  /** A key by its name needs no descent. */
  #readOne(key: string): void {
    const entry = this.#state.index.get(key);
    if (entry === undefined) return;
    const kv = this.#read(entry);
    if (kv !== undefined) this.#kvs.push(kv);
  }

  #count(): number {
    return this.#state.index.count(keyText(this.#request.key), this.#end, this.revision);
  }

  #read(entry: KeyEntry): Uint8Array | undefined {
    if (entry.main <= this.revision) {
      if (entry.version === 0) return undefined;
      if (this.#readsValues) return this.#state.readLatest(entry);
      return encodeKeyOnly(entry.key, entry.created, entry.main, entry.version);
    }
    const position = entry.positionAt(this.revision);
    if (position < 0 || entry.isTombstoneAt(position)) return undefined;
    const kv = this.#state.readAt(entry, position);
    if (this.#readsValues) return kv;
    const { createRevision, modRevision, version } = KeyValue.decode(kv);
    return encodeKeyOnly(entry.key, createRevision, modRevision, version);
  }
}

/** @throws StoreError `invalid-sort-option` for an order or a target that etcd does not know */
export function requireKnownOrder({ sortOrder, sortTarget }: RangeRequest): void {
  const isKnown =
    sortOrder >= SortOrder.None &&
    sortOrder <= SortOrder.Descend &&
    sortTarget >= SortTarget.Key &&
    sortTarget <= SortTarget.Value;
  if (!isKnown) throw new StoreError('invalid-sort-option');
}

/** `keys_only` in the order of values: read for the order, then left away. */
function withoutValue(kv: Uint8Array): Uint8Array {
  return KeyValue.encode({ ...KeyValue.decode(kv), value: new Uint8Array(0) });
}
