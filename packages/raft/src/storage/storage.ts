import type { ConfState, Entry, HardState, RaftSnapshot } from '@quorate/protocol';

/**
 * What raft reads of the log and the state that were stored. Raft itself never writes: whoever drives the node stores what each
 * Ready asks for, and the next call sees it.
 *
 * The log is the entries `firstIndex … lastIndex`; what is before was compacted into a snapshot. The term of the entry just
 * before `firstIndex` stays known, so that an append right after the snapshot can be checked (paper, section 7).
 *
 * All methods answer at once and without side effects. An index outside of the log is no error for {@link term}.
 */
export interface Storage {
  /** What was stored last: term, vote and commit index, and the configuration as of the snapshot. */
  initialState(): { readonly hardState: HardState; readonly confState: ConfState };

  /**
   * The entries from `low` up to but not including `high`, at least one, and no more than fit `bytesMax` (encoded size).
   * The array is not changed afterwards by either side.
   *
   * @throws {RaftError} `COMPACTED` when `low < firstIndex`, `UNAVAILABLE` when `high > lastIndex + 1`
   */
  entries(low: number, high: number, bytesMax: number): Entry[];

  /** The term of the entry at `index`, for `firstIndex − 1 … lastIndex`; `undefined` elsewhere. */
  term(index: number): number | undefined;

  /** The first index in the log: one more than the snapshot's, 1 when nothing was ever compacted. */
  firstIndex(): number;

  /** The last index in the log; `firstIndex − 1` when it is empty. */
  lastIndex(): number;

  /**
   * The newest snapshot, to be sent to a follower that needs entries before `firstIndex`; its index must not be below
   * `firstIndex − 1`. `undefined` when it is still being made: raft asks again later. A node that comes in turns a snapshot down
   * in which it is no member, so the snapshot has to hold the newest change of membership that is applied.
   */
  snapshot(): RaftSnapshot | undefined;
}
