import { WatchCreateRequest } from '@quorate/protocol';
import type { Chooser } from './chooser.ts';
import { drawKeyRange } from './keys.ts';
import type { KnownState } from './known-state.ts';
import { drawRevision } from './revisions.ts';

/** A watch from the present, the past, the compacted past or below zero, with filters, previous values and an id of the client's or none. */
export function drawWatch(chooser: Chooser, state: KnownState): WatchCreateRequest {
  return drawWatchFrom(
    chooser,
    chooser.weighted([
      [30, 0],
      [60, Math.min(drawRevision(chooser, state), state.revision)],
      [3, -1],
    ]),
  );
}

/** A watch that waits for a revision to come. */
export function drawFutureWatch(chooser: Chooser, state: KnownState): WatchCreateRequest {
  return drawWatchFrom(chooser, state.revision + 1 + chooser.below(50));
}

function drawWatchFrom(chooser: Chooser, startRevision: number): WatchCreateRequest {
  return WatchCreateRequest.create({
    ...drawKeyRange(chooser),
    startRevision,
    progressNotify: chooser.percent(20),
    filters: chooser.weighted([
      [70, []],
      [10, [0]],
      [10, [1]],
      [5, [0, 1]],
    ]),
    prevKv: chooser.percent(40),
    watchId: chooser.percent(20) ? BigInt(1 + chooser.below(30)) : 0n,
    fragment: chooser.percent(30),
  });
}
