import { ConfState, RaftSnapshot } from '@quorate/protocol';
import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { beforeEach, expect, test } from 'vitest';
import { loadNewestSnapFile, purgeSnapFiles, readSnapFile, saveSnapFile } from './snap-files.ts';

const directory = '/snap';
let disk: SimulatedDisk;

beforeEach(async () => {
  disk = new SimulatedDisk();
  await disk.makeDirectory(directory);
  disk.settle();
});

function snapshot(index: number, term: number): RaftSnapshot {
  const confState = ConfState.create({ voters: [1n, 2n ** 64n - 1n], learners: [3n] });
  return RaftSnapshot.create({ data: Uint8Array.of(index, term), metadata: { index, term, confState } });
}

test('what was saved is loaded, the newest term and index first', async () => {
  await saveSnapFile(disk, directory, snapshot(40, 2));
  const path = await saveSnapFile(disk, directory, snapshot(30, 3));
  await saveSnapFile(disk, directory, snapshot(20, 3));
  expect(path).toBe('/snap/0000000000000003-000000000000001e.snap');
  expect(await loadNewestSnapFile(disk, directory)).toEqual({ snapshot: snapshot(30, 3), broken: [] });
  disk.crash('none');
  expect(await readSnapFile(disk, path)).toEqual(snapshot(30, 3));
});

test('one that the log has no record of is passed over', async () => {
  await saveSnapFile(disk, directory, snapshot(10, 1));
  await saveSnapFile(disk, directory, snapshot(20, 1));
  const { snapshot: found, broken } = await loadNewestSnapFile(disk, directory, ({ index }) => index === 10);
  expect(found).toEqual(snapshot(10, 1));
  expect(broken).toEqual([]);
  expect(await loadNewestSnapFile(disk, directory, () => false)).toEqual({ snapshot: undefined, broken: [] });
});

test('every flipped bit is noticed, or harmless: a damaged file is put aside and the one before is taken', async () => {
  const older = snapshot(10, 1);
  const path = await saveSnapFile(disk, directory, snapshot(20, 1));
  const whole = disk.contents(path) ?? new Uint8Array(0);
  await saveSnapFile(disk, directory, older);
  let harmless = 0;
  for (let bit = 0; bit < 8 * whole.length; bit++) {
    disk.place(path, whole);
    disk.flipBit(path, bit >> 3, bit & 7);
    const { snapshot: found, broken } = await loadNewestSnapFile(disk, directory);
    if (broken.length === 0) {
      // The checksum's varint has bits beyond its 32.
      expect(found, `bit ${bit}`).toEqual(snapshot(20, 1));
      harmless++;
      continue;
    }
    expect(found, `bit ${bit}`).toEqual(older);
    expect(broken).toEqual([`${path}.broken`]);
    expect(disk.paths()).not.toContain(path);
  }
  expect(harmless).toBeLessThan(4);
});

test('an empty file and one cut short are put aside', async () => {
  const path = await saveSnapFile(disk, directory, snapshot(20, 1));
  const whole = disk.contents(path) ?? new Uint8Array(0);
  for (const length of [0, 1, whole.length - 1]) {
    disk.place(path, whole.subarray(0, length));
    await expect(readSnapFile(disk, path)).rejects.toMatchObject({ code: 'corrupt' });
    expect((await loadNewestSnapFile(disk, directory)).broken).toHaveLength(1);
  }
});

test('only the newest are kept', async () => {
  for (const index of [1, 2, 3, 4]) await saveSnapFile(disk, directory, snapshot(index, 1));
  disk.place('/snap/db', Uint8Array.of(1));
  const removed = await purgeSnapFiles(disk, directory, 2);
  expect(removed).toEqual([1, 2].map((index) => `/snap/0000000000000001-000000000000000${index}.snap`));
  expect(await purgeSnapFiles(disk, directory, 2)).toEqual([]);
  expect((await loadNewestSnapFile(disk, directory)).snapshot).toEqual(snapshot(4, 1));
});

test.each(['fail', 'power-cut-before', 'power-cut-after'] as const)(
  'after a %s at any operation of saving, there is the old or the new',
  async (kind) => {
    for (let operation = 1; operation < 20; operation++) {
      disk = new SimulatedDisk();
      await disk.makeDirectory(directory);
      await saveSnapFile(disk, directory, snapshot(10, 1));
      disk.settle();
      const number = disk.operationCount + operation;
      disk.faults = (candidate) =>
        candidate.number === number ? (kind === 'fail' ? { kind, code: 'io' } : { kind }) : undefined;
      const saved = await saveSnapFile(disk, directory, snapshot(20, 1)).then(
        () => true,
        () => false,
      );
      if (kind !== 'fail') disk.crash('some', new SeededRandom(operation));
      else disk.crash('none');
      const { snapshot: found, broken } = await loadNewestSnapFile(disk, directory);
      expect(broken).toEqual([]);
      expect([10, 20]).toContain(found?.metadata.index);
      if (saved) expect(found?.metadata.index).toBe(20);
    }
  },
);
