import { PutRequest, RangeRequest } from '@quorate/protocol';
import { encodeRangeResponse, rangeResponseParts } from '../result/encode-response.ts';
import { longestHold, rate, showHold } from './measure.ts';
import { benchKey, openStore, turn } from './open-store.ts';

const header = { clusterId: 1n, memberId: 2n, raftTerm: 3 };

/** Ranges of 1,000 keys, and how long large ones hold the event loop. */
export async function rangeBench(): Promise<void> {
  const { store } = await openStore();
  for (let i = 0; i < 100_000; i++) {
    store.put(PutRequest.create({ key: benchKey(i), value: Buffer.alloc(256, i) }));
    if (i % 500 === 0) await turn();
  }
  const thousand = RangeRequest.create({
    key: Buffer.from('/registry/pods/namespace-007/'),
    rangeEnd: Buffer.from('/registry/pods/namespace-008/'),
  });
  await rate('range of 1,000 keys, encoded', 1_000, () => {
    for (let i = 0; i < 1_000; i++) encodeRangeResponse(header, store.range(thousand));
  });
  const all = RangeRequest.create({ key: Buffer.from('/'), rangeEnd: Buffer.from('0') });
  const page = RangeRequest.create({ ...all, limit: 500, revision: store.revision - 1_000 });
  await rate('page of 500 of 100,000 keys in the past, with its count', 1_000, () => {
    for (let i = 0; i < 1_000; i++) encodeRangeResponse(header, store.range(page));
  });
  const ten = RangeRequest.create({ ...all, limit: 10_000 });
  showHold(
    'range of 10,000 keys in slices',
    await longestHold(async () => rangeResponseParts(header, await store.rangeSliced(ten))),
  );
  showHold('range of 100,000 keys in slices', await longestHold(async () => store.rangeSliced(all)));
  const { store: large } = await openStore();
  for (let i = 0; i < 100; i++) {
    large.put(PutRequest.create({ key: benchKey(i), value: Buffer.alloc(2 ** 20, i) }));
    await turn();
  }
  await large.backend.forceCommit();
  showHold(
    'range of 100 MiB in slices',
    await longestHold(async () => rangeResponseParts(header, await large.rangeSliced(all))),
  );
  await store.close();
}
