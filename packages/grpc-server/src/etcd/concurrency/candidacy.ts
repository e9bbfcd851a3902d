import {
  type KeyValue,
  LeaseGrantRequest,
  prefixEnd,
  type ResponseHeader,
  SortOrder,
  SortTarget,
} from '@quorate/protocol';
import { BackgroundCall } from '../../rpc/background-call.ts';
import type { Call } from '../../rpc/call.ts';
import type { EtcdBackend } from '../backend.ts';
import { untilDeleted } from './key-events.ts';
import { createdAt, firstCreated, get, KvClient, put, remove } from './kv-client.ts';

/** Time to live of the lease that stands behind a lock or a candidacy whose client brings none, in seconds. */
const SESSION_TTL_SECONDS = 60;

/**
 * A place in a queue of keys `<name>/<lease in hex>`: whoever was created first holds the lock or the office. The key lives as long as
 * its lease, so that a client that is gone gives its place up.
 */
export interface Candidacy {
  readonly key: Uint8Array;
  readonly lease: bigint;
  /** The revision that created the key: its number in the queue. */
  readonly createRevision: number;
  /** Header of the answer that made the place known. */
  readonly header: ResponseHeader | undefined;
  /** The key as it was already there; `undefined` when it has just been created. */
  readonly existing: KeyValue | undefined;
  /** True when nobody stood before it. */
  readonly isFirst: boolean;
}

/** The prefix of the keys that queue under a name. */
export function queuePrefix(name: Uint8Array): Uint8Array {
  return Buffer.concat([name, Buffer.from('/')]);
}

/** Joins the queue under `name` with a lease, or one of its own when `lease` is 0; a lease that stands in it keeps its place. */
export async function enqueue(
  backend: EtcdBackend,
  name: Uint8Array,
  lease: bigint,
  value: Uint8Array,
  call: Call,
): Promise<Candidacy> {
  const leaseId = lease === 0n ? await grantSessionLease(backend, call) : lease;
  const prefix = queuePrefix(name);
  const key = Buffer.concat([prefix, Buffer.from(leaseId.toString(16))]);
  const response = await new KvClient(backend.kv, call).txn({
    compare: [createdAt(key, 0)],
    success: [put(key, value, leaseId), get(firstCreated(prefix))],
    failure: [get({ key }), get(firstCreated(prefix))],
  });
  const [own, first] = response.responses.map((operation) => operation.response);
  const existing = own?.case === 'responseRange' ? own.value.kvs[0] : undefined;
  const createRevision = existing?.createRevision ?? response.header?.revision ?? 0;
  const owner = first?.case === 'responseRange' ? first.value.kvs[0] : undefined;
  const isFirst = owner === undefined || owner.createRevision === createRevision;
  return { key, lease: leaseId, createRevision, header: response.header, existing, isFirst };
}

/**
 * Waits until nobody stands before a place of the queue; only the one right before is watched, so that a deletion wakes one
 * waiter. Gives the place up when the call ends first.
 */
export async function untilFirst(
  backend: EtcdBackend,
  name: Uint8Array,
  { key, createRevision }: Candidacy,
  call: Call,
): Promise<ResponseHeader | undefined> {
  const kv = new KvClient(backend.kv, call);
  const prefix = queuePrefix(name);
  try {
    for (;;) {
      const before = await kv.range({
        key: prefix,
        rangeEnd: prefixEnd(prefix),
        maxCreateRevision: createRevision - 1,
        sortTarget: SortTarget.Create,
        sortOrder: SortOrder.Descend,
        limit: 1,
      });
      const predecessor = before.kvs[0];
      if (predecessor === undefined) return before.header;
      await untilDeleted(backend.watch, predecessor.key, (before.header?.revision ?? 0) + 1, call.signal);
    }
  } catch (error) {
    await leaveQueue(backend, key, createRevision, new BackgroundCall(call));
    throw error;
  }
}

/** Deletes a key of the queue unless it has been created anew since. */
export async function leaveQueue(
  backend: EtcdBackend,
  key: Uint8Array,
  createRevision: number,
  call: Call,
): Promise<ResponseHeader | undefined> {
  const response = await new KvClient(backend.kv, call).txn({
    compare: [createdAt(key, createRevision)],
    success: [remove(key)],
  });
  return response.header;
}

async function grantSessionLease(backend: EtcdBackend, call: Call): Promise<bigint> {
  const request = LeaseGrantRequest.create({ ttl: SESSION_TTL_SECONDS });
  const { id } = await backend.lease.grant(request, LeaseGrantRequest.encode(request), call);
  return id;
}
