import { describe, expect, it } from 'vitest';
import { encodedSize } from '../message/entry-size.ts';
import { MemoryStorage } from '../storage/memory-storage.ts';
import { entry, members, snapshotOf } from '../testing/group.ts';
import { RaftLog } from './raft-log.ts';
import { UnstableLog } from './unstable-log.ts';

const noLimit = Number.POSITIVE_INFINITY;

/** Entries 2 to 4 in the storage, 5 and 6 on their way there; all of term 1. */
function filled(applyingBytesMax = noLimit): RaftLog {
  const storage = new MemoryStorage();
  storage.applySnapshot(snapshotOf(members([1]), 1, 1));
  storage.append([entry(1, 2), entry(1, 3), entry(1, 4)]);
  const log = new RaftLog(storage, applyingBytesMax);
  log.append([entry(1, 5), entry(1, 6)]);
  return log;
}

function indexes(entries: readonly { index: number }[] | undefined): number[] | undefined {
  return entries?.map(({ index }) => index);
}

describe('the log', () => {
  it('is what is stored and what is not', () => {
    const log = filled();
    expect([log.firstIndex(), log.lastIndex(), log.lastTerm()]).toEqual([2, 6, 1]);
    expect([0, 1, 4, 5, 6, 7].map((index) => log.term(index))).toEqual([undefined, 1, 1, 1, 1, undefined]);
    expect(indexes(log.slice(3, 7, noLimit))).toEqual([3, 4, 5, 6]);
    expect(indexes(log.slice(5, 6, noLimit))).toEqual([5]);
    expect(indexes(log.entriesFrom(6, noLimit))).toEqual([6]);
    expect(log.entriesFrom(7, noLimit)).toEqual([]);
    expect(log.entriesFrom(1, noLimit)).toBeUndefined();
  });

  it('is cut by size across the border of storage', () => {
    const size = encodedSize(entry(1, 2));
    expect([0, 1, 2, 3, 4, 5, 9].map((count) => filled().slice(2, 7, count * size).length)).toEqual([
      1, 1, 2, 3, 4, 5, 5,
    ]);
    expect(filled().slice(2, 7, 4 * size - 1)).toHaveLength(3);
    expect(filled().slice(5, 7, 1)).toHaveLength(1);
  });

  it('takes entries over from where they differ', () => {
    const log = filled();
    expect(log.tryAppend(3, 1, [entry(1, 4), entry(2, 5), entry(2, 6), entry(2, 7)], 1)).toBe(7);
    expect([4, 5, 6, 7].map((index) => log.term(index))).toEqual([1, 2, 2, 2]);
    expect(log.tryAppend(9, 1, [entry(2, 10)], 1)).toBeUndefined();
    expect(log.tryAppend(5, 1, [], 1)).toBeUndefined();
    expect(log.tryAppend(3, 1, [entry(3, 4)], 1)).toBe(4);
    expect([log.lastIndex(), log.unstable.offset]).toEqual([4, 4]);
  });

  it('commits with the leader, as far as it agrees with it', () => {
    const log = filled();
    log.tryAppend(3, 1, [entry(1, 4)], 9);
    expect(log.committed).toBe(4);
    expect(log.tryCommit(6, 2)).toBe(false);
    expect(log.tryCommit(4, 1)).toBe(false);
    expect(log.tryCommit(6, 1)).toBe(true);
  });

  it('hints at where it can agree with another one', () => {
    const log = filled();
    log.append([entry(4, 7), entry(6, 8)]);
    expect(log.agreementHint(8, 5)).toEqual({ index: 7, term: 4 });
    expect(log.agreementHint(8, 3)).toEqual({ index: 6, term: 1 });
    expect(log.agreementHint(8, 0)).toEqual({ index: 0, term: 0 });
    expect(log.agreementHint(12, 3)).toEqual({ index: 12, term: 0 });
  });

  it('gives out committed entries once, only stored ones when told to, and not while too much is under way', () => {
    const log = filled();
    log.committed = 6;
    expect(indexes(log.nextCommitted(false))).toEqual([2, 3, 4]);
    expect(indexes(log.nextCommitted(true))).toEqual([2, 3, 4, 5, 6]);
    log.acceptCommitted(log.nextCommitted(true), true);
    expect(log.nextCommitted(true)).toEqual([]);
    const size = encodedSize(entry(1, 2));
    const slow = filled(2 * size);
    slow.committed = 6;
    const first = slow.nextCommitted(true);
    expect(indexes(first)).toEqual([2, 3]);
    slow.acceptCommitted(first, true);
    expect(slow.hasNextCommitted(true)).toBe(false);
    slow.appliedTo(3);
    expect(indexes(slow.nextCommitted(true))).toEqual([4, 5]);
    expect(() => slow.appliedTo(7)).toThrow('before it is committed');
    expect(() => slow.appliedTo(2)).toThrow('stays applied');
  });

  it('reads nothing that is not there', () => {
    expect(() => filled().slice(1, 3, noLimit)).toThrow('only entries of the log');
    expect(() => filled().slice(5, 8, noLimit)).toThrow('only entries of the log');
  });
});

describe('the part that is not stored', () => {
  it('hands out what is new', () => {
    const log = new UnstableLog(5);
    log.truncateAndAppend([entry(1, 5), entry(1, 6)]);
    expect(indexes(log.nextEntries())).toEqual([5, 6]);
    log.accept();
    expect(log.hasNextEntries()).toBe(false);
    log.truncateAndAppend([entry(1, 7)]);
    expect(indexes(log.nextEntries())).toEqual([7]);
    log.truncateAndAppend([entry(2, 6)]);
    expect(indexes(log.nextEntries())).toEqual([6]);
    log.truncateAndAppend([entry(3, 4)]);
    expect([log.offset, log.lastIndex()]).toEqual([4, 4]);
    expect(indexes(log.nextEntries())).toEqual([4]);
    expect(() => log.truncateAndAppend([entry(3, 9)])).toThrow('gaps');
  });

  it('forgets what is stored, if it is still the same', () => {
    const log = new UnstableLog(5);
    log.truncateAndAppend([entry(2, 5), entry(2, 6), entry(2, 7)]);
    log.accept();
    log.stableTo(6, 1);
    log.stableTo(9, 2);
    log.stableTo(4, 2);
    expect(log.offset).toBe(5);
    log.stableTo(6, 2);
    expect([log.offset, log.lastIndex(), log.hasNextEntries()]).toEqual([7, 7, false]);
    log.stableTo(7, 2);
    expect([log.offset, log.lastIndex(), log.hasEntries]).toEqual([8, undefined, false]);
  });

  it('may be a snapshot', () => {
    const log = new UnstableLog(5);
    log.truncateAndAppend([entry(2, 5)]);
    log.restore(snapshotOf(members([1]), 9, 3));
    expect([log.offset, log.lastIndex(), log.term(9), log.term(5)]).toEqual([10, 9, 3, undefined]);
    expect(log.nextSnapshot()?.metadata.index).toBe(9);
    log.accept();
    expect(log.nextSnapshot()).toBeUndefined();
    log.snapshotStableTo(8);
    expect(log.snapshot).toBeDefined();
    log.snapshotStableTo(9);
    expect(log.snapshot).toBeUndefined();
  });
});
