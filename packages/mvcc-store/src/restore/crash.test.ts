import { Database } from '@quorate/bbolt';
import type { Random } from '@quorate/ports';
import { SeededRandom, SimulatedDisk } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { put, range, remove, txn } from '../testdata/requests.ts';
import { openTestStore, printedSeed, settle, type TestStore } from '../testdata/test-store.ts';

const path = '/data/db';
const writesMax = 400;

type Write = ReturnType<typeof txn>;

/** Each of these writes one revision, whatever was there. */
function randomWrite(random: Random, index: number): Write {
  const key = () => `key${random.below(30)}`;
  return txn([], [remove(key()), put(`mark${index % 5}`, `${index}`), txn([], [put(`${key()}x`, `${index}`)])]);
}

/** The same writes on a store that never crashed, up to a revision, and compacted as far as the other one. */
async function twin(writes: readonly Write[], revision: number, compactRevision: number): Promise<TestStore> {
  const healthy = await openTestStore();
  for (const write of writes.slice(0, revision - 1)) healthy.store.txn(write);
  if (compactRevision > 0) await settle(healthy.clock, healthy.store.compact(compactRevision).done);
  return healthy;
}

function isCompactionUnfinished(database: Database): boolean {
  using transaction = database.beginRead();
  const mark = (name: string) => Buffer.from(transaction.get('meta', Buffer.from(name)) ?? []).toString('hex');
  return mark('scheduledCompactRev') !== mark('finishedCompactRev');
}

test('after a power cut the store is what it was at one of its commits, and compaction goes on', async () => {
  const { random } = printedSeed('crash');
  let resumed = 0;
  let recovered = 0;
  for (let round = 0; round < 80; round++) {
    const disk = new SimulatedDisk();
    await disk.makeDirectory('/data');
    await disk.syncDirectory('/');
    const database = await Database.open({ disk, path });
    const test = await openTestStore({ compactionBatchMax: 20 }, database);
    const writes = Array.from({ length: 1 + random.below(writesMax) }, (_, index) => randomWrite(random, index));
    for (const write of writes) {
      test.store.txn(write);
      if (random.below(10) === 0) await test.clock.advance(random.below(60));
      const { revision, compactRevision } = test.store;
      if (random.below(30) === 0 && compactRevision < revision) {
        test.store.compact(Math.max(1, compactRevision + 1, revision - random.below(20))).done.catch(() => {});
      }
    }
    disk.crash('some', new SeededRandom(random.below(2 ** 31)));

    const reopened = await Database.open({ disk, path });
    if (isCompactionUnfinished(reopened)) resumed++;
    const again = await openTestStore({}, reopened);
    const { revision } = again.store;
    expect(revision).toBeLessThanOrEqual(test.store.revision);
    await again.clock.advance(5_000);
    const { compactRevision } = again.store;
    expect(isCompactionUnfinished(reopened)).toBe(false);
    recovered += revision;
    const healthy = await twin(writes, revision, compactRevision);
    for (const at of new Set([Math.max(1, compactRevision), revision])) {
      const all = range('\0', '\0', { revision: at });
      expect(again.store.range(all)).toEqual(healthy.store.range(all));
    }
    const hash = async (store: TestStore) => (await settle(store.clock, store.store.hashKv(revision))).hash;
    if (compactRevision !== revision) expect(await hash(again)).toBe(await hash(healthy));
    const records = (store: TestStore) => {
      let count = 0;
      store.store.visitHistory(0, () => ++count > 0);
      return count;
    };
    expect(records(again)).toBe(records(healthy));
  }
  console.log(`crash: ${recovered} revisions came back, ${resumed} compactions were resumed`);
  expect(recovered).toBeGreaterThan(100);
  expect(resumed).toBeGreaterThan(0);
});
