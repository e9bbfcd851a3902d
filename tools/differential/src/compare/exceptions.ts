import {
  type HashKVResponse,
  type LeaseTimeToLiveResponse,
  type MethodDescriptor,
  type RangeRequest,
  type RangeResponse,
  type ResponseHeader,
  services,
  type TxnRequest,
  type TxnResponse,
} from '@quorate/protocol';
import type { GrpcError } from '../servers/answer.ts';

/** A difference that is meant. */
interface Exception {
  readonly field: string;
  readonly reason: string;
}

/**
 * Everything in which the answers of etcd 3.5 and ours may differ, with the line of the contract that says so. What is done about
 * each stands below, and in `compare-watches.ts` and `watch-stream.ts` for watches.
 */
export const exceptions = {
  headerIds: {
    field: 'ResponseHeader.cluster_id, member_id, raft_term',
    reason: 'each server is a cluster of its own, with ids from its URLs, and a restart is an election',
  },
  remainingTtl: {
    field: 'LeaseTimeToLiveResponse.TTL',
    reason: 'counts down by the clock of each server; it has to be above zero and at most the granted time',
  },
  leaseKeys: {
    field: 'LeaseTimeToLiveResponse.keys',
    reason: 'etcd lists them in the random order of a Go map; they are compared in the order of the keys',
  },
  keysOnlyLease: {
    field: 'RangeResponse.kvs.lease, with keys_only',
    reason:
      '3.7 answers from its index, which knows no leases, unless it sorts by value (semantics.md, 8); 3.5 reads the lease',
  },
  hashRevision: {
    field: 'HashKVResponse.hash_revision',
    reason: 'added in 3.6 (api.md, Messages)',
  },
  refusedTxn: {
    field: 'the error of a txn with several operations that cannot be done',
    reason:
      'since 3.6 a txn is checked operation by operation; 3.5 checks all puts before all ranges. Both refuse it with the error of one of ' +
      'its operations, and do nothing of it',
  },
  canceledTwice: {
    field: 'WatchResponse, canceled, of a watch that a compaction canceled before',
    reason:
      'etcd keeps such a watch until the client cancels it too, and tells no progress on its stream until then; ours forgets it at ' +
      'once. The client here cancels it, and passes over the second response',
  },
  eventHeaderRevision: {
    field: 'WatchResponse.header.revision of responses with events, and how events are spread over responses',
    reason: 'depends on whether the watch caught up or was synced, which is a matter of time (semantics.md, 35)',
  },
} as const satisfies Record<string, Exception>;

/** What the checks before a txn's first operation may find: `gRPC code: text`. */
const checkErrors: ReadonlySet<string> = new Set([
  '3: etcdserver: key not found',
  '5: etcdserver: requested lease not found',
  '11: etcdserver: mvcc: required revision has been compacted',
  '11: etcdserver: mvcc: required revision is a future revision',
]);

/** See {@link exceptions} `.refusedTxn`. */
export function isRefusalAlike(method: MethodDescriptor, one: GrpcError, other: GrpcError): boolean {
  const isOfChecks = ({ code, text }: GrpcError): boolean => checkErrors.has(`${code}: ${text}`);
  return method === services['etcdserverpb.KV'].Txn && isOfChecks(one) && isOfChecks(other);
}

/** Changes an answer (in place) where it may differ from the other server's. */
export function settleExceptions(method: MethodDescriptor, request: object, response: object): void {
  if ('header' in response) settleHeader(response.header as ResponseHeader | undefined);
  if (method === services['etcdserverpb.KV'].Range) settleRange(request as RangeRequest, response as RangeResponse);
  if (method === services['etcdserverpb.KV'].Txn) settleTxn(request as TxnRequest, response as TxnResponse);
  if (method === services['etcdserverpb.Lease'].LeaseTimeToLive) settleTimeToLive(response as LeaseTimeToLiveResponse);
  if (method === services['etcdserverpb.Maintenance'].HashKV) (response as HashKVResponse).hashRevision = 0;
}

/** See {@link exceptions} `.headerIds`. */
export function settleHeader(header: ResponseHeader | undefined): void {
  if (header === undefined) return;
  header.clusterId = 0n;
  header.memberId = 0n;
  header.raftTerm = 0;
}

function settleRange(request: RangeRequest, response: RangeResponse): void {
  if (request.keysOnly) for (const kv of response.kvs) kv.lease = 0n;
}

function settleTxn(request: TxnRequest, response: TxnResponse): void {
  const operations = response.succeeded ? request.success : request.failure;
  for (const [index, { response: part }] of response.responses.entries()) {
    const operation = operations[index]?.request;
    if (part?.case === 'responseRange' && operation?.case === 'requestRange') settleRange(operation.value, part.value);
    if (part?.case === 'responseTxn' && operation?.case === 'requestTxn') settleTxn(operation.value, part.value);
  }
}

function settleTimeToLive(response: LeaseTimeToLiveResponse): void {
  if (response.ttl > 0 && response.ttl <= response.grantedTtl) response.ttl = response.grantedTtl;
  response.keys.sort(Buffer.compare);
}
