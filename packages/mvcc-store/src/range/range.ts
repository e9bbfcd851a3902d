import type { Clock } from '@quorate/ports';
import type { RangeRequest } from '@quorate/protocol';
import type { RangeResult } from '../result/results.ts';
import type { StoreState } from '../state/store-state.ts';
import { nextTurn } from '../turn.ts';
import { RangeScan } from './range-scan.ts';

/** Keys and bytes read in one slice: about a millisecond each. */
const sliceKeysMax = 1_000;
const sliceBytesMax = 2 * 1024 * 1024;

/** Reads a range on the spot. */
export function rangeNow(state: StoreState, request: RangeRequest, currentRevision: number): RangeResult {
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
  const scan = new RangeScan(state, request, state.revision);
  return scan.step(sliceKeysMax, sliceBytesMax) ? scan.result() : finish(state, scan, clock);
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
