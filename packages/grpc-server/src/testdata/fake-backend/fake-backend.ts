import {
  type AlarmMember,
  AlarmAction,
  AlarmResponse,
  CompactionResponse,
  DeleteRangeRequest,
  DeleteRangeResponse,
  DowngradeResponse,
  HashKVResponse,
  HashResponse,
  type Member,
  PutResponse,
  RangeResponse,
  type ResponseHeader,
  StatusResponse,
  TxnResponse,
} from '@quorate/protocol';
import type {
  ClusterBackend,
  EtcdBackend,
  KvBackend,
  LeaseBackend,
  MaintenanceBackend,
  MemberState,
} from '../../etcd/backend.ts';
import { etcdError } from '../../etcd/etcd-errors.ts';
import { fillHeader } from '../../etcd/response-header.ts';
import { FakeStore } from './fake-store.ts';
import { FakeWatch } from './fake-watch.ts';

/** A member of a cluster of one, in memory and without a log: enough to serve every rpc with etcd's answers. */
export class FakeBackend implements EtcdBackend {
  readonly store = new FakeStore();
  readonly watch = new FakeWatch(this.store);
  /** What a test sets to see the services react. */
  readonly state = { learner: false, leader: true, capable: true, term: 2 };
  readonly leaderLostListeners = new Set<() => void>();
  readonly members: Member[] = [
    { id: 0xabcn, name: 'default', peerUrls: ['http://127.0.0.1:2380'], clientUrls: [], isLearner: false },
  ];
  /** Whole pages, as every database file has. */
  databaseFile: Uint8Array = Buffer.alloc(102_400, 'database');
  raised: AlarmMember[] = [];
  #nextLease = 1000n;

  readonly member: MemberState = {
    clusterId: 0xcdefn,
    memberId: 0xabcn,
    raftTerm: () => this.state.term,
    revision: () => this.store.revision,
    hasLeader: () => this.state.leader,
    isLearner: () => this.state.learner,
    isCapable: () => this.state.capable,
    onLeaderLost: (listener) => {
      this.leaderLostListeners.add(listener);
      return () => this.leaderLostListeners.delete(listener);
    },
  };

  readonly kv: KvBackend = {
    range: (request) => RangeResponse.encode(this.#fill(this.store.range(request))),
    // Later, as a member that waits for its log answers.
    put: async (request) => PutResponse.encode(this.#fill(this.store.put(request))),
    deleteRange: async (request) => DeleteRangeResponse.encode(this.#fill(this.store.deleteRange(request))),
    txn: async (request) => TxnResponse.encode(this.#fill(this.store.txn(request))),
    compact: async ({ revision }) => {
      this.store.compact(revision);
      return CompactionResponse.encode(this.#fill(CompactionResponse.create()));
    },
  };

  readonly lease: LeaseBackend = {
    grant: async ({ id, ttl }) => {
      if (this.store.leases.has(id)) throw etcdError('leaseExists');
      const leaseId = id === 0n ? this.#nextLease++ : id;
      this.store.leases.set(leaseId, Math.max(2, ttl));
      return { header: undefined, id: leaseId, ttl: Math.max(2, ttl), error: '' };
    },
    revoke: async ({ id }) => {
      if (!this.store.leases.delete(id)) throw new Error('lease not found');
      const revision = this.store.revision + 1;
      for (const { key, lease } of this.store.versionsAt('\0', '\0', this.store.revision)) {
        if (lease === id) this.store.deleteRange(DeleteRangeRequest.create({ key }), revision);
      }
      return { header: undefined };
    },
    renew: async (id) => this.store.leases.get(id) ?? 0,
    timeToLive: async ({ id }) => {
      const ttl = this.store.leases.get(id);
      return { header: undefined, id, ttl: ttl ?? -1, grantedTtl: ttl ?? 0, keys: [] };
    },
    leases: async () => ({ header: undefined, leases: [...this.store.leases.keys()].map((id) => ({ id })) }),
  };

  readonly cluster: ClusterBackend = {
    memberAdd: async ({ peerUrls, isLearner }) => {
      const member = { id: 0xdefn, name: '', peerUrls, clientUrls: [], isLearner };
      this.members.push(member);
      return { header: undefined, member, members: this.members };
    },
    memberRemove: async () => {
      throw etcdError('memberNotFound');
    },
    memberUpdate: async () => ({ header: undefined, members: this.members }),
    memberList: async () => ({ header: undefined, members: this.members }),
    memberPromote: async () => {
      throw new Error('etcdserver: can only promote a learner member');
    },
  };

  readonly maintenance: MaintenanceBackend = {
    alarm: async ({ action, memberId, alarm }) => {
      if (action === AlarmAction.Activate) this.raised.push({ memberId, alarm });
      if (action === AlarmAction.Deactivate) this.raised = this.raised.filter((raised) => raised.alarm !== alarm);
      return AlarmResponse.create({ alarms: this.raised });
    },
    status: async () => StatusResponse.create({ version: '3.7.1', leader: 0xabcn, raftTerm: this.state.term }),
    defragment: async () => {},
    hash: async () => HashResponse.create({ hash: 7 }),
    hashKv: async () => HashKVResponse.create({ hash: 8, compactRevision: -1, hashRevision: this.store.revision }),
    snapshot: async () => ({
      sizeBytes: this.databaseFile.length,
      storageVersion: '3.7.0',
      chunks: chunksOf(this.databaseFile),
    }),
    moveLeader: async () => {
      throw new Error('etcdserver: bad leader transferee');
    },
    downgrade: async () => DowngradeResponse.create({ version: '3.7.0' }),
    alarms: () => this.raised,
  };

  #fill<Response extends { header: ResponseHeader | undefined }>(response: Response): Response {
    return fillHeader(this.member, response);
  }
}

async function* chunksOf(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let offset = 0; offset < bytes.length; offset += 10_000) yield bytes.subarray(offset, offset + 10_000);
}
