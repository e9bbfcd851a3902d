import type { Change } from '@quorate/mvcc-store';
import { KeyValue } from '@quorate/protocol';
import type { Violations } from './violation.ts';

/** One key's part of a revision, decoded. */
export interface KeyChange {
  readonly key: string;
  readonly isDelete: boolean;
  readonly value: string;
  readonly version: number;
  readonly createRevision: number;
  readonly modRevision: number;
  readonly lease: bigint;
}

/** A revision as every member has to have it. */
export interface AgreedRevision {
  readonly revision: number;
  readonly changes: readonly KeyChange[];
  /** Of the entry that made it. */
  readonly index: number;
  readonly term: number;
  /** True milliseconds at which the first member applied it: it was committed by then. */
  readonly firstAppliedMs: number;
}

interface Recorded extends AgreedRevision {
  readonly encoded: readonly Uint8Array[];
}

/**
 * The history of the cluster as its members apply it. The first member that applies a revision writes it down; every other, and
 * every one that applies it again after a crash, must come to the same, byte by byte (state machine safety).
 */
export class AgreedHistory {
  /** The newest revision that somebody asked to compact: whatever is before it may be gone. */
  compactRevision = 0;
  /** Whatever is before it is gone for certain: somebody was told that it was compacted. */
  compactedFloor = 0;
  readonly #violations: Violations;
  readonly #revisions: (Recorded | undefined)[] = [];
  readonly #byKey = new Map<string, KeyChange[]>();

  constructor(violations: Violations) {
    this.#violations = violations;
  }

  /** The newest revision that a member has applied; 1 when nothing was written. */
  get lastRevision(): number {
    return Math.max(1, this.#revisions.length - 1);
  }

  at(revision: number): AgreedRevision | undefined {
    return this.#revisions[revision];
  }

  /** All changes of a key, oldest first. */
  changesOf(key: string): readonly KeyChange[] {
    return this.#byKey.get(key) ?? [];
  }

  keys(): string[] {
    return [...this.#byKey.keys()];
  }

  /** The version of a key that a reader sees at a revision; undefined when it is not there then. */
  keyAt(key: string, revision: number): KeyChange | undefined {
    const changes = this.changesOf(key);
    let low = 0;
    let high = changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((changes[middle]?.modRevision ?? 0) <= revision) low = middle + 1;
      else high = middle;
    }
    const last = changes[low - 1];
    return last === undefined || last.isDelete ? undefined : last;
  }

  /** A member applied a revision. */
  applied(
    who: string,
    revision: number,
    changes: readonly Change[],
    entry: { readonly index: number; readonly term: number },
    nowMs: number,
  ): void {
    const known = this.#revisions[revision];
    if (known === undefined) {
      this.#record(who, revision, changes, entry, nowMs);
      return;
    }
    if (known.index !== entry.index || known.term !== entry.term) {
      this.#violations.add(
        'state machine safety',
        `${who} makes revision ${revision} of entry ${entry.term}/${entry.index}, others of ${known.term}/${known.index}`,
      );
    }
    const isSame =
      changes.length === known.encoded.length &&
      changes.every(({ kv }, at) => Buffer.compare(kv, known.encoded[at] ?? new Uint8Array(0)) === 0);
    if (!isSame) {
      this.#violations.add(
        'state machine safety',
        `${who} has at revision ${revision} ${describe(changes.map(decode))}, others have ${describe(known.changes)}`,
      );
    }
  }

  #record(
    who: string,
    revision: number,
    changes: readonly Change[],
    entry: { readonly index: number; readonly term: number },
    nowMs: number,
  ): void {
    if (revision !== this.lastRevision + 1) {
      this.#violations.add('revisions', `${who} applies ${revision} when the newest of all is ${this.lastRevision}`);
      return;
    }
    const before = this.#revisions[revision - 1];
    if (before && (before.index >= entry.index || before.term > entry.term)) {
      this.#violations.add('revisions', `${who} makes revision ${revision} of an entry before that of ${revision - 1}`);
    }
    const decoded = changes.map(decode);
    const encoded = changes.map(({ kv }) => kv.slice());
    this.#revisions[revision] = { revision, changes: decoded, encoded, ...entry, firstAppliedMs: nowMs };
    for (const change of decoded) {
      const ofKey = this.#byKey.get(change.key);
      if (ofKey) ofKey.push(change);
      else this.#byKey.set(change.key, [change]);
    }
  }
}

function decode({ key, isDelete, kv }: Change): KeyChange {
  const { value, version, createRevision, modRevision, lease } = KeyValue.decode(kv);
  return { key, isDelete, value: Buffer.from(value).toString(), version, createRevision, modRevision, lease };
}

export function describe(changes: readonly KeyChange[]): string {
  return changes.map(({ key, isDelete, value }) => (isDelete ? `-${key}` : `+${key}=${value}`)).join(' ');
}
