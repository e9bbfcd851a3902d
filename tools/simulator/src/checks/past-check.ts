import type { AgreedHistory, KeyChange } from './agreed-history.ts';
import { Violation } from './violation.ts';

/** A read of a range at a revision that its client chose, and what was known when it was asked for. */
export interface PastRead {
  readonly who: string;
  readonly start: string;
  /** Exclusive. */
  readonly end: string;
  readonly revision: number;
  readonly serializable: boolean;
  /** The newest revision that anybody had been told of. */
  readonly floor: number;
  /** History before this revision had been compacted, as somebody had been told. */
  readonly compactedFloor: number;
}

/** A key as a reader sees it. */
export type KeySeen = Pick<KeyChange, 'key' | 'value' | 'version' | 'createRevision' | 'modRevision'>;

/** A revision never changes: whoever reads it sees the same, until it is compacted. Throws a Violation. */
export function checkPastRead(history: AgreedHistory, read: PastRead, seen: readonly KeySeen[]): void {
  const { revision, compactedFloor, serializable } = read;
  if (revision > history.lastRevision) fail(read, 'no read of the future', `the newest is ${history.lastRevision}`);
  if (!serializable && revision < compactedFloor) {
    fail(read, 'what is compacted is refused', `compacted up to ${compactedFloor} before it was asked`);
  }
  const expected = rangeAt(history, read.start, read.end, revision).map(describeKey).join(' ');
  const found = seen.map(describeKey).join(' ');
  if (expected !== found) fail(read, 'a revision never changes', `it holds ${expected}; answered was ${found}`);
}

/** Refused rightly: history is gone only when somebody asked for it, and the future is only what has not been. Throws a Violation. */
export function checkPastRefused(history: AgreedHistory, read: PastRead, code: string): void {
  const { revision, floor, serializable } = read;
  if (code === 'compacted' && revision >= history.compactRevision) {
    fail(read, 'no revision is refused that is there', `nobody compacted beyond ${history.compactRevision}`);
  }
  if (code === 'future-revision' && !serializable && revision <= floor) {
    fail(read, 'no stale answer', `refused as the future, but ${floor} had been answered`);
  }
}

/** The keys of a range as they stand at a revision, in order. */
export function rangeAt(history: AgreedHistory, start: string, end: string, revision: number): KeyChange[] {
  return history
    .keys()
    .filter((key) => key >= start && key < end)
    .sort()
    .flatMap((key) => history.keyAt(key, revision) ?? []);
}

function describeKey({ key, value, version, createRevision, modRevision }: KeySeen): string {
  return `${key}=${value}@${version}/${createRevision}/${modRevision}`;
}

function fail({ who, start, end, revision, serializable }: PastRead, promise: string, detail: string): never {
  const how = serializable ? 'serializable' : 'linearizable';
  throw new Violation(promise, `${who}, ${how} read of ${start} to ${end} at revision ${revision}: ${detail}`);
}
