import { type ConfState, type Entry, emptyBytes, type HardState, type RaftSnapshot } from '@quorate/protocol';
import { none } from '../ids.ts';
import { fittingCount } from '../message/entry-size.ts';
import { assert, RaftError } from '../raft-error.ts';
import type { Storage } from './storage.ts';

function emptyConfState(): ConfState {
  return { voters: [], learners: [], votersOutgoing: [], learnersNext: [], autoLeave: false };
}

/**
 * A storage in memory: for tests, for groups that need no durability, and as the front of a log on disk, which writes a Ready to
 * disk first and then here.
 */
export class MemoryStorage implements Storage {
  #hardState: HardState = { term: 0, vote: none, commit: 0 };
  #snapshot: RaftSnapshot = {
    data: emptyBytes,
    metadata: { confState: emptyConfState(), index: 0, term: 0 },
  };
  /** The entries after the compacted part, whose last index and term are kept. */
  #entries: Entry[] = [];
  #compactedIndex = 0;
  #compactedTerm = 0;

  initialState(): { hardState: HardState; confState: ConfState } {
    return { hardState: this.#hardState, confState: this.#snapshot.metadata.confState };
  }

  entries(low: number, high: number, bytesMax: number): Entry[] {
    if (low <= this.#compactedIndex) throw new RaftError('COMPACTED');
    if (high > this.lastIndex() + 1) throw new RaftError('UNAVAILABLE');
    const start = low - this.#compactedIndex - 1;
    const end = high - this.#compactedIndex - 1;
    return this.#entries.slice(start, start + fittingCount(this.#entries, start, end, bytesMax));
  }

  term(index: number): number | undefined {
    if (index === this.#compactedIndex) return this.#compactedTerm;
    return this.#entries[index - this.#compactedIndex - 1]?.term;
  }

  firstIndex(): number {
    return this.#compactedIndex + 1;
  }

  lastIndex(): number {
    return this.#compactedIndex + this.#entries.length;
  }

  snapshot(): RaftSnapshot {
    return this.#snapshot;
  }

  /** Stores term, vote and commit index. */
  setHardState(hardState: HardState): void {
    this.#hardState = hardState;
  }

  /**
   * Replaces the whole log by a snapshot that a leader sent.
   *
   * @throws {RaftError} `SNAPSHOT_OUT_OF_DATE` when the one it has is as new
   */
  applySnapshot(snapshot: RaftSnapshot): void {
    if (this.#snapshot.metadata.index >= snapshot.metadata.index) throw new RaftError('SNAPSHOT_OUT_OF_DATE');
    this.#snapshot = snapshot;
    this.#compactedIndex = snapshot.metadata.index;
    this.#compactedTerm = snapshot.metadata.term;
    this.#entries = [];
  }

  /**
   * Makes a snapshot of what the application has reached, to be sent to others; the log stays as it is until {@link compact}.
   *
   * @param confState what the last `applyConfChange` returned; without one the configuration stays that of the last snapshot
   * @throws {RaftError} `SNAPSHOT_OUT_OF_DATE` when the one it has is as new, `UNAVAILABLE` beyond the log
   */
  createSnapshot(index: number, confState: ConfState | undefined, data: Uint8Array): RaftSnapshot {
    if (index <= this.#snapshot.metadata.index) throw new RaftError('SNAPSHOT_OUT_OF_DATE');
    const term = this.term(index);
    if (term === undefined) throw new RaftError('UNAVAILABLE');
    this.#snapshot = { data, metadata: { confState: confState ?? this.#snapshot.metadata.confState, index, term } };
    return this.#snapshot;
  }

  /**
   * Forgets the entries up to and including `index`, which should be applied and covered by a snapshot.
   *
   * @throws {RaftError} `COMPACTED` when that was done already, `UNAVAILABLE` beyond the log
   */
  compact(index: number): void {
    if (index <= this.#compactedIndex) throw new RaftError('COMPACTED');
    const term = this.term(index);
    if (term === undefined) throw new RaftError('UNAVAILABLE');
    this.#entries = this.#entries.slice(index - this.#compactedIndex);
    this.#compactedIndex = index;
    this.#compactedTerm = term;
  }

  /** Appends entries, overwriting from the index of the first one on; what is compacted already is passed over. */
  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first === undefined) return;
    assert(first.index <= this.lastIndex() + 1, 'appended entries follow the log without a gap');
    const skipped = Math.max(0, this.#compactedIndex + 1 - first.index);
    if (skipped >= entries.length) return;
    const kept = first.index + skipped - this.#compactedIndex - 1;
    if (kept < this.#entries.length) this.#entries.length = kept;
    for (let at = skipped; at < entries.length; at++) this.#entries.push(entries[at] as Entry);
  }
}
