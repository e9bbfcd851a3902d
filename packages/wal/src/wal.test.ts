import { ConfState, Entry, type HardState } from '@quorate/protocol';
import { type DiskOperation, SimulatedDisk, VirtualClock } from '@quorate/simulated-ports';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { hasWal, readWal, validSnapshotRecords, Wal } from './index.ts';
import { directory, History, isSame, metadata, openAll, origin, someEntries } from './testdata/history.ts';

const segmentBytes = 4_096;
let disk: SimulatedDisk;

beforeEach(async () => {
  disk = new SimulatedDisk({ record: true });
  await disk.makeDirectory('/data');
  disk.settle();
});

function create(bytes = segmentBytes): Promise<Wal> {
  return Wal.create({ disk, directory, metadata, segmentBytes: bytes });
}

function segmentNames(): Promise<string[]> {
  return disk.list(directory).then((names) => names.filter((name) => name.endsWith('.wal')));
}

const state = (term: number, vote: bigint, commit: number): HardState => ({ term, vote, commit });

describe('a new log', () => {
  test('is what etcd writes, byte for byte', async () => {
    // The beginning of a log that etcd 3.5.30 wrote: checksum, metadata, and the record of the empty snapshot.
    const written = [
      '0400000000000084 0804100000000000',
      '1e00000000000082 080110c8eab5cb091a1408ac8cb5b5b5acce8a5a10a08af0c3bdb9a6e8420000',
      '0e00000000000082 080510ccda8bdd011a04080010000000',
    ];
    const expected = Buffer.from(written.join('').replaceAll(' ', ''), 'hex');
    const etcdMetadata = Buffer.from('08ac8cb5b5b5acce8a5a10a08af0c3bdb9a6e842', 'hex');
    const wal = await Wal.create({ disk, directory, metadata: etcdMetadata });
    await wal.close();
    const content = disk.contents(`${directory}/0000000000000000-0000000000000000.wal`) ?? new Uint8Array(0);
    expect(content).toHaveLength(64_000_000);
    expect(Buffer.from(content.subarray(0, expected.length + 8))).toEqual(Buffer.concat([expected, Buffer.alloc(8)]));
  });

  test('is not made where there is one', async () => {
    expect(await hasWal(disk, directory)).toBe(false);
    await (await create()).close();
    expect(await hasWal(disk, directory)).toBe(true);
    await expect(create()).rejects.toMatchObject({ code: 'exists' });
  });

  test('does not replace a directory of something else, but an empty one and one of preparations', async () => {
    disk.place(`${directory}/notes.txt`, Uint8Array.of(1));
    await expect(create()).rejects.toMatchObject({ code: 'exists', message: expect.stringContaining('notes.txt') });
    await disk.rename(`${directory}/notes.txt`, `${directory}/0.tmp`);
    await (await create()).close();
    expect(await segmentNames()).toHaveLength(1);
  });
});

describe('an opened log', () => {
  test('has what was appended, in order, with the last hard state', async () => {
    const wal = await create();
    await wal.append(state(1, 7n, 0), someEntries(3, 0, 1));
    await wal.append(undefined, someEntries(2, 3, 1));
    await wal.append(state(2, 0xffff_ffff_ffff_ffffn, 4), []);
    await wal.close();
    const opened = await openAll(disk, segmentBytes);
    expect(opened.metadata).toEqual(metadata);
    expect(opened.entries).toEqual(someEntries(5, 0, 1));
    expect(opened.hardState).toEqual(state(2, 0xffff_ffff_ffff_ffffn, 4));
    expect(opened.repaired).toBeUndefined();
    await opened.wal.close();
  });

  test('keeps entries without data apart from those with empty data', async () => {
    const wal = await create();
    const entries = [
      Entry.create({ term: 1, index: 1 }),
      Entry.create({ term: 1, index: 2, data: new Uint8Array(0) }),
      Entry.create({ type: 2, term: 1, index: 3 }),
    ];
    await wal.append(undefined, entries);
    await wal.close();
    const opened = await openAll(disk, segmentBytes);
    expect(opened.entries.map((entry) => Entry.size(entry))).toEqual(entries.map((entry) => Entry.size(entry)));
    await opened.wal.close();
  });

  test('overwritten entries are gone with all that followed them', async () => {
    const wal = await create();
    await wal.append(undefined, someEntries(5, 0, 1));
    await wal.append(undefined, someEntries(2, 2, 2));
    await wal.close();
    const opened = await openAll(disk, segmentBytes);
    expect(opened.entries.map(({ term }) => term)).toEqual([1, 1, 2, 2]);
    await opened.wal.close();
  });

  test('goes on over many segments and reopenings', async () => {
    await (await create()).close();
    let last = 0;
    for (let round = 0; round < 8; round++) {
      const { wal, entries } = await openAll(disk, segmentBytes);
      expect(entries).toEqual(someEntries(last, 0, 1));
      for (let i = 0; i < 20; i++) await wal.append(state(1, 1n, last), someEntries(1, last++, 1));
      await wal.close();
    }
    const names = await segmentNames();
    expect(names.length).toBeGreaterThan(5);
    expect(names[0]).toBe('0000000000000000-0000000000000000.wal');
    const sizes = names.map((name) => disk.contents(`${directory}/${name}`)?.length ?? 0);
    for (const size of sizes.slice(0, -1)) expect(size).toBeGreaterThanOrEqual(segmentBytes);
    expect(sizes.at(-1)).toBe(segmentBytes);
  });

  test('takes an entry larger than a segment', async () => {
    const wal = await create();
    const large = Entry.create({ term: 1, index: 1, data: new Uint8Array(3_000_000).fill(5) });
    await wal.append(undefined, [large]);
    await wal.append(undefined, someEntries(2, 1, 1));
    await wal.close();
    const opened = await openAll(disk, segmentBytes);
    expect(opened.entries).toEqual([large, ...someEntries(2, 1, 1)]);
    await opened.wal.close();
  });

  test('begins after the snapshot it is asked for', async () => {
    const wal = await create();
    const confState = ConfState.create({ voters: [1n, 2n] });
    for (let index = 0; index < 60; index++) await wal.append(state(3, 1n, index), someEntries(1, index, 3));
    await wal.saveSnapshot({ index: 40, term: 3, confState });
    await wal.close();
    const opened = await Wal.open({ disk, directory, from: { index: 40, term: 3 }, segmentBytes });
    expect(opened.entries).toEqual(someEntries(20, 40, 3));
    await opened.wal.close();
    const open = (index: number, term: number): Promise<unknown> =>
      Wal.open({ disk, directory, from: { index, term }, segmentBytes });
    await expect(open(39, 3)).rejects.toMatchObject({ code: 'snapshot-not-found' });
    await expect(open(40, 2)).rejects.toMatchObject({ code: 'snapshot-mismatch' });
    expect(disk.openFiles).toBe(0);
  });

  test('is not there: says so', async () => {
    await expect(openAll(disk, segmentBytes)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('keeps a second one out', async () => {
    const wal = await create();
    await expect(openAll(disk, segmentBytes)).rejects.toMatchObject({ code: 'locked' });
    await wal.close();
    await (await openAll(disk, segmentBytes)).wal.close();
  });
});

describe('appending', () => {
  test('shares one write and one sync among what comes while another is under way', async () => {
    const wal = await create(1_000_000);
    disk.operations.length = 0;
    await Promise.all(Array.from({ length: 50 }, (_, i) => wal.append(state(1, 1n, 0), someEntries(1, i, 1))));
    const kinds = disk.operations.filter(({ path }) => path.endsWith('.wal')).map(({ kind }) => kind);
    expect(kinds).toEqual(['write', 'sync']);
    await wal.close();
  });

  test('goes on while a sync is under way: what comes meanwhile is the next write and sync, all of it', async () => {
    const clock = new VirtualClock();
    const latencyMs = ({ kind }: DiskOperation): number => (kind === 'sync' ? 10 : 0);
    disk = new SimulatedDisk({ record: true, clock, latencyMs });
    disk.place('/data/note', new Uint8Array(0));
    const creating = create(1_000_000);
    await clock.advance(100);
    const wal = await creating;
    disk.operations.length = 0;
    const done: string[] = [];
    const append = (index: number): void => {
      const appended = wal.append(undefined, someEntries(1, index - 1, 1));
      appended.then(() => done.push(`${index} at ${clock.monotonicMs()}`));
    };
    append(1);
    await clock.advance(5);
    append(2);
    await clock.advance(2);
    append(3);
    await clock.advance(30);
    expect(done).toEqual(['1 at 110', '2 at 120', '3 at 120']);
    expect(disk.operations.map(({ kind }) => kind)).toEqual(['write', 'sync', 'write', 'sync']);
    const closing = wal.close();
    await clock.advance(100);
    await closing;
  });

  test('syncs when etcd does: for entries, a new term or a vote, not for a commit index alone', async () => {
    const wal = await create(1_000_000);
    const syncs = async (hardState: HardState | undefined, entries: Entry[]): Promise<number> => {
      disk.operations.length = 0;
      await wal.append(hardState, entries);
      return disk.operations.filter(({ kind }) => kind === 'sync').length;
    };
    expect(await syncs(state(1, 0n, 0), [])).toBe(1);
    expect(await syncs(state(1, 5n, 0), [])).toBe(1);
    expect(await syncs(state(1, 5n, 1), [])).toBe(0);
    expect(await syncs(undefined, someEntries(1, 0, 1))).toBe(1);
    expect(await syncs(state(1, 5n, 2), someEntries(1, 1, 1))).toBe(1);
    expect(await syncs(state(1, 5n, 3), [])).toBe(0);
    await wal.close();
  });

  test('syncs the commit index that makes a snapshot on record count', async () => {
    const wal = await create(1_000_000);
    await wal.append(state(1, 5n, 0), []);
    await wal.saveSnapshot({ index: 7, term: 1, confState: undefined });
    await wal.append(state(1, 5n, 6), []);
    await wal.append(state(1, 5n, 7), []);
    disk.crash('none');
    expect(await validSnapshotRecords(disk, directory)).toMatchObject([{ index: 0 }, { index: 7 }]);
  });

  test('reports what each flush took', async () => {
    const reports: unknown[] = [];
    const wal = await Wal.create({ disk, directory, metadata, onFlush: (report) => reports.push(report) });
    await wal.append(state(1, 1n, 0), []);
    await wal.append(state(1, 1n, 1), []);
    await wal.close();
    expect(reports).toEqual([
      { bytes: 24, writeMs: 0, syncMs: 0 },
      { bytes: 24, writeMs: 0, syncMs: undefined },
    ]);
  });

  test('takes only so much while the disk does not keep up', async () => {
    const wal = await Wal.create({ disk, directory, metadata, pendingBytesMax: 10_000 });
    const accepted: Promise<void>[] = [];
    while (wal.pendingBytes <= 10_000) accepted.push(wal.append(undefined, someEntries(1, accepted.length, 1)));
    const more = someEntries(1, accepted.length, 1);
    await expect(wal.append(undefined, more)).rejects.toMatchObject({ code: 'overloaded' });
    await Promise.all(accepted);
    await wal.append(undefined, more);
    await wal.close();
    expect((await readWal({ disk, directory, from: origin })).entries).toHaveLength(accepted.length + 1);
  });

  test('a closed log takes nothing', async () => {
    const wal = await create();
    await wal.close();
    await wal.close();
    await expect(wal.append(undefined, someEntries(1, 0, 1))).rejects.toMatchObject({ code: 'closed' });
  });

  test('what cannot be encoded ends the log, because a half of it must not be written', async () => {
    const wal = await create();
    const bad = [...someEntries(1, 0, 1), Entry.create({ term: 1, index: 2 ** 60 })];
    await expect(wal.append(undefined, bad)).rejects.toMatchObject({ code: 'failed' });
    await expect(wal.append(undefined, someEntries(1, 0, 1))).rejects.toMatchObject({ code: 'failed' });
    await wal.close();
    const { entries, wal: reopened } = await openAll(disk, segmentBytes);
    expect(entries).toEqual([]);
    await reopened.close();
  });
});

describe('old segments', () => {
  async function longLog(): Promise<Wal> {
    const wal = await create();
    for (let index = 0; index < 200; index++) await wal.append(state(1, 1n, index), someEntries(1, index, 1));
    await wal.saveSnapshot({ index: 150, term: 1, confState: ConfState.create({ voters: [1n] }) });
    return wal;
  }

  test('are removed when they are released, oldest first, down to the number to be kept', async () => {
    const wal = await longLog();
    const before = await segmentNames();
    expect(before.length).toBeGreaterThan(6);
    expect(await wal.purge(2)).toEqual([]);
    wal.releaseTo(150);
    const removed = await wal.purge(2);
    const after = await segmentNames();
    expect(removed.map((path) => path.slice(directory.length + 1))).toEqual(before.slice(0, removed.length));
    expect(after).toEqual(before.slice(removed.length));
    expect(Number.parseInt(after[0]?.slice(17, 33) ?? '', 16)).toBeLessThanOrEqual(150);
    expect(Number.parseInt(after[1]?.slice(17, 33) ?? '', 16)).toBeGreaterThan(150);
    await wal.close();

    const opened = await Wal.open({ disk, directory, from: { index: 150, term: 1 }, segmentBytes });
    expect(opened.entries).toEqual(someEntries(50, 150, 1));
    await opened.wal.close();
    await expect(openAll(disk, segmentBytes)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('stay when there are few', async () => {
    const wal = await longLog();
    const before = await segmentNames();
    wal.releaseTo(150);
    expect(await wal.purge(before.length)).toEqual([]);
    expect(await wal.purge(before.length - 1)).toHaveLength(1);
    await wal.close();
  });

  test('one missing in between is damage', async () => {
    await (await longLog()).close();
    const [, , third] = await segmentNames();
    await disk.remove(`${directory}/${third}`);
    await expect(openAll(disk, segmentBytes)).rejects.toMatchObject({ code: 'corrupt' });
    await expect(validSnapshotRecords(disk, directory)).rejects.toMatchObject({ code: 'corrupt' });
  });
});

describe('reading without opening', () => {
  test('lists everything while the log is in use, and changes nothing', async () => {
    const wal = await create();
    for (let index = 0; index < 50; index++) await wal.append(state(1, 1n, index), someEntries(1, index, 1));
    await wal.saveSnapshot({ index: 20, term: 1, confState: ConfState.create({ voters: [1n] }) });
    const changes = disk.operations.length;
    const listing = await readWal({ disk, directory, from: origin });
    expect(listing.entries).toEqual(someEntries(50, 0, 1));
    expect(listing.hardState).toEqual(state(1, 1n, 49));
    expect(listing.snapshots.map(({ index }) => index)).toEqual([0, 20]);
    expect(listing.end.torn).toBe(false);
    const kinds = new Set(disk.operations.slice(changes).map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['open', 'read']);
    await wal.close();
  });

  test('only snapshots at or below the commit index are valid', async () => {
    const wal = await create();
    await wal.append(state(1, 1n, 10), someEntries(20, 0, 1));
    for (const index of [5, 10, 15]) await wal.saveSnapshot({ index, term: 1, confState: ConfState.create() });
    await wal.close();
    const valid = await validSnapshotRecords(disk, directory);
    expect(valid.map(({ index }) => index)).toEqual([0, 5, 10]);
    await expect(validSnapshotRecords(disk, '/data/none')).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('whatever is appended is read back, over any history of groups, overwriting and reopening', async () => {
  const step = fc.record({
    kind: fc.constantFrom('append', 'append', 'append', 'overwrite', 'state', 'reopen'),
    count: fc.integer({ min: 0, max: 12 }),
    dataBytes: fc.integer({ min: 0, max: 700 }),
    awaited: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      disk = new SimulatedDisk();
      await disk.makeDirectory('/data');
      let wal = await create(2_000);
      const history = new History();
      let term = 1;
      for (const { kind, count, dataBytes, awaited } of steps) {
        const length = history.last.entries.length;
        if (kind === 'reopen') {
          await wal.close();
          const opened = await openAll(disk, 2_000);
          expect(isSame(opened, history.last)).toBe(true);
          wal = opened.wal;
          continue;
        }
        if (kind !== 'append') term++;
        const after = kind === 'overwrite' ? Math.max(0, length - count) : length;
        const entries = kind === 'state' ? [] : someEntries(count, after, term, dataBytes);
        const hardState = count % 2 === 0 ? state(term, BigInt(count), after) : undefined;
        history.add(hardState, entries);
        const done = wal.append(hardState, entries);
        if (awaited) await done;
      }
      await wal.close();
      const opened = await openAll(disk, 2_000);
      expect(isSame(opened, history.last)).toBe(true);
      await opened.wal.close();
      expect(disk.openFiles).toBe(0);
    }),
    { numRuns: 150 },
  );
});
