import { KeyValue, type RangeRequest, SortOrder, SortTarget } from '@quorate/protocol';
import { sortAsGoDoes } from './go-sort.ts';

/**
 * Whether the limit can only be applied at the end: etcd does so for every explicit order but that of keys ascending, and for every
 * filter. A target without an order does not count: then the first keys up to the limit are read, and those are sorted.
 */
export function needsAll(request: RangeRequest): boolean {
  const isKeyOrder =
    request.sortOrder === SortOrder.None ||
    (request.sortTarget === SortTarget.Key && request.sortOrder === SortOrder.Ascend);
  return !isKeyOrder || hasFilters(request);
}

/** Whether the answer is not simply the range's keys in order. */
export function isReordered(request: RangeRequest): boolean {
  return request.sortTarget !== SortTarget.Key || request.sortOrder === SortOrder.Descend || hasFilters(request);
}

/** Applies the filters, then the order. A target without an order means ascending. */
export function filteredAndSorted(kvs: readonly Uint8Array[], request: RangeRequest): Uint8Array[] {
  const versions = kvs
    .map((encoded) => ({ encoded, kv: KeyValue.decode(encoded) }))
    .filter(({ kv }) => passes(kv, request));
  const { sortTarget, sortOrder } = request;
  const compare = comparisons[sortTarget];
  if (sortOrder === SortOrder.Descend) sortAsGoDoes(versions, (a, b) => compare(b.kv, a.kv) < 0);
  else if (sortTarget !== SortTarget.Key) sortAsGoDoes(versions, (a, b) => compare(a.kv, b.kv) < 0);
  return versions.map(({ encoded }) => encoded);
}

const comparisons: Readonly<Record<SortTarget, (a: KeyValue, b: KeyValue) => number>> = {
  [SortTarget.Key]: (a, b) => Buffer.compare(a.key, b.key),
  [SortTarget.Version]: (a, b) => a.version - b.version,
  [SortTarget.Create]: (a, b) => a.createRevision - b.createRevision,
  [SortTarget.Mod]: (a, b) => a.modRevision - b.modRevision,
  [SortTarget.Value]: (a, b) => Buffer.compare(a.value, b.value),
};

/** Whether the request bounds revisions. */
export function hasFilters(request: RangeRequest): boolean {
  return (
    request.minModRevision !== 0 ||
    request.maxModRevision !== 0 ||
    request.minCreateRevision !== 0 ||
    request.maxCreateRevision !== 0
  );
}

/** Bounds are inclusive; 0 is no bound. */
function passes({ modRevision, createRevision }: KeyValue, request: RangeRequest): boolean {
  return (
    (request.maxModRevision === 0 || modRevision <= request.maxModRevision) &&
    (request.minModRevision === 0 || modRevision >= request.minModRevision) &&
    (request.maxCreateRevision === 0 || createRevision <= request.maxCreateRevision) &&
    (request.minCreateRevision === 0 || createRevision >= request.minCreateRevision)
  );
}
