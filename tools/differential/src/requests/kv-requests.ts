import {
  CompactionRequest,
  DeleteRangeRequest,
  PutRequest,
  RangeRequest,
  type SortOrder,
  type SortTarget,
} from '@quorate/protocol';
import type { Chooser } from './chooser.ts';
import { drawKey, drawKeyRange, drawLease, drawValue } from './keys.ts';
import type { KnownState } from './known-state.ts';
import { drawRevision } from './revisions.ts';

/** A put with all of its options, also those that exclude each other. */
export function drawPut(chooser: Chooser): PutRequest {
  const ignoreValue = chooser.percent(6);
  const ignoreLease = chooser.percent(6);
  const withValue = ignoreValue ? chooser.percent(10) : true;
  const withLease = ignoreLease ? chooser.percent(10) : chooser.percent(20);
  return PutRequest.create({
    key: drawKey(chooser),
    value: withValue ? drawValue(chooser) : new Uint8Array(),
    lease: withLease ? drawLease(chooser) : 0n,
    prevKv: chooser.percent(30),
    ignoreValue,
    ignoreLease,
  });
}

/** A range with any mixture of limit, revision, order, filters and what is left away. */
export function drawRange(chooser: Chooser, state: KnownState): RangeRequest {
  const bound = (percent: number): number => (chooser.percent(percent) ? drawRevision(chooser, state) : 0);
  const sorted = chooser.percent(35);
  return RangeRequest.create({
    ...drawKeyRange(chooser),
    limit: chooser.weighted([
      [60, 0],
      [37, 1 + chooser.below(8)],
      [2, 10_000],
      [1, -1],
    ]),
    revision: bound(30),
    // Members of the enums alone: 3.5 does not check them, and dies of an unknown sort target.
    sortOrder: sorted ? (chooser.below(3) as SortOrder) : 0,
    sortTarget: sorted ? (chooser.below(5) as SortTarget) : 0,
    serializable: chooser.percent(30),
    keysOnly: chooser.percent(12),
    countOnly: chooser.percent(12),
    minModRevision: bound(6),
    maxModRevision: bound(6),
    minCreateRevision: bound(6),
    maxCreateRevision: bound(6),
  });
}

/** A deletion of one key or many. */
export function drawDeleteRange(chooser: Chooser): DeleteRangeRequest {
  // Deletions of everything would leave little to look at.
  const range = chooser.percent(70) ? { key: drawKey(chooser) } : drawKeyRange(chooser);
  return DeleteRangeRequest.create({ ...range, prevKv: chooser.percent(40) });
}

/** A compaction, mostly not far from the last one, so that history stays. */
export function drawCompaction(chooser: Chooser, state: KnownState): CompactionRequest {
  const { revision, compactedRevision } = state;
  return CompactionRequest.create({
    revision: chooser.weighted([
      [12, compactedRevision + 1 + chooser.below(Math.max(1, Math.floor((revision - compactedRevision) / 2)))],
      [2, revision],
      [2, revision + 1],
      [1, Math.max(1, compactedRevision)],
      [1, -5],
    ]),
    physical: chooser.percent(50),
  });
}
