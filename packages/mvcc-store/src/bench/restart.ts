import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@quorate/bbolt';
import { NodeDisk } from '@quorate/node-ports';
import { PutRequest, RangeRequest } from '@quorate/protocol';
import { longestHold, rate, residentMb, showHold } from './measure.ts';
import { benchKey, openStore, turn } from './open-store.ts';

const keyCount = 1_000_000;
const valueBytes = 1_024;

/** 1,000,000 keys of 64 bytes with values of 1 KiB: written, read back by a new start, and their memory. */
export async function restartBench(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'quorate-bench-'));
  const path = join(directory, 'db');
  const open = () => Database.open({ disk: new NodeDisk(), path, noSync: true });
  try {
    const first = await openStore(await open());
    const value = Buffer.alloc(valueBytes, 'v');
    await rate(
      'put into a file',
      keyCount,
      async () => {
        for (let i = 0; i < keyCount; i++) {
          first.store.put(PutRequest.create({ key: benchKey(i), value }));
          if (i % 500 === 0) {
            await turn();
            // As the member does when the disk is behind.
            while (first.backend.pendingOperations > 20_000) await turn();
          }
        }
      },
      1,
    );
    await first.store.close();
    await first.backend.close();
    await first.database.close();
    console.log(`  file: ${Math.round(statSync(path).size / 2 ** 20)} MiB`);
    const emptyMb = residentMb();
    const opened: Awaited<ReturnType<typeof openStore>>[] = [];
    showHold(
      'restart',
      await longestHold(async () => {
        opened.push(await openStore(await open()));
      }),
    );
    const again = opened[0] as (typeof opened)[0];
    console.log(
      `  keys: ${again.store.keyCount.toLocaleString('en')}; resident ${residentMb()} MiB (${emptyMb} MiB before)`,
    );
    const { heapUsed, external } = process.memoryUsage();
    console.log(`  heap ${Math.round(heapUsed / 2 ** 20)} MiB, buffers ${Math.round(external / 2 ** 20)} MiB`);
    const gets = Array.from({ length: 100_000 }, (_, i) =>
      RangeRequest.create({ key: benchKey((i * 7_919) % keyCount) }),
    );
    await rate(
      'first get of a key after the restart',
      gets.length,
      () => {
        for (const get of gets) again.store.range(get);
      },
      1,
    );
    await rate('the same again', gets.length, () => {
      for (const get of gets) again.store.range(get);
    });
    await again.database.close();
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
