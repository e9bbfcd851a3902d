import { PutRequest } from '@quorate/protocol';
import { longestHold, showHold } from './measure.ts';
import { benchKey, openStore, turn } from './open-store.ts';

const revisions = 1_000_000;
const keyCount = 10_000;

/** Compaction of 1,000,000 revisions, with the pauses etcd makes, and without them. */
export async function compactionBench(): Promise<void> {
  for (const compactionPauseMs of [10, 0]) {
    const { store } = await openStore(undefined, { compactionPauseMs });
    const value = Buffer.alloc(64);
    for (let i = 0; i < revisions; i++) {
      store.put(PutRequest.create({ key: benchKey(i % keyCount), value }));
      if (i % 500 === 0) await turn();
    }
    showHold(
      `1,000,000 revisions of 10,000 keys, pauses of ${compactionPauseMs} ms`,
      await longestHold(() => store.compact(store.revision).done),
    );
    await store.close();
  }
}
