import { NodeDisk } from '@quorate/node-ports';
import { Wal } from '../index.ts';
import { metadata, origin, someEntries } from './history.ts';

/** Appends to the log in the directory it is given, and prints the index of what was acknowledged, until it is killed. */
const [, , directory = ''] = process.argv;
const disk = new NodeDisk();
const segmentBytes = 200_000;

async function open(): Promise<{ wal: Wal; last: number }> {
  if ((await disk.kind(directory)) === undefined) {
    return { wal: await Wal.create({ disk, directory, metadata, segmentBytes }), last: 0 };
  }
  const { wal, entries } = await Wal.open({ disk, directory, from: origin, segmentBytes });
  return { wal, last: entries.length };
}

let { wal, last } = await open();
for (;;) {
  const appends: Promise<void>[] = [];
  for (let group = 0; group < 5; group++) {
    const entries = someEntries(1 + (last % 7), last, 1, last % 2_000);
    last += entries.length;
    appends.push(wal.append({ term: 1, vote: 1n, commit: last }, entries));
  }
  await Promise.all(appends);
  process.stdout.write(`${last}\n`);
}
