import { describe, expect, it } from 'vitest';
import { encodedSize } from '../message/entry-size.ts';
import { entry, members, snapshotOf } from '../testing/group.ts';
import { MemoryStorage } from './memory-storage.ts';

/** Entries 4 to 6 behind a snapshot at 3. */
function filled(): MemoryStorage {
  const storage = new MemoryStorage();
  storage.applySnapshot(snapshotOf(members([1]), 3, 2));
  storage.append([entry(2, 4), entry(3, 5), entry(3, 6)]);
  return storage;
}

function indexes(storage: MemoryStorage): number[] {
  return storage
    .entries(storage.firstIndex(), storage.lastIndex() + 1, Number.POSITIVE_INFINITY)
    .map(({ index }) => index);
}

describe('a storage in memory', () => {
  it('is empty at first', () => {
    const storage = new MemoryStorage();
    expect([storage.firstIndex(), storage.lastIndex(), storage.term(0), storage.term(1)]).toEqual([1, 0, 0, undefined]);
    expect(storage.initialState()).toEqual({ hardState: { term: 0, vote: 0n, commit: 0 }, confState: members([]) });
    expect(storage.snapshot().metadata.index).toBe(0);
  });

  it('knows the terms from just before the first entry to the last', () => {
    const storage = filled();
    expect([2, 3, 4, 5, 6, 7].map((index) => storage.term(index))).toEqual([undefined, 2, 2, 3, 3, undefined]);
  });

  it('gives entries by index, as many as fit, at least one', () => {
    const storage = filled();
    const size = encodedSize(entry(3, 5));
    expect(storage.entries(4, 6, Number.POSITIVE_INFINITY).map(({ index }) => index)).toEqual([4, 5]);
    expect(storage.entries(4, 7, 0)).toHaveLength(1);
    expect(storage.entries(4, 7, 2 * size)).toHaveLength(2);
    expect(storage.entries(4, 7, 3 * size - 1)).toHaveLength(2);
    expect(storage.entries(4, 7, 3 * size)).toHaveLength(3);
  });

  it('has nothing before and behind the log', () => {
    expect(() => filled().entries(3, 5, 100)).toThrow('unavailable due to compaction');
    expect(() => filled().entries(4, 8, 100)).toThrow('requested entry at index is unavailable');
  });

  it('appends, overwrites from the first entry on, and passes over what is compacted', () => {
    const storage = filled();
    storage.append([]);
    storage.append([entry(4, 7)]);
    expect(indexes(storage)).toEqual([4, 5, 6, 7]);
    storage.append([entry(5, 5)]);
    expect(indexes(storage)).toEqual([4, 5]);
    expect(storage.term(5)).toBe(5);
    storage.append([entry(1, 2), entry(1, 3), entry(6, 4)]);
    expect(indexes(storage)).toEqual([4]);
    expect(storage.term(4)).toBe(6);
    storage.append([entry(1, 1), entry(1, 2)]);
    expect(indexes(storage)).toEqual([4]);
    expect(() => storage.append([entry(6, 6)])).toThrow('without a gap');
  });

  it('makes snapshots that go forward, of entries it has', () => {
    const storage = filled();
    storage.createSnapshot(5, members([1, 2]), new Uint8Array([1]));
    expect(storage.snapshot().metadata).toEqual({ index: 5, term: 3, confState: members([1, 2]) });
    storage.createSnapshot(6, undefined, new Uint8Array([1]));
    expect(storage.initialState().confState).toEqual(members([1, 2]));
    expect(() => storage.createSnapshot(5, undefined, new Uint8Array(0))).toThrow('older than the existing snapshot');
    expect(() => storage.createSnapshot(9, undefined, new Uint8Array(0))).toThrow('unavailable');
    expect(indexes(storage)).toEqual([4, 5, 6]);
  });

  it('forgets the log up to an index', () => {
    const storage = filled();
    storage.compact(5);
    expect(indexes(storage)).toEqual([6]);
    expect([storage.term(5), storage.term(4)]).toEqual([3, undefined]);
    expect(() => storage.compact(5)).toThrow('due to compaction');
    expect(() => storage.compact(7)).toThrow('unavailable');
    storage.compact(6);
    expect([storage.firstIndex(), storage.lastIndex()]).toEqual([7, 6]);
  });

  it('replaces everything by a newer snapshot', () => {
    const storage = filled();
    storage.applySnapshot(snapshotOf(members([2]), 9, 4));
    expect([storage.firstIndex(), storage.lastIndex(), storage.term(9)]).toEqual([10, 9, 4]);
    expect(() => storage.applySnapshot(snapshotOf(members([2]), 9, 4))).toThrow('older than the existing snapshot');
  });

  it('keeps the state', () => {
    const storage = filled();
    storage.setHardState({ term: 4, vote: 2n, commit: 5 });
    expect(storage.initialState()).toEqual({ hardState: { term: 4, vote: 2n, commit: 5 }, confState: members([1]) });
  });
});
