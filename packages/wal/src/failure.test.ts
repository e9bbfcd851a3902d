import type { Entry } from '@quorate/protocol';
import { type DiskOperation, type Fault, SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { describe, expect, test } from 'vitest';
import { Wal } from './index.ts';
import { directory, History, metadata, openAll, someEntries } from './testdata/history.ts';

const segmentBytes = 3_000;

async function emptyDisk(): Promise<SimulatedDisk> {
  const disk = new SimulatedDisk({ record: true });
  await disk.makeDirectory('/data');
  disk.settle();
  return disk;
}

/**
 * The life of a log: groups small and large, some at once, overwriting, votes, commit indexes, segments cut. Stops at the first
 * failure, as a member does. `history.durable` is what was acknowledged by then.
 */
async function live(disk: SimulatedDisk, history: History): Promise<void> {
  const wal = await Wal.create({ disk, directory, metadata, segmentBytes });
  const append = async (term: number, vote: bigint, after: number, count: number): Promise<void> => {
    const entries = someEntries(count, after, term, 40 + ((count * 97) % 400));
    const hardState = { term, vote, commit: after };
    history.add(hardState, entries);
    const mark = history.states.length - 1;
    await wal.append(hardState, entries);
    if (count > 0) history.durable = Math.max(history.durable, mark);
  };
  try {
    await append(1, 5n, 0, 1);
    await append(1, 5n, 1, 4);
    await Promise.all([append(1, 5n, 5, 2), append(1, 5n, 7, 3), append(1, 5n, 10, 1)]);
    await append(1, 5n, 11, 0);
    await append(2, 6n, 8, 5);
    await append(2, 6n, 13, 20);
    const snapshot = wal.saveSnapshot({ index: 13, term: 2, confState: undefined });
    await Promise.all([snapshot, append(2, 6n, 33, 2), append(3, 7n, 30, 9)]);
    await append(3, 7n, 39, 3);
  } finally {
    await wal.close();
  }
}

/** What is there after the accident must be what the log said at some moment not before the last acknowledgement. */
async function checkSurvivors(disk: SimulatedDisk, history: History, context: string): Promise<void> {
  const opened = await openAll(disk, segmentBytes).catch((error: Error & { code?: string }) => {
    expect(history.durable, `${context}: ${error.message}`).toBe(0);
    expect(error.code, `${context}: ${error.message}`).toBe('not-found');
    return undefined;
  });
  if (opened === undefined) {
    await (await Wal.create({ disk, directory, metadata, segmentBytes })).close();
    return;
  }
  const found = history.find(opened);
  expect(found, `${context}: something else than was appended`).toBeDefined();
  expect(found, `${context}: what was acknowledged is lost`).toBeGreaterThanOrEqual(history.durable);
  await checkGoesOn(disk, opened, context);
}

/** The log is as good as any: it takes more, also after another crash. */
async function checkGoesOn(
  disk: SimulatedDisk,
  opened: Awaited<ReturnType<typeof openAll>>,
  context: string,
): Promise<void> {
  const { wal, entries, hardState } = opened;
  const more = someEntries(12, entries.length, 9);
  await wal.append({ ...hardState, term: 9 }, more);
  disk.crash('none');
  const again = await openAll(disk, segmentBytes);
  expect(again.entries, context).toEqual([...entries, ...more]);
  expect(again.hardState, context).toEqual({ ...hardState, term: 9 });
  await again.wal.close();
}

async function operationsOfLife(): Promise<DiskOperation[]> {
  const disk = await emptyDisk();
  await live(disk, new History());
  return [...disk.operations];
}

function faultAt(number: number, fault: Fault): (operation: DiskOperation) => Fault | undefined {
  return (operation) => (operation.number === number ? fault : undefined);
}

describe('after a power cut at every operation in turn', () => {
  test.each(['power-cut-before', 'power-cut-after'] as const)('%s', async (kind) => {
    const operations = await operationsOfLife();
    expect(operations.length).toBeGreaterThan(50);
    for (const { number } of operations) {
      for (let seed = 0; seed < 12; seed++) {
        const disk = await emptyDisk();
        disk.faults = faultAt(number, { kind });
        const history = new History();
        await live(disk, history).catch(() => {});
        if (seed === 0) disk.crash('none');
        else if (seed === 1) disk.crash('all');
        else disk.crash('some', new SeededRandom(number * 1_000 + seed));
        await checkSurvivors(disk, history, `${kind} operation ${number}, seed ${seed}`);
      }
    }
  });
});

describe('after every operation in turn failed', () => {
  test.each(['io', 'no-space', 'read-only'] as const)('%s', async (code) => {
    const operations = await operationsOfLife();
    for (const { number, kind, bytes, path } of operations) {
      const faults: Fault[] = [{ kind: 'fail', code }];
      if (kind === 'write' && bytes > 1) faults.push({ kind: 'short-write', bytes: Math.floor(bytes / 2), code });
      for (const fault of faults) {
        for (const survival of ['as it is', 'none', 'some'] as const) {
          const disk = await emptyDisk();
          disk.faults = faultAt(number, fault);
          const history = new History();
          await live(disk, history).catch(() => {});
          disk.faults = undefined;
          if (survival !== 'as it is') disk.crash(survival, new SeededRandom(number));
          await checkSurvivors(disk, history, `${fault.kind} at ${kind} ${path}, operation ${number}, ${survival}`);
        }
      }
    }
  });
});

test('a log that crashes again and again, at any operation, loses nothing that was acknowledged', async () => {
  for (let seed = 0; seed < 250; seed++) {
    const random = new SeededRandom(seed);
    const disk = await emptyDisk();
    await (await Wal.create({ disk, directory, metadata, segmentBytes })).close();
    disk.settle();
    let acknowledged: readonly Entry[] = [];
    for (let life = 0; life < 8; life++) {
      const lastOperation = disk.operationCount + 1 + random.below(40);
      disk.faults = ({ number }) => (number >= lastOperation ? { kind: 'power-cut-after' } : undefined);
      const opened = await openAll(disk, segmentBytes).catch(() => undefined);
      if (opened !== undefined) {
        const { entries, wal } = opened;
        expect(entries.slice(0, acknowledged.length), `seed ${seed}, life ${life}`).toEqual(acknowledged);
        acknowledged = entries;
        for (let group = 0; group < 30; group++) {
          const more = someEntries(random.below(4), acknowledged.length, 1 + life, random.below(600));
          try {
            await wal.append({ term: 1 + life, vote: 5n, commit: acknowledged.length }, more);
          } catch {
            break;
          }
          acknowledged = [...acknowledged, ...more];
        }
        await wal.close();
      }
      disk.crash('some', random);
    }
    const { entries, wal } = await openAll(disk, segmentBytes);
    expect(entries.slice(0, acknowledged.length), `seed ${seed}`).toEqual(acknowledged);
    await wal.close();
  }
});

test('a failed sync is final: nothing is acknowledged after it, though the disk works again', async () => {
  const disk = await emptyDisk();
  const wal = await Wal.create({ disk, directory, metadata, segmentBytes });
  await wal.append(undefined, someEntries(1, 0, 1));
  disk.faults = ({ kind }) => (kind === 'sync' ? { kind: 'fail', code: 'io' } : undefined);
  const first = wal.append(undefined, someEntries(1, 1, 1));
  await expect(first).rejects.toMatchObject({ code: 'failed', message: expect.stringContaining('stop the member') });
  disk.faults = undefined;
  expect(wal.failure).toBeDefined();
  await expect(wal.append(undefined, someEntries(1, 2, 1))).rejects.toBe(wal.failure);
  await expect(wal.saveSnapshot({ index: 1, term: 1, confState: undefined })).rejects.toBe(wal.failure);
  await wal.close();
});

test('a log that could not be made leaves no open file and can be made later', async () => {
  const operations = await operationsOfLife();
  const made = operations.findIndex(({ kind, path }) => kind === 'sync-directory' && path === '/data');
  expect(made).toBeGreaterThan(5);
  for (const { number } of operations.slice(1, made + 1)) {
    const disk = await emptyDisk();
    disk.faults = faultAt(number, { kind: 'fail', code: 'no-space' });
    await expect(Wal.create({ disk, directory, metadata, segmentBytes })).rejects.toMatchObject({ code: 'no-space' });
    expect(disk.openFiles).toBe(0);
  }
});

test('a log that could not be opened leaves no open file', async () => {
  const disk = await emptyDisk();
  await live(disk, new History());
  const before = disk.operationCount;
  await (await openAll(disk, segmentBytes)).wal.close();
  const count = disk.operationCount - before;
  for (let at = 1; at <= count; at++) {
    const number = disk.operationCount + at;
    disk.faults = faultAt(number, { kind: 'fail', code: 'too-many-files' });
    await openAll(disk, segmentBytes)
      .then(({ wal }) => wal.close())
      .catch(() => {});
    disk.faults = undefined;
    expect(disk.openFiles, `operation ${at}`).toBe(0);
  }
});

test('a next segment that could not be prepared for a while, such as for want of descriptors, is prepared when it is needed', async () => {
  const disk = await emptyDisk();
  disk.faults = ({ kind, path }) =>
    (kind === 'open' || kind === 'create') && /\/[01]\.tmp$/.test(path)
      ? { kind: 'fail', code: 'too-many-files' }
      : undefined;
  const wal = await Wal.create({ disk, directory, metadata, segmentBytes });
  await wal.append(undefined, someEntries(1, 0, 1));
  disk.faults = undefined;
  await wal.append(undefined, someEntries(1, 1, 1, segmentBytes));
  await wal.append(undefined, someEntries(1, 2, 1));
  await wal.close();
  const { entries, wal: opened } = await openAll(disk, segmentBytes);
  expect(entries.length).toBe(3);
  await opened.close();
});
