import type { Entry, RaftSnapshot } from '@quorate/protocol';
import { encodedSizeOfAll, fittingCount } from '../message/entry-size.ts';
import { assert } from '../raft-error.ts';
import type { Storage } from '../storage/storage.ts';
import { ApplyWindow } from './apply-window.ts';
import { UnstableLog } from './unstable-log.ts';

/** The log as raft sees it: what the storage holds, then what is on its way there; with how far it is committed and applied. */
export class RaftLog {
  readonly #storage: Storage;
  readonly unstable: UnstableLog;
  readonly applying: ApplyWindow;
  /** The highest index known to be stored by a quorum (paper, figure 2: commitIndex). */
  committed: number;

  constructor(storage: Storage, applyingBytesMax: number) {
    const compacted = storage.firstIndex() - 1;
    this.#storage = storage;
    this.unstable = new UnstableLog(storage.lastIndex() + 1);
    this.committed = compacted;
    this.applying = new ApplyWindow(compacted, applyingBytesMax);
  }

  /** The last index given to the state machine and reported as applied (lastApplied). */
  get applied(): number {
    return this.applying.applied;
  }

  firstIndex(): number {
    const snapshot = this.unstable.snapshot;
    return snapshot ? snapshot.metadata.index + 1 : this.#storage.firstIndex();
  }

  lastIndex(): number {
    return this.unstable.lastIndex() ?? this.#storage.lastIndex();
  }

  lastTerm(): number {
    const term = this.term(this.lastIndex());
    assert(term !== undefined, 'the term of the last entry is known');
    return term;
  }

  /** The term of the entry at `index`, from the last compacted one to the last one; `undefined` elsewhere. */
  term(index: number): number | undefined {
    const term = this.unstable.term(index);
    if (term !== undefined) return term;
    if (index >= this.unstable.offset || index + 1 < this.firstIndex()) return undefined;
    return this.#storage.term(index);
  }

  /** Whether the entry at `index` is here with this term: then all before it agree too (paper, section 5.3: log matching). */
  matches(index: number, term: number): boolean {
    return this.term(index) === term;
  }

  /** Whether a log that ends so is at least as complete as this one (paper, section 5.4.1). */
  isUpToDate(lastIndex: number, lastTerm: number): boolean {
    const ownTerm = this.lastTerm();
    return lastTerm > ownTerm || (lastTerm === ownTerm && lastIndex >= this.lastIndex());
  }

  /** Appends a leader's own entries, which follow the last one. */
  append(entries: readonly Entry[]): void {
    const first = entries[0];
    if (first === undefined) return;
    assert(first.index > this.committed, 'committed entries are never overwritten');
    this.unstable.truncateAndAppend(entries);
  }

  /**
   * Takes in what a leader sent (paper, figure 2: AppendEntries, steps 2 to 5).
   *
   * @returns the index of the last entry that agrees with the leader's log, or `undefined` when the logs differ at `prevIndex`
   */
  tryAppend(prevIndex: number, prevTerm: number, entries: readonly Entry[], leaderCommit: number): number | undefined {
    if (!this.matches(prevIndex, prevTerm)) return undefined;
    const known = this.#countKnown(entries);
    if (known < entries.length) this.append(known === 0 ? entries : entries.slice(known));
    const last = prevIndex + entries.length;
    this.commitTo(Math.min(leaderCommit, last));
    return last;
  }

  /** How many of the entries, from the first on, are here already. */
  #countKnown(entries: readonly Entry[]): number {
    let count = 0;
    for (; count < entries.length; count++) {
      const entry = entries[count] as Entry;
      if (!this.matches(entry.index, entry.term)) break;
    }
    return count;
  }

  /**
   * The highest index, not above `index`, where this log can agree with one that has `term` there: everything here of a higher
   * term is known not to (paper, end of section 5.3, taken a step further).
   *
   * @returns also its term here; 0 when that is not known
   */
  agreementHint(index: number, term: number): { index: number; term: number } {
    for (let at = index; at > 0; at--) {
      const ownTerm = this.term(at);
      if (ownTerm === undefined) return { index: at, term: 0 };
      if (ownTerm <= term) return { index: at, term: ownTerm };
    }
    return { index: 0, term: 0 };
  }

  /** Commits up to `index`; never goes back. */
  commitTo(index: number): void {
    if (index <= this.committed) return;
    assert(index <= this.lastIndex(), 'no index beyond the log is committed: was the log lost or cut off?');
    this.committed = index;
  }

  /**
   * Commits up to an index that a quorum has stored, if the entry there is of the leader's own term: older ones are committed
   * only through it (paper, section 5.4.2 and figure 8).
   */
  tryCommit(index: number, term: number): boolean {
    if (index <= this.committed || this.term(index) !== term) return false;
    this.commitTo(index);
    return true;
  }

  /** Entries from `low` on, as many as fit; `undefined` when the log begins later. */
  entriesFrom(low: number, bytesMax: number): Entry[] | undefined {
    const end = this.lastIndex() + 1;
    if (low >= end) return [];
    return low < this.firstIndex() ? undefined : this.slice(low, end, bytesMax);
  }

  /** Entries from `low` up to but not including `high`, at least one of them, and no more than fit. */
  slice(low: number, high: number, bytesMax: number): Entry[] {
    assert(low >= this.firstIndex() && high <= this.lastIndex() + 1, 'only entries of the log are read');
    const { offset } = this.unstable;
    if (low >= offset) return this.#unstableSlice(low, high, bytesMax);
    const stored = this.#storage.entries(low, Math.min(high, offset), bytesMax);
    if (high <= offset || stored.length < offset - low) return stored;
    if (bytesMax === Number.POSITIVE_INFINITY) return stored.concat(this.unstable.slice(offset, high));
    const left = bytesMax - encodedSizeOfAll(stored);
    if (left <= 0) return stored;
    const more = this.#unstableSlice(offset, high, left);
    return encodedSizeOfAll(more) > left ? stored : stored.concat(more);
  }

  #unstableSlice(low: number, high: number, bytesMax: number): Entry[] {
    const entries = this.unstable.slice(low, high);
    const count = fittingCount(entries, 0, entries.length, bytesMax);
    return count === entries.length ? entries : entries.slice(0, count);
  }

  /** The last index that may be applied: a committed one, and one that is stored unless `allowUnstable`. */
  #appliableIndex(allowUnstable: boolean): number {
    return allowUnstable ? this.committed : Math.min(this.committed, this.unstable.offset - 1);
  }

  hasNextCommitted(allowUnstable: boolean): boolean {
    // A snapshot comes before the entries after it.
    if (this.applying.isPaused || this.unstable.snapshot) return false;
    return this.applying.handedOut < this.#appliableIndex(allowUnstable);
  }

  /** Committed entries that were not handed out, as many as may be applied at once. */
  nextCommitted(allowUnstable: boolean): Entry[] {
    if (!this.hasNextCommitted(allowUnstable)) return [];
    return this.slice(this.applying.handedOut + 1, this.#appliableIndex(allowUnstable) + 1, this.applying.bytesLeft);
  }

  /** These committed entries were handed out. */
  acceptCommitted(entries: readonly Entry[], allowUnstable: boolean): void {
    const last = entries.at(-1);
    if (last === undefined) return;
    this.applying.accept(last.index, encodedSizeOfAll(entries), last.index < this.#appliableIndex(allowUnstable));
  }

  /** The state machine has applied everything up to `index`. */
  appliedTo(index: number): void {
    assert(index <= this.committed, 'nothing is applied before it is committed');
    this.applying.appliedTo(index);
  }

  /** A snapshot to send: the one that is being stored, or the storage's. */
  snapshot(): RaftSnapshot | undefined {
    return this.unstable.snapshot ?? this.#storage.snapshot();
  }

  /** Puts a leader's snapshot in the place of the log (paper, figure 13, step 7). */
  restore(snapshot: RaftSnapshot): void {
    this.committed = snapshot.metadata.index;
    this.unstable.restore(snapshot);
  }
}
