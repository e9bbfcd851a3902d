import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodeDisk } from '@quorate/node-ports';
import { Entry, type HardState } from '@quorate/protocol';
import { Wal } from '../index.ts';

/** A put of a short key and a value of 256 bytes comes to about this. */
const entryDataBytes = 300;
const measuredMs = 2_000;
/** What `open` reads. */
const openedLogBytes = 64_000_000;

const disk = new NodeDisk();
const scratch = mkdtempSync(join(tmpdir(), 'quorate-wal-bench-'));
const data = Uint8Array.from({ length: entryDataBytes }, (_, i) => i);
const metadata = new Uint8Array(20).fill(1);
const state: HardState = { term: 1, vote: 1n, commit: 0 };

function group(size: number, after: number): Entry[] {
  return Array.from({ length: size }, (_, i) => Entry.create({ term: 1, index: after + i + 1, data }));
}

/** One group after the other, each awaited, as a member under light load does. */
async function appendInTurn(size: number): Promise<void> {
  const wal = await Wal.create({ disk, directory: `${scratch}/turn-${size}`, metadata });
  let index = 0;
  const begin = performance.now();
  while (performance.now() - begin < measuredMs) {
    await wal.append({ ...state, commit: index }, group(size, index));
    index += size;
  }
  report(`groups of ${size}, each awaited`, index, performance.now() - begin, index / size);
  await wal.close();
}

/** Groups that come while the one before is being synced, as a member under load does: they share syncs. */
async function appendPipelined(size: number, inFlight: number): Promise<void> {
  let syncs = 0;
  const onFlush = (): void => {
    syncs++;
  };
  const wal = await Wal.create({ disk, directory: `${scratch}/pipe-${size}`, metadata, onFlush });
  let index = 0;
  const begin = performance.now();
  const client = async (): Promise<void> => {
    while (performance.now() - begin < measuredMs) {
      const entries = group(size, index);
      index += size;
      await wal.append({ ...state, commit: index }, entries);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, client));
  report(`groups of ${size}, ${inFlight} in flight`, index, performance.now() - begin, syncs);
  await wal.close();
}

async function open(): Promise<void> {
  const directory = `${scratch}/open`;
  const wal = await Wal.create({ disk, directory, metadata, segmentBytes: 2 * openedLogBytes });
  const count = Math.floor(openedLogBytes / (entryDataBytes + 36));
  for (let index = 0; index < count; index += 1_000)
    await wal.append(state, group(Math.min(1_000, count - index), index));
  await wal.close();
  const begin = performance.now();
  const opened = await Wal.open({ disk, directory, from: { index: 0, term: 0 }, segmentBytes: 2 * openedLogBytes });
  const ms = performance.now() - begin;
  console.log(`opening a log of 64 MB with ${opened.entries.length} entries: ${ms.toFixed(0)} ms`);
  await opened.wal.close();
}

async function create(): Promise<void> {
  const begin = performance.now();
  const wal = await Wal.create({ disk, directory: `${scratch}/create`, metadata });
  console.log(`creating a log: ${(performance.now() - begin).toFixed(1)} ms`);
  await wal.close();
}

function report(what: string, entries: number, ms: number, syncs: number): void {
  const perSecond = Math.round((entries / ms) * 1_000).toLocaleString('en');
  console.log(`${what}: ${perSecond} entries/s, ${(ms / syncs).toFixed(2)} ms a sync`);
}

try {
  await create();
  for (const size of [1, 10, 100, 1_000]) await appendInTurn(size);
  for (const size of [1, 10, 100]) await appendPipelined(size, 100);
  await open();
} finally {
  rmSync(scratch, { recursive: true });
}
