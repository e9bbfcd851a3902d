import {
  CompactionRequest,
  HashKVRequest,
  LeaseGrantRequest,
  LeaseRevokeRequest,
  services,
} from '@quorate/protocol';
import { withoutIdentity, withoutKeysOnlyLeases, withoutKeysOnlyLeasesIn } from './apply-request.ts';
import type { StoreRequest } from './random-requests.ts';
import type { EtcdAnswer, RealEtcd } from './real-etcd.ts';

const kv = services['etcdserverpb.KV'];
const lease = services['etcdserverpb.Lease'];
const maintenance = services['etcdserverpb.Maintenance'];

/** An answer in the form of `applyRequest`. */
export interface Answer {
  readonly error?: string;
}

/** What etcd answers, in the form in which our store's answers are compared with it. */
export async function askEtcd(etcd: RealEtcd, asked: StoreRequest): Promise<Answer> {
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

function map<T, U extends object>(answer: EtcdAnswer<T>, convert: (value: T) => U): Answer {
  return 'error' in answer ? answer : convert(answer.value);
}

