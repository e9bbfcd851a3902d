import { Entry, HardState, WalMetadata, WalSnapshot } from '@quorate/protocol';
import { SimulatedDisk, VirtualClock } from '@quorate/simulated-ports';
import { Wal } from '@quorate/wal';
import { expect, test } from 'vitest';
import { openBootLog } from './boot-log.ts';

const metadata = WalMetadata.encode(WalMetadata.create({ nodeId: 1n, clusterId: 2n }));
const entry = (index: number) => Entry.create({ index, term: 1 });
const state = (commit: number) => HardState.create({ term: 1, vote: 1n, commit });

test('a record of an older snapshot behind that of a leader’s does not count', async () => {
  const clock = new VirtualClock();
  const place = { disk: new SimulatedDisk(), directory: '/log', clock };
  await place.disk.makeDirectory('/log');
  const wal = await Wal.create({ ...place, metadata });
  const written = Promise.all([
    wal.append(state(3), [1, 2, 3].map(entry)),
    // A leader's snapshot is put on record, then one of its own that was under way, then the log goes on behind the leader's.
    wal.saveSnapshot(WalSnapshot.create({ index: 9, term: 1 })),
    wal.append(state(9), []),
    wal.saveSnapshot(WalSnapshot.create({ index: 2, term: 1 })),
    wal.append(state(10), [entry(10)]),
  ]);
  await clock.advance(1000);
  await written;
  await wal.close();
  const { snapshot, entries } = await openBootLog(place, undefined);
  expect(snapshot.index).toBe(9);
  expect(entries.map(({ index }) => index)).toEqual([10]);
});
