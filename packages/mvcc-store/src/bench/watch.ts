import { PutRequest } from '@quorate/protocol';
import { WatchHub } from '../watch/watch-hub.ts';
import { rate } from './measure.ts';
import { openStore, turn } from './open-store.ts';

const putCount = 1_000;

/** One key watched by many, each on a stream of its own. */
export async function watchBench(): Promise<void> {
  for (const watcherCount of [1_000, 10_000]) {
    for (const putsPerTurn of [1, 100]) {
      const { store, clock } = await openStore();
      const hub = new WatchHub({ store, clock });
      let heard = 0;
      for (let i = 0; i < watcherCount; i++) {
        const source = hub.open({
          events: (_id, _revision, events) => {
            heard += events.length;
            return true;
          },
          compacted() {},
          failed() {},
        });
        source.add({
          watchId: BigInt(i),
          key: Buffer.from('key'),
          rangeEnd: new Uint8Array(0),
          startRevision: 0,
          withoutPuts: false,
          withoutDeletes: false,
          prevKv: i % 2 === 0,
        });
      }
      const request = PutRequest.create({ key: Buffer.from('key'), value: Buffer.alloc(256) });
      const turns = putCount / putsPerTurn;
      await rate(
        `events to ${watcherCount.toLocaleString('en')} watchers, ${putsPerTurn} puts a turn`,
        putCount * watcherCount,
        async () => {
          for (let t = 0; t < turns; t++) {
            for (let i = 0; i < putsPerTurn; i++) store.put(request);
            await turn();
            await turn();
          }
        },
      );
      if (heard < putCount * watcherCount) throw new Error('events are missing');
      hub.close();
      await store.close();
    }
  }
}
