import { ConfState, Entry } from '@quorate/protocol';
import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { beforeEach, describe, expect, test } from 'vitest';
import { readWal, Wal, WalError } from './index.ts';
import { directory, isSame, metadata, openAll, origin, someEntries } from './testdata/history.ts';

const segmentBytes = 1_500;
const confState = ConfState.create({ voters: [0x5a15_3963_56ad_462cn, 0x8e9e_05c5_2164_694dn] });

/** Closed segments with records of every type and an open one at the end. */
async function everyKindOfRecord(disk: SimulatedDisk): Promise<void> {
  await disk.makeDirectory('/data');
  const wal = await Wal.create({ disk, directory, metadata, segmentBytes });
  const vote = 0x5a15_3963_56ad_462cn;
  let index = 0;
  for (let round = 0; round < 7; round++) {
    const term = 2 + round;
    const special = [
      Entry.create({ term, index: index + 1 }),
      Entry.create({ type: 1, term, index: index + 2, data: Uint8Array.of(8, 1, 16, 0, 24, 7) }),
      Entry.create({ type: 2, term, index: index + 3 }),
    ];
    await wal.append({ term, vote, commit: index }, [...special, ...someEntries(3, index + 3, term, 90)]);
    index += 6;
    await wal.append({ term, vote, commit: index }, []);
    await wal.saveSnapshot({ index, term, confState });
  }
  await wal.close();
  disk.settle();
}

let disk: SimulatedDisk;
let segments: string[];

beforeEach(async () => {
  disk = new SimulatedDisk();
  await everyKindOfRecord(disk);
  segments = disk.paths().filter((path) => path.endsWith('.wal'));
});

const lengthOf = (path: string): number => disk.contents(path)?.length ?? 0;

describe('a closed segment', () => {
  test('every single flipped bit is refused, with file and offset, or changes nothing', async () => {
    const original = await readWal({ disk, directory, from: origin });
    let refused = 0;
    let harmless = 0;
    for (const path of segments.slice(0, -1)) {
      for (let bit = 0; bit < 8 * lengthOf(path); bit++) {
        disk.flipBit(path, bit >> 3, bit & 7);
        try {
          const read = await readWal({ disk, directory, from: origin });
          expect(isSame(read, original), `${path} bit ${bit}`).toBe(true);
          expect(read.metadata).toEqual(original.metadata);
          harmless++;
        } catch (error) {
          if (!(error instanceof WalError)) throw error;
          expect(error.code, `${path} bit ${bit}: ${error.message}`).toBe('corrupt');
          expect(error.offset).toBeDefined();
          expect(error.message).toContain(`${error.path} at byte ${error.offset}`);
          refused++;
        }
        disk.flipBit(path, bit >> 3, bit & 7);
      }
    }
    expect(refused).toBeGreaterThan(10 * harmless);
    expect(harmless, 'flips of padding are harmless').toBeGreaterThan(0);
  });

  test('a refused log is left as it is', async () => {
    const [first = ''] = segments;
    disk.flipBit(first, 200, 3);
    const before = disk.paths().map((path) => disk.contents(path));
    await expect(openAll(disk, segmentBytes)).rejects.toMatchObject({ code: 'corrupt', path: first });
    expect(disk.paths().map((path) => disk.contents(path))).toEqual(before);
    expect(disk.openFiles).toBe(0);
  });

  test('cut at any length is refused', async () => {
    const [, second = ''] = segments;
    const whole = disk.contents(second) ?? new Uint8Array(0);
    for (let length = 0; length < whole.length; length += 4) {
      disk.place(second, whole.subarray(0, length));
      await expect(readWal({ disk, directory, from: origin }), `${length} bytes`).rejects.toMatchObject({
        code: 'corrupt',
      });
    }
  });
});

describe('the last segment', () => {
  let last: string;
  let end: number;
  let records: Uint8Array;

  beforeEach(async () => {
    last = segments.at(-1) ?? '';
    end = (await readWal({ disk, directory, from: origin })).end.offset;
    records = (disk.contents(last) ?? new Uint8Array(0)).slice(0, end);
  });

  test('a record that the file has only a part of is cut off, and a copy is kept', async () => {
    const whole = await readWal({ disk, directory, from: origin });
    const large = Entry.create({ term: 9, index: whole.entries.length + 1, data: new Uint8Array(900).fill(1) });
    const opened = await openAll(disk, 1_000_000);
    await opened.wal.append(undefined, [large]);
    await opened.wal.close();
    const longer = disk.contents(last) ?? new Uint8Array(0);
    for (const length of [end + 8, end + 9, end + 500, end + 900]) {
      disk.place(last, longer.subarray(0, length));
      const { wal, entries, repaired } = await openAll(disk, segmentBytes);
      expect(entries).toEqual(whole.entries);
      expect(repaired).toEqual({ path: last, offset: end, brokenPath: `${last}.broken` });
      expect(disk.contents(`${last}.broken`)).toEqual(longer.slice(0, length));
      await wal.close();
    }
  });

  test('a record with a sector of zeros is a torn write: cut off', async () => {
    const opened = await openAll(disk, 1_000_000);
    const count = opened.entries.length;
    await opened.wal.append(undefined, [
      Entry.create({ term: 9, index: count + 1, data: new Uint8Array(3_000).fill(1) }),
    ]);
    await opened.wal.close();
    const torn = disk.contents(last) ?? new Uint8Array(0);
    torn.fill(0, 2_560, 3_072);
    disk.place(last, torn);
    expect((await readWal({ disk, directory, from: origin })).end).toEqual({ path: last, offset: end, torn: true });
    const { wal, entries, repaired } = await openAll(disk, segmentBytes);
    expect(entries).toHaveLength(count);
    expect(repaired?.offset).toBe(end);
    await wal.append(undefined, someEntries(1, count, 9));
    await wal.close();
    const again = await openAll(disk, segmentBytes);
    expect(again.repaired).toBeUndefined();
    expect(again.entries).toHaveLength(count + 1);
    await again.wal.close();
  });

  test('every single flipped bit of its records is refused or changes nothing: none looks like a torn write', async () => {
    const original = await readWal({ disk, directory, from: origin });
    // As a member leaves it: with the zeros of the preparation behind the records.
    const prepared = new Uint8Array(8_192);
    prepared.set(records);
    let refused = 0;
    for (let bit = 0; bit < 8 * end; bit++) {
      disk.place(last, prepared);
      disk.flipBit(last, bit >> 3, bit & 7);
      try {
        const read = await readWal({ disk, directory, from: origin });
        expect(isSame(read, original), `byte ${bit >> 3} bit ${bit & 7}`).toBe(true);
        expect(read.end).toEqual(original.end);
      } catch (error) {
        if (!(error instanceof WalError)) throw error;
        expect(error.code, `byte ${bit >> 3} bit ${bit & 7}: ${error.message}`).toBe('corrupt');
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(7 * end);
  });

  test('what lies beyond the end is cleared before anything is appended', async () => {
    const garbage = new Uint8Array(5_000).fill(0xee);
    garbage.set(records);
    garbage.fill(0, end, end + 8);
    disk.place(last, garbage);
    const { wal, repaired } = await openAll(disk, segmentBytes);
    expect(repaired).toBeUndefined();
    disk.crash('none');
    const cleared = disk.contents(last)?.subarray(end) ?? new Uint8Array(1).fill(1);
    expect(cleared.every((byte) => byte === 0)).toBe(true);
    await wal.close();
  });

  test('a repair that is itself cut short, at any operation, is done at the next start', async () => {
    const opened = await openAll(disk, 1_000_000);
    const { entries } = opened;
    const large = Entry.create({ term: 9, index: entries.length + 1, data: new Uint8Array(3_000).fill(1) });
    await opened.wal.append(undefined, [large]);
    await opened.wal.close();
    const torn = disk.contents(last) ?? new Uint8Array(0);
    torn.fill(0, 2_560, 3_072);
    let interrupted = 0;
    for (let operation = 1; ; operation++) {
      disk.place(last, torn);
      const number = disk.operationCount + operation;
      disk.faults = (candidate) => (candidate.number === number ? { kind: 'power-cut-after' } : undefined);
      const outcome = await openAll(disk, segmentBytes).then(
        ({ wal }) => wal.close().then(() => 'opened'),
        () => 'interrupted',
      );
      disk.crash('some', new SeededRandom(operation));
      const again = await openAll(disk, segmentBytes);
      expect(again.entries, `operation ${operation}`).toEqual(entries);
      await again.wal.close();
      if (outcome === 'opened') break;
      interrupted++;
    }
    expect(interrupted).toBeGreaterThan(10);
  });
});
