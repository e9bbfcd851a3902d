import { type Compare, CompareResult, CompareTarget, emptyBytes, KeyValue } from '@quorate/protocol';
import type { StoreState } from '../state/store-state.ts';
import type { KeyEntry } from '../tree-index/key-entry.ts';
import { keyText, rangeEndOf } from '../tree-index/key-text.ts';

/** What a key is compared by when it is not there. */
const missing: KeyValue = KeyValue.create();

/** Whether all comparisons hold; none at all do. */
export function allHold(state: StoreState, compares: readonly Compare[]): boolean {
  for (const compare of compares) {
    if (!holds(state, compare)) return false;
  }
  return true;
}

/** Whether a comparison holds for every key in its range. A range without keys is a key that is missing. */
function holds(state: StoreState, compare: Compare): boolean {
  const start = keyText(compare.key);
  if (compare.rangeEnd.length === 0) {
    const entry = state.index.get(start);
    return entry === undefined || entry.version === 0 ? missingHolds(compare) : entryHolds(state, compare, entry);
  }
  const end = rangeEndOf(start, compare.rangeEnd);
  let isEmpty = true;
  let allHeld = true;
  if (end === undefined || start < end) {
    state.index.visit(start, end, (entry) => {
      if (entry.version === 0) return true;
      isEmpty = false;
      allHeld = entryHolds(state, compare, entry);
      return allHeld;
    });
  }
  return isEmpty ? missingHolds(compare) : allHeld;
}

/** A value cannot be compared with none: that never holds, not even "not equal". */
function missingHolds(compare: Compare): boolean {
  return compare.target !== CompareTarget.Value && resultHolds(compare, orderOf(compare, missing));
}

/** Revisions and versions are in the index; only values and leases have to be read. */
function entryHolds(state: StoreState, compare: Compare, entry: KeyEntry): boolean {
  switch (compare.target) {
    case CompareTarget.Version:
      return resultHolds(compare, entry.version - wantedNumber(compare, 'version'));
    case CompareTarget.Create:
      return resultHolds(compare, entry.created - wantedNumber(compare, 'createRevision'));
    case CompareTarget.Mod:
      return resultHolds(compare, entry.main - wantedNumber(compare, 'modRevision'));
    default:
      return resultHolds(compare, orderOf(compare, KeyValue.decode(state.readLatest(entry))));
  }
}

/** Negative, zero or positive as the key's is less than, equal to or greater than what the request says. */
function orderOf(compare: Compare, kv: KeyValue): number {
  const union = compare.targetUnion;
  switch (compare.target) {
    case CompareTarget.Version:
      return kv.version - wantedNumber(compare, 'version');
    case CompareTarget.Create:
      return kv.createRevision - wantedNumber(compare, 'createRevision');
    case CompareTarget.Mod:
      return kv.modRevision - wantedNumber(compare, 'modRevision');
    case CompareTarget.Value:
      return Buffer.compare(kv.value, union?.case === 'value' ? union.value : emptyBytes);
    case CompareTarget.Lease: {
      const lease = union?.case === 'lease' ? union.value : 0n;
      return kv.lease < lease ? -1 : kv.lease > lease ? 1 : 0;
    }
    default:
      return 0;
  }
}

/** A number of another kind than the target counts as zero, as in etcd. */
function wantedNumber({ targetUnion }: Compare, kind: 'version' | 'createRevision' | 'modRevision'): number {
  return targetUnion?.case === kind ? targetUnion.value : 0;
}

/** A result that etcd does not know always holds. */
function resultHolds({ result }: Compare, order: number): boolean {
  switch (result) {
    case CompareResult.Equal:
      return order === 0;
    case CompareResult.Greater:
      return order > 0;
    case CompareResult.Less:
      return order < 0;
    case CompareResult.NotEqual:
      return order !== 0;
    default:
      return true;
  }
}
