import {
  HashKVRequest,
  LeaseGrantRequest,
  LeaseLeasesRequest,
  LeaseRevokeRequest,
  LeaseTimeToLiveRequest,
  type MethodDescriptor,
  services,
  type WatchCreateRequest,
} from '@quorate/protocol';
import type { Chooser } from './chooser.ts';
import { drawLease, leases } from './keys.ts';
import type { KnownState } from './known-state.ts';
import { drawCompaction, drawDeleteRange, drawPut, drawRange } from './kv-requests.ts';
import { drawRevision } from './revisions.ts';
import { drawTxn } from './txn-request.ts';
import { drawFutureWatch, drawWatch } from './watch-request.ts';

/** A call with one request and one answer. */
export interface Call {
  readonly kind: 'call';
  readonly method: MethodDescriptor;
  readonly request: object;
}

/** One thing that a client does. */
export type Step =
  | Call
  | { readonly kind: 'keep-alive'; readonly lease: bigint }
  | { readonly kind: 'watch'; readonly stream: number; readonly request: WatchCreateRequest }
  | { readonly kind: 'cancel'; readonly stream: number; readonly watchId: bigint }
  /** Asks for progress on every stream, and so waits until all events have come. */
  | { readonly kind: 'progress' };

/** Watch streams of a client. Watches that wait for a revision to come have the last one for themselves: no progress is told on it until then. */
export const watchStreams = 4;
export const futureStream = watchStreams - 1;

/**
 * A lease and how long it lives: longer than any run, so that none expires in the middle of it. No two leases get the same number of
 * seconds, and all numbers are far apart, so that the order by remaining time does not depend on how fast a server is.
 */
function drawGrant(chooser: Chooser): LeaseGrantRequest {
  const id = drawLease(chooser);
  const ttl = 1_000 * (Number(id) + leases * chooser.below(6));
  return LeaseGrantRequest.create({ id, ttl: chooser.percent(4) ? leaseTtlMax + 1 : ttl });
}

/** The longest that a lease may live, in seconds. */
const leaseTtlMax = 9_000_000_000;

/**
 * A hash of everything up to a revision. Not up to the last compaction's: while that goes on in the background the answer depends
 * on whether it is over, in etcd too.
 */
function drawHashKv(chooser: Chooser, state: KnownState): HashKVRequest {
  const revision = drawRevision(chooser, state);
  return HashKVRequest.create({ revision: revision === state.compactedRevision ? 0 : revision });
}

const kv = services['etcdserverpb.KV'];
const lease = services['etcdserverpb.Lease'];
const call = (method: MethodDescriptor, request: object): Call => ({ kind: 'call', method, request });

const shapes: readonly (readonly [weight: number, draw: (chooser: Chooser, state: KnownState) => Step])[] = [
  [240, (chooser) => call(kv.Put, drawPut(chooser))],
  [240, (chooser, state) => call(kv.Range, drawRange(chooser, state))],
  [80, (chooser) => call(kv.DeleteRange, drawDeleteRange(chooser))],
  [220, (chooser, state) => call(kv.Txn, drawTxn(chooser, state))],
  [5, (chooser, state) => call(kv.Compact, drawCompaction(chooser, state))],
  [35, (chooser) => call(lease.LeaseGrant, drawGrant(chooser))],
  [15, (chooser) => call(lease.LeaseRevoke, LeaseRevokeRequest.create({ id: drawLease(chooser) }))],
  [
    20,
    (chooser) =>
      call(lease.LeaseTimeToLive, LeaseTimeToLiveRequest.create({ id: drawLease(chooser), keys: chooser.percent(60) })),
  ],
  [8, () => call(lease.LeaseLeases, LeaseLeasesRequest.create())],
  [15, (chooser) => ({ kind: 'keep-alive', lease: drawLease(chooser) })],
  [12, (chooser, state) => call(services['etcdserverpb.Maintenance'].HashKV, drawHashKv(chooser, state))],
  [
    26,
    (chooser, state) => ({ kind: 'watch', stream: chooser.below(futureStream), request: drawWatch(chooser, state) }),
  ],
  [4, (chooser, state) => ({ kind: 'watch', stream: futureStream, request: drawFutureWatch(chooser, state) })],
  [14, (chooser) => ({ kind: 'cancel', stream: chooser.below(watchStreams), watchId: BigInt(chooser.below(30)) })],
  [6, () => ({ kind: 'progress' })],
];

/** Draws one of all the things that a client can do. */
export function drawStep(chooser: Chooser, state: KnownState): Step {
  return chooser.weighted(shapes)(chooser, state);
}
