import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Event } from '@quorate/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyRequest } from './testdata/apply-request.ts';
import { type Answer, askEtcd } from './testdata/ask-etcd.ts';
import { Listener } from './testdata/listener.ts';
import { RandomRequests, type StoreRequest } from './testdata/random-requests.ts';
import { RealEtcd, realEtcdFolder } from './testdata/real-etcd.ts';
import { digest, recordedCount, recordedRequests } from './testdata/recorded.ts';
import { openTestStore, printedSeed, type TestStore } from './testdata/test-store.ts';
import { WatchHub } from './watch/watch-hub.ts';

const folder = realEtcdFolder();
if (folder === undefined) {
  console.log('differential test: etcd itself is not at hand, so its answers are those recorded earlier');
}

const requestsPerSeed = 700;
/** What a txn is refused for. 3.5 looks for all of its puts' faults before those of its ranges; from 3.6 on the first one counts. */
const checkErrors = [
  'etcdserver: mvcc: required revision has been compacted',
  'etcdserver: mvcc: required revision is a future revision',
  'etcdserver: key not found',
  'etcdserver: requested lease not found',
];
/** What etcd refuses before its store sees it, as our service layer does. */
const apiErrors: readonly string[] = ['etcdserver: duplicate key given in txn request'];

/** Recorded by `testdata/record.ts`: a digest of each of etcd's answers, or `-` for a request that does not count. */
const recorded = readFileSync(join(import.meta.dirname, 'testdata/etcd-3.5.30.txt'), 'utf8')
  .trim()
  .split(/\s+/);

test('recorded answers of etcd are ours', async () => {
  const ours = await openTestStore();
  const requests = recordedRequests();
  expect(recorded).toHaveLength(recordedCount);
  for (const [count, expected] of recorded.entries()) {
    const request = requests.next(ours.store.revision);
    if (expected === '-') continue;
    expect(digest(await applyRequest(ours, request)), `request ${count}: ${inspect(request)}`).toBe(expected);
  }
  expect(ours.failures).toEqual([]);
});

describe.runIf(folder !== undefined)('beside the real etcd', () => {
  let etcd: RealEtcd;
  beforeAll(async () => {
    etcd = new RealEtcd(folder as string, 27210);
    await etcd.start();
  }, 30_000);
  afterAll(() => etcd.stop());

  test('random requests are answered alike, and leave the same hashes', async () => {
    const { random } = printedSeed('differential');
    let ours = await openTestStore();
    const requests = new RandomRequests(random);
    for (let count = 0; count < requestsPerSeed; count++) {
      const request = requests.next(ours.store.revision);
      const theirs = await askEtcd(etcd, request);
      if (typeof theirs.error === 'string' && apiErrors.includes(theirs.error)) continue;
      const answer = await applyRequest(ours, request);
      if (request.kind === 'txn' && isCheckError(answer) && isCheckError(theirs)) continue;
      expect(answer, `request ${count}: ${inspect(request)}`).toEqual(theirs);
      if (count % 250 === 249) {
        ours = await ours.reopen();
        await etcd.restart();
      }
    }
    for (const revision of [0, Math.max(1, ours.store.compactRevision), ours.store.revision]) {
      const request: StoreRequest = { kind: 'hashKv', revision };
      expect(await applyRequest(ours, request)).toEqual(await askEtcd(etcd, request));
    }
    await compareHistory(ours, etcd);
    expect(ours.failures).toEqual([]);
  }, 60_000);
});

/** Watches all that can still be watched, with previous values, there and here. */
async function compareHistory({ store, clock }: TestStore, etcd: RealEtcd): Promise<void> {
  const start = Math.max(1, store.compactRevision);
  const range = { key: new Uint8Array(1), rangeEnd: new Uint8Array(1), prevKv: true };
  const theirs = await etcd.watch({ ...range, startRevision: start }, store.revision);
  const listener = new Listener(new WatchHub({ store, clock }));
  listener.watch(0, '\0', '\0', { startRevision: start, prevKv: true });
  await clock.runTurns();
  expect(listener.batches.flat().map((event) => Event.decode(event))).toEqual(theirs);
}

function isCheckError(answer: unknown): boolean {
  const { error } = answer as Answer;
  return error !== undefined && checkErrors.includes(error);
}

function inspect(request: StoreRequest): string {
  return JSON.stringify(request, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
  });
}
