import type { Entry, RaftSnapshot } from '@quorate/protocol';
import { assert } from '../raft-error.ts';

/**
 * The tail of the log that is not known to be stored yet, and a snapshot that is not either.
 *
 * ```
 *        storage            offset          offsetInProgress
 *   ───────────────────┬─────────────────┬───────────────────
 *     stored entries   │ being written   │ not handed out yet
 * ```
 *
 * What is being written may be overwritten here before its write is done (a new leader's entries conflict with it): the report
 * of the write then names a term that no longer fits, and is passed over.
 */
export class UnstableLog {
  #snapshot: RaftSnapshot | undefined;
  #isSnapshotInProgress = false;
  #entries: Entry[] = [];
  #offset: number;
  #offsetInProgress: number;

  /** @param offset the first index that is not stored */
  constructor(offset: number) {
    this.#offset = offset;
    this.#offsetInProgress = offset;
  }

  /** The index of the first entry here, or of the next one. */
  get offset(): number {
    return this.#offset;
  }

  /** Whether there are entries whose writing was not reported. */
  get hasEntries(): boolean {
    return this.#entries.length > 0;
  }

  /** The snapshot whose writing was not reported. */
  get snapshot(): RaftSnapshot | undefined {
    return this.#snapshot;
  }

  /** The last index, when it is here. */
  lastIndex(): number | undefined {
    if (this.#entries.length > 0) return this.#offset + this.#entries.length - 1;
    return this.#snapshot?.metadata.index;
  }

  /** The term of the entry at `index`, when it is here. */
  term(index: number): number | undefined {
    if (index >= this.#offset) return this.#entries[index - this.#offset]?.term;
    return this.#snapshot?.metadata.index === index ? this.#snapshot.metadata.term : undefined;
  }

  /** The entries from `low` up to but not including `high`, all of which must be here. */
  slice(low: number, high: number): Entry[] {
    return this.#entries.slice(low - this.#offset, high - this.#offset);
  }

  /** Entries that were not handed out to be written. */
  hasNextEntries(): boolean {
    return this.#offset + this.#entries.length > this.#offsetInProgress;
  }

  nextEntries(): Entry[] {
    return this.#entries.slice(this.#offsetInProgress - this.#offset);
  }

  /** A snapshot that was not handed out to be written. */
  nextSnapshot(): RaftSnapshot | undefined {
    return this.#isSnapshotInProgress ? undefined : this.#snapshot;
  }

  /** All of it was handed out to be written. */
  accept(): void {
    this.#offsetInProgress = this.#offset + this.#entries.length;
    if (this.#snapshot) this.#isSnapshotInProgress = true;
  }

  /** The log is stored up to and including `index`, if the entry there is still of that term. */
  stableTo(index: number, term: number): void {
    if (index < this.#offset || this.term(index) !== term) return;
    const count = index + 1 - this.#offset;
    this.#entries = count === this.#entries.length ? [] : this.#entries.slice(count);
    this.#offset = index + 1;
    this.#offsetInProgress = Math.max(this.#offsetInProgress, this.#offset);
  }

  /** The snapshot at `index` is stored, if it is still the one here. */
  snapshotStableTo(index: number): void {
    if (this.#snapshot?.metadata.index !== index) return;
    this.#snapshot = undefined;
    this.#isSnapshotInProgress = false;
  }

  /** Puts a snapshot in the place of the whole log. */
  restore(snapshot: RaftSnapshot): void {
    this.#snapshot = snapshot;
    this.#isSnapshotInProgress = false;
    this.#entries = [];
    this.#offset = snapshot.metadata.index + 1;
    this.#offsetInProgress = this.#offset;
  }

  /** Appends entries, dropping those here from the index of the first one on. */
  truncateAndAppend(entries: readonly Entry[]): void {
    const first = entries[0];
    assert(first !== undefined, 'there is something to append');
    if (first.index <= this.#offset) {
      // What is stored from here on is overwritten too, when these are written.
      this.#entries = entries.slice();
      this.#offset = first.index;
      this.#offsetInProgress = first.index;
      return;
    }
    const kept = first.index - this.#offset;
    assert(kept <= this.#entries.length, 'unstable entries have no gaps');
    if (kept < this.#entries.length) {
      this.#entries = this.#entries.slice(0, kept);
      this.#offsetInProgress = Math.min(this.#offsetInProgress, first.index);
    }
    for (let at = 0; at < entries.length; at++) this.#entries.push(entries[at] as Entry);
  }
}
