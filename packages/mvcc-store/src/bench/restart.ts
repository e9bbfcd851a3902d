import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '@quorate/bbolt';
import { NodeDisk } from '@quorate/node-ports';
import { PutRequest } from '@quorate/protocol';
import { rate } from './measure.ts';
import { benchKey, openStore, turn } from './open-store.ts';

const keyCount = 1_000_000;
const valueBytes = 1_024;
/** As the member does when the disk is behind. */
const pendingOperationsMax = 20_000;

/** 1,000,000 keys of 64 bytes with values of 1 KiB: written to a file, and read back by a process of its own, for its memory. */
export async function restartBench(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'quorate-store-bench-'));
  const path = join(directory, 'db');
  try {
    await writeKeys(path);
    console.log(`  file: ${Math.round(statSync(path).size / 2 ** 20)} MiB`);
    const reader = join(import.meta.dirname, 'restart-reader.ts');
    spawnSync(process.execPath, [...process.execArgv, reader, path, String(keyCount)], { stdio: 'inherit' });
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function writeKeys(path: string): Promise<void> {
  const { store, backend, database } = await openStore(
    await Database.open({ disk: new NodeDisk(), path, noSync: true }),
  );
  const value = Buffer.alloc(valueBytes, 'v');
  const write = async (): Promise<void> => {
    for (let i = 0; i < keyCount; i++) {
      store.put(PutRequest.create({ key: benchKey(i), value }));
      if (i % 500 === 0) {
        await turn();
        while (backend.pendingOperations > pendingOperationsMax) await turn();
      }
    }
  };
  await rate('put into a file', keyCount, write, 1);
  await store.close();
  await backend.close();
  await database.close();
}
