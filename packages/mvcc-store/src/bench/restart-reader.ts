import { Database } from '@quorate/bbolt';
import { NodeDisk } from '@quorate/node-ports';
import { RangeRequest } from '@quorate/protocol';
import { longestHold, rate, residentMb, showHold } from './measure.ts';
import { benchKey, type OpenStore, openStore } from './open-store.ts';

/** Opens the database at a path, and says how long that takes and what memory it needs. */
async function readKeys(path: string, keyCount: number): Promise<void> {
  const emptyMb = residentMb();
  const opened: OpenStore[] = [];
  const restart = longestHold(async () => {
    const database = await Database.open({ disk: new NodeDisk(), path, noSync: true });
    opened.push(await openStore(database));
  });
  showHold('restart', await restart);
  const { store, database } = opened[0] as OpenStore;
  const keys = store.keyCount.toLocaleString('en');
  console.log(`  ${keys} keys: resident ${residentMb()} MiB, of which ${emptyMb} MiB were there before`);
  const { heapUsed, external } = process.memoryUsage();
  console.log(`  of that, heap ${Math.round(heapUsed / 2 ** 20)} MiB, buffers ${Math.round(external / 2 ** 20)} MiB`);
  const gets = Array.from({ length: 100_000 }, (_, i) =>
    RangeRequest.create({ key: benchKey((i * 7_919) % keyCount) }),
  );
  const getAll = (): void => {
    for (const get of gets) store.range(get);
  };
  await rate('first get of 100,000 keys after the restart', gets.length, getAll, 1);
  await rate('the same again', gets.length, getAll);
  console.log(`  resident then: ${residentMb()} MiB`);
  await database.close();
}

await readKeys(process.argv[2] as string, Number(process.argv[3]));
process.exit(0);
