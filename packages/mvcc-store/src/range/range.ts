import type { Clock } from '@quorate/ports';
import type { RangeRequest } from '@quorate/protocol';
import type { RangeResult } from '../result/results.ts';
import type { StoreState } from '../state/store-state.ts';
import { keyText } from '../tree-index/key-text.ts';
import { nextTurn } from '../turn.ts';
import { hasFilters } from './range-order.ts';
import { RangeScan, requireKnownOrder } from './range-scan.ts';

/** Keys and bytes read in one slice: about a millisecond each. */
const sliceKeysMax = 1_000;
const sliceBytesMax = 2 * 1024 * 1024;

/** Reads a range on the spot. */
export function rangeNow(state: StoreState, request: RangeRequest, currentRevision: number): RangeResult {
  if (isPlainGet(request)) return get(state, request, currentRevision);
  const scan = new RangeScan(state, request, currentRevision);
  scan.step(Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
  return scan.result();
}

/** Reads a range in slices, at one revision: at once when one slice does, over many turns otherwise. */
export function rangeInSlices(
  state: StoreState,
  request: RangeRequest,
  clock: Clock,
): RangeResult | Promise<RangeResult> {
  if (isPlainGet(request)) return get(state, request, state.revision);
  const scan = new RangeScan(state, request, state.revision);
  return scan.step(sliceKeysMax, sliceBytesMax) ? scan.result() : finish(state, scan, clock);
}

/** One key as it is now, with its value: what most requests ask for. */
function isPlainGet(request: RangeRequest): boolean {
  return (
    request.rangeEnd.length === 0 &&
    request.revision <= 0 &&
    !request.keysOnly &&
    !request.countOnly &&
    !hasFilters(request)
  );
}

function get(state: StoreState, request: RangeRequest, revision: number): RangeResult {
  requireKnownOrder(request);
  const entry = state.index.get(keyText(request.key));
  if (entry === undefined || entry.version === 0) return { kvs: [], more: false, count: 0, revision };
  return { kvs: [state.readLatestKept(entry)], more: false, count: 1, revision };
}

async function finish(state: StoreState, scan: RangeScan, clock: Clock): Promise<RangeResult> {
  const release = state.pins.pin(scan.revision);
  try {
    do await nextTurn(clock);
    while (!scan.step(sliceKeysMax, sliceBytesMax));
    return scan.result();
  } finally {
    release();
  }
}
