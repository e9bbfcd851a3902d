import { expect, test } from 'vitest';
import { KeyEntry } from './key-entry.ts';

/** Written at 2, 4 and 6, deleted at 8, written again at 10. */
function twoLives(): KeyEntry {
  const entry = new KeyEntry('k', 2, 0, 2, 1);
  entry.write(4, 1, 2, 2);
  entry.write(6, 0, 2, 3);
  entry.write(8, 3, 0, 0);
  entry.write(10, 0, 10, 1);
  return entry;
}

const alive = (entry: KeyEntry) => Array.from({ length: 12 }, (_, revision) => entry.isAliveAt(revision));

const kept = (entry: KeyEntry, revision: number, keepTombstone: boolean) =>
  Array.from({ length: entry.count }, (_, position) => position)
    .filter((at) => entry.isKept(entry.mainAt(at), entry.subAt(at), revision, keepTombstone))
    .map((at) => entry.mainAt(at));

test('a key lives from a put to its tombstone, and again from the next put', () => {
  const t = true;
  const f = false;
  expect(alive(twoLives())).toEqual([f, f, t, t, t, t, t, t, f, f, t, t]);
});

test('positions find the newest version up to a revision', () => {
  const entry = twoLives();
  expect([1, 2, 3, 5, 7, 9, 10, 99].map((revision) => entry.positionAt(revision))).toEqual([-1, 0, 0, 1, 2, 3, 4, 4]);
  expect([entry.mainAt(1), entry.subAt(1), entry.isTombstoneAt(3), entry.subAt(3)]).toEqual([4, 1, true, 3]);
});

test('a compaction keeps the newest version up to there, and of tombstones only one that stands exactly there', () => {
  expect(kept(twoLives(), 5, true)).toEqual([4]);
  expect(kept(twoLives(), 7, true)).toEqual([6]);
  expect(kept(twoLives(), 8, true)).toEqual([8]);
  expect(kept(twoLives(), 8, false)).toEqual([]);
  expect(kept(twoLives(), 9, true)).toEqual([]);
  expect(kept(twoLives(), 10, true)).toEqual([10]);
});

test('compacting forgets the rest and says when nothing is left', () => {
  const mains = (entry: KeyEntry) => Array.from({ length: entry.count }, (_, at) => entry.mainAt(at));
  for (const [revision, left] of [
    [1, [2, 4, 6, 8, 10]],
    [5, [4, 6, 8, 10]],
    [8, [8, 10]],
    [9, [10]],
    [11, [10]],
  ] as const) {
    const entry = twoLives();
    expect(entry.compact(revision)).toBe(true);
    expect(mains(entry)).toEqual(left);
  }
  const dead = twoLives();
  dead.write(12, 0, 0, 0);
  expect(dead.compact(12)).toBe(true);
  expect(mains(dead)).toEqual([12]);
  expect(dead.compact(13)).toBe(false);
});

test('many versions are found as few are', () => {
  const entry = new KeyEntry('k', 2, 0, 2, 1);
  for (let main = 3; main < 1_000; main++) entry.write(main, main % 5, 2, main - 1);
  for (const revision of [2, 3, 17, 500, 998, 999]) {
    expect(entry.mainAt(entry.positionAt(revision))).toBe(revision);
    expect(entry.subAt(entry.positionAt(revision))).toBe(revision === 2 ? 0 : revision % 5);
  }
});
