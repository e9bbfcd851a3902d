import type { AgreedHistory, KeyChange } from './agreed-history.ts';
import { Violation } from './violation.ts';

/** An event as it reached a watcher. */
export interface HeardEvent {
  readonly key: string;
  readonly value: string;
  readonly isDelete: boolean;
  readonly revision: number;
  readonly previous: { readonly value: string; readonly modRevision: number } | undefined;
}

/** What a watcher wants to hear of. */
export interface WatchedRange {
  readonly start: string;
  /** Empty: the key alone. A zero byte: everything from `start` on. */
  readonly end: string;
  readonly withPrevious: boolean;
  readonly without: 'puts' | 'deletes' | 'nothing';
}

/**
 * What one watcher is promised, across all the streams it has had: every event of its range in the order of revisions (ordered,
 * reliable), none twice (unique), all of a revision together (atomic), from where it left off (resumable), with the value
 * before, and a progress that is true (bookmarkable). Throws a Violation.
 */
export class WatchCheck {
  readonly start: string;
  /** Empty: the key alone. A zero byte: everything from `start` on. */
  readonly end: string;
  readonly withPrevious: boolean;
  /** What it does not want to hear of. */
  readonly without: 'puts' | 'deletes' | 'nothing';
  readonly #history: AgreedHistory;
  readonly #who: string;
  #next = 1;

  constructor(history: AgreedHistory, who: string, range: WatchedRange) {
    this.#history = history;
    this.#who = who;
    this.start = range.start;
    this.end = range.end;
    this.withPrevious = range.withPrevious;
    this.without = range.without;
  }

  /** The first revision it has not heard of, where a new stream goes on. */
  get nextRevision(): number {
    return this.#next;
  }

  heard(headerRevision: number, events: readonly HeardEvent[]): void {
    const last = events.at(-1)?.revision ?? 0;
    if (headerRevision < last)
      this.#fail('watch: header', `the header says ${headerRevision}, the last event is of ${last}`);
    const expected = this.#expected(last);
    for (const [at, event] of events.entries()) this.#compare(event, expected[at]);
    if (events.length < expected.length) {
      this.#fail(
        'watch: reliable and atomic',
        `${expected.length - events.length} events up to revision ${last} are missing`,
      );
    }
    this.#next = Math.max(this.#next, last + 1);
  }

  /** The member says that everything up to a revision was handed over. */
  progress(revision: number): void {
    if (this.#expected(revision).length > 0) {
      this.#fail('watch: bookmarkable', `progress says ${revision}, heard was everything before ${this.#next}`);
    }
    // A watch that begins later than its member stands has nothing to be told of until then.
    if (revision < this.#next - 1) {
      this.#fail('watch: progress never goes back', `progress says ${revision}, it is at ${this.#next}`);
    }
    this.#next = Math.max(this.#next, revision + 1);
  }

  /** It asked for what comes from now on, at a member that stands at a revision: what it does not know of by then, it does not hear of. */
  startsAnew(memberRevision: number): void {
    this.#next = memberRevision + 1;
  }

  /** History up to a revision is gone; what was missed is missed by right. */
  compacted(revision: number): void {
    if (revision <= this.#next) this.#fail('watch: reliable', `told of compaction ${revision} while at ${this.#next}`);
    this.#next = Math.max(this.#next, revision);
  }

  hasHeard(revision: number): boolean {
    return this.#expected(revision).length === 0;
  }

  #expected(until: number): KeyChange[] {
    const changes: KeyChange[] = [];
    for (let revision = this.#next; revision <= until; revision++) {
      for (const change of this.#history.at(revision)?.changes ?? [])
        if (this.#covers(change.key) && !this.#isFiltered(change)) changes.push(change);
    }
    return changes;
  }

  #compare(event: HeardEvent, expected: KeyChange | undefined): void {
    const isSame =
      expected !== undefined &&
      event.key === expected.key &&
      event.revision === expected.modRevision &&
      event.isDelete === expected.isDelete &&
      event.value === expected.value;
    if (!isSame) {
      const described =
        expected && `${expected.isDelete ? '-' : '+'}${expected.key}=${expected.value} @${expected.modRevision}`;
      this.#fail(
        'watch: ordered and unique',
        `heard ${JSON.stringify(event)} in place of ${described}, next is ${this.#next}`,
      );
    }
    const before = this.#history.keyAt(event.key, event.revision - 1);
    const { previous } = event;
    if (!this.withPrevious && previous) this.#fail('watch: previous value', 'one came that nobody asked for');
    if (!previous) {
      // What stood before may be missing only when it was compacted.
      const isNeeded = this.withPrevious && before && event.revision - 1 >= this.#history.compactRevision;
      if (isNeeded) this.#fail('watch: previous value', `${JSON.stringify(event)} came without ${before.value}`);
      return;
    }
    if (previous.value !== before?.value || previous.modRevision !== before.modRevision) {
      this.#fail(
        'watch: previous value',
        `${JSON.stringify(event)}: it was ${before?.value} of ${before?.modRevision}`,
      );
    }
  }

  #isFiltered({ isDelete }: KeyChange): boolean {
    return isDelete ? this.without === 'deletes' : this.without === 'puts';
  }

  #covers(key: string): boolean {
    if (this.end === '') return key === this.start;
    if (key < this.start) return false;
    return this.end === '\0' || key < this.end;
  }

  #fail(promise: string, detail: string): never {
    throw new Violation(promise, `${this.#who}: ${detail}`);
  }
}
