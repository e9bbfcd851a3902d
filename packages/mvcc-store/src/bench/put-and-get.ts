import { PutRequest, RangeRequest } from '@quorate/protocol';
import { encodePutResponse, encodeRangeResponse } from '../result/encode-response.ts';
import { rate } from './measure.ts';
import { benchKey, openStore, turn } from './open-store.ts';

const header = { clusterId: 1n, memberId: 2n, raftTerm: 3 };
const operations = 200_000;
/** Requests handled in one turn of the event loop. */
const batch = 500;

/** Puts and gets of single keys, with their encoded answers, in the store alone. */
export async function putAndGet(): Promise<void> {
  for (const keyCount of [10_000, 100_000, 300_000]) {
    const { store } = await openStore();
    const puts = Array.from({ length: keyCount }, (_, i) =>
      PutRequest.create({ key: benchKey(i), value: Buffer.alloc(256, i) }),
    );
    const gets = puts.map(({ key }) => RangeRequest.create({ key }));
    const scattered = (i: number) => (i * 7_919) % keyCount;
    let bytes = 0;
    await rate(`put, ${keyCount.toLocaleString('en')} keys of 64 B, values of 256 B`, operations, async () => {
      for (let i = 0; i < operations; i++) {
        bytes += encodePutResponse(header, store.put(puts[scattered(i)] as PutRequest)).length;
        if (i % batch === 0) await turn();
      }
    });
    await rate(`get, ${keyCount.toLocaleString('en')} keys`, operations, async () => {
      for (let i = 0; i < operations; i++) {
        bytes += encodeRangeResponse(header, store.range(gets[scattered(i)] as RangeRequest)).length;
        if (i % batch === 0) await turn();
      }
    });
    if (bytes === 0) throw new Error('nothing was answered');
    await store.close();
  }
}
