import type { Chooser } from './chooser.ts';
import type { KnownState } from './known-state.ts';

/** A revision to read at: between compacted and current, and the ones around both ends. */
export function drawRevision(chooser: Chooser, { revision, compactedRevision }: KnownState): number {
  const span = Math.max(1, revision - compactedRevision);
  return chooser.weighted([
    [60, compactedRevision + chooser.below(span + 1)],
    [6, compactedRevision],
    [4, compactedRevision - 1],
    [2, chooser.below(revision + 1)],
    [6, revision],
    [3, revision + 1],
    [1, revision + 1_000],
    [1, -1],
  ]);
}
