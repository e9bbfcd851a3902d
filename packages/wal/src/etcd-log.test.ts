import { readFileSync } from 'node:fs';
import { InternalRaftRequest } from '@quorate/protocol';
import { SimulatedDisk } from '@quorate/simulated-ports';
import { beforeEach, expect, test } from 'vitest';
import { readWal, validSnapshotRecords, Wal } from './index.ts';
import { directory, origin } from './testdata/history.ts';

/**
 * The log of a member of three under etcd 3.5.30, without most of its zeros. It put key1 to key20 as the leader of term 2, then the
 * others were killed and lost1 to lost4 stayed in its log alone; the others elected a leader of term 3 and put on to key33.
 */
const log = readFileSync(new URL('testdata/etcd-3.5.30.wal', import.meta.url));
const path = `${directory}/0000000000000000-0000000000000000.wal`;
let disk: SimulatedDisk;

beforeEach(() => {
  disk = new SimulatedDisk();
  disk.place(path, log);
});

test('its entries are those of the leaders, without the ones that were overwritten', async () => {
  const { entries, hardState, end } = await readWal({ disk, directory, from: origin });
  expect(entries.map(({ index }) => index)).toEqual(Array.from({ length: 45 }, (_, i) => i + 1));
  expect(entries.map(({ term }) => term).join('')).toBe(`111${'2'.repeat(25)}${'3'.repeat(17)}`);
  expect(hardState).toEqual({ term: 3, vote: 0n, commit: 45 });
  expect(end).toEqual({ path, offset: 5_104, torn: false });
  const puts = entries
    .filter(({ type, data }) => type === 0 && Buffer.from(data).includes('value'))
    .map(({ data }) => InternalRaftRequest.decode(data).put)
    .map((put) => put && `${Buffer.from(put.key)}=${Buffer.from(put.value)}`);
  expect(puts).toEqual(Array.from({ length: 33 }, (_, i) => `key${i + 1}=value${i + 1}`));
  expect(Buffer.from(log).includes('lost4')).toBe(true);
  expect(entries.some(({ data }) => Buffer.from(data).includes('lost'))).toBe(false);
});

test('its snapshot records are found, and it is opened from any of them', async () => {
  const records = await validSnapshotRecords(disk, directory);
  expect(records.map(({ index, term }) => [index, term])).toEqual([
    [0, 0],
    [16, 2],
    [41, 3],
  ]);
  expect(records.at(-1)?.confState?.voters).toHaveLength(3);
  for (const { index, term } of records) {
    const { wal, entries } = await Wal.open({ disk, directory, from: { index, term } });
    expect(entries[0]?.index).toBe(index + 1);
    expect(entries.at(-1)?.index).toBe(45);
    await wal.close();
  }
});

test('written again, the same records give the same bytes', async () => {
  const { metadata, entries, hardState } = await readWal({ disk, directory, from: origin });
  const copy = await Wal.create({ disk, directory: '/copy', metadata });
  await copy.append(undefined, entries.slice(0, 3));
  await copy.close();
  expect(hardState.term).toBe(3);
  const written = disk.contents('/copy/0000000000000000-0000000000000000.wal') ?? new Uint8Array(0);
  // Checksum, metadata, the empty snapshot, and the three entries that add the members when a cluster is born.
  const { offset } = (await readWal({ disk, directory: '/copy', from: origin })).end;
  expect(offset).toBeGreaterThan(400);
  expect(Buffer.compare(written.subarray(0, offset), log.subarray(0, offset))).toBe(0);
});
