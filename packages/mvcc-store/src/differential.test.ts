import { CompactionRequest, HashKVRequest, LeaseGrantRequest, LeaseRevokeRequest, services } from '@quorate/protocol';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  applyRequest,
  withoutIdentity,
  withoutKeysOnlyLeases,
  withoutKeysOnlyLeasesIn,
} from './testdata/apply-request.ts';
import { RandomRequests, type StoreRequest } from './testdata/random-requests.ts';
import { type EtcdAnswer, RealEtcd, realEtcdFolder } from './testdata/real-etcd.ts';
import { openTestStore, printedSeed } from './testdata/test-store.ts';

const folder = realEtcdFolder();
if (folder === undefined) {
  console.log('differential test: etcd itself is not at hand, so nothing is compared with it in this run');
}

const kv = services['etcdserverpb.KV'];
const lease = services['etcdserverpb.Lease'];
const maintenance = services['etcdserverpb.Maintenance'];
const requestsPerSeed = 700;
/** What a txn is refused for. 3.5 looks for all of its puts' faults before those of its ranges; from 3.6 on the first one counts. */
const checkErrors = [
  'etcdserver: mvcc: required revision has been compacted',
  'etcdserver: mvcc: required revision is a future revision',
  'etcdserver: key not found',
  'etcdserver: requested lease not found',
];
/** What etcd refuses before its store sees it, as our service layer does. */
const apiErrors = ['etcdserver: duplicate key given in txn request'];

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
    expect(ours.failures).toEqual([]);
  }, 60_000);
});

interface Answer {
  readonly error?: string;
}

async function askEtcd(etcd: RealEtcd, asked: StoreRequest): Promise<Answer> {
  switch (asked.kind) {
    case 'range':
      return map(await etcd.call(kv.Range, asked.request), (response) =>
        withoutIdentity(withoutKeysOnlyLeases(response, asked.request)),
      );
    case 'put':
      return map(await etcd.call(kv.Put, asked.request), withoutIdentity);
    case 'deleteRange':
      return map(await etcd.call(kv.DeleteRange, asked.request), withoutIdentity);
    case 'txn':
      return map(await etcd.call(kv.Txn, asked.request), (response) =>
        withoutIdentity(withoutKeysOnlyLeasesIn(response, asked.request)),
      );
    case 'compact': {
      const request = CompactionRequest.create({ revision: asked.revision, physical: true });
      return map(await etcd.call(kv.Compact, request), () => ({ compacted: asked.revision }));
    }
    case 'hashKv': {
      const request = HashKVRequest.create({ revision: asked.revision });
      return map(await etcd.call(maintenance.HashKV, request), ({ header, hash, compactRevision }) => ({
        hash,
        compactRevision,
        revision: header?.revision,
      }));
    }
    case 'grant': {
      const request = LeaseGrantRequest.create({ id: asked.lease, ttl: 3600 });
      return map(await etcd.call(lease.LeaseGrant, request), ({ id }) => ({ granted: id }));
    }
    case 'revoke': {
      const request = LeaseRevokeRequest.create({ id: asked.lease });
      return map(await etcd.call(lease.LeaseRevoke, request), ({ header }) => ({ revision: header?.revision }));
    }
  }
}

function isCheckError(answer: unknown): boolean {
  const { error } = answer as Answer;
  return error !== undefined && checkErrors.includes(error);
}

function map<T, U extends object>(answer: EtcdAnswer<T>, convert: (value: T) => U): Answer {
  return 'error' in answer ? answer : convert(answer.value);
}

function inspect(request: StoreRequest): string {
  return JSON.stringify(request, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    return value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value;
  });
}
