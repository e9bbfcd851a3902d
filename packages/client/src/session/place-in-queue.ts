import type { KeyValue } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import { isEtcdError, LeaseLostError } from '../errors/etcd-error.ts';
import { invalidArgument } from '../errors/local-errors.ts';
import { type BytesLike, text, toBytes } from '../kv/bytes.ts';
import { compare } from '../kv/compare.ts';
import { type KeyRange, prefix } from '../kv/key-range.ts';
import { op } from '../kv/op.ts';
import type { Store } from '../store.ts';
import type { Session } from './session.ts';

/** Milliseconds for taking a place back when the caller's own time is over. */
const leaveTimeoutMs = 5_000;

/** A place in the queue for a lock or an office: a key under the common name that hangs on the session's lease. */
export interface Place {
  readonly key: Uint8Array;
  /** At which the place was taken: whoever has a smaller one comes first. */
  readonly revision: number;
  /** It was taken just then; otherwise the session had it already. */
  readonly isFresh: boolean;
  /** The key at the head of the queue when the place was taken. */
  readonly first: KeyValue | undefined;
}

/** The keys of a queue. */
export function queueRange(name: Uint8Array): KeyRange {
  return prefix(Buffer.concat([name, Buffer.from('/')]));
}

/** The bytes of a name. Throws for one that is empty: its queue would be every key there is. */
export function queueName(name: BytesLike): Uint8Array {
  const bytes = toBytes(name);
  if (bytes.length === 0) throw invalidArgument('a lock or an election needs a name');
  return bytes;
}

/** Takes a place, or finds the one that the session has already. Doing it twice changes nothing. */
export async function takePlace(
  store: Store,
  name: Uint8Array,
  value: BytesLike,
  session: Session,
  options: CallOptions,
): Promise<Place> {
  const key = Buffer.concat([name, Buffer.from(`/${session.lease.id.toString(16)}`)]);
  const first = op.range(queueRange(name), { sortBy: 'createRevision', order: 'ascending', limit: 1 });
  const result = await store.kv
    .txn()
    .if(compare.missing(key))
    .do(op.put(key, value, { lease: session.lease }), first)
    .else(op.get(key), first)
    .commit({ ...options, idempotent: true })
    .catch((error: unknown) => {
      if (isEtcdError(error) && error.code === 'lease-not-found') {
        throw new LeaseLostError(session.lease.id, `${text(name)}: the session has expired`, error);
      }
      throw error;
    });
  if (result.succeeded) return { key, revision: result.revision, isFresh: true, first: result.responses[1].kvs[0] };
  const own = result.responses[0];
  return { key, revision: own?.createRevision ?? result.revision, isFresh: false, first: result.responses[1].kvs[0] };
}

/** Gives a place back. Keeps trying for as long as the session lives, since a place that nobody stands in would block the queue. */
export async function leavePlace(
  store: Store,
  place: Pick<Place, 'key' | 'revision'>,
  session: Session,
  options: CallOptions = {},
): Promise<void> {
  if (session.signal.aborted) return;
  await store.kv
    .txn()
    .if(compare.createRevision(place.key, '=', place.revision))
    .do(op.delete(place.key))
    .commit({ timeoutMs: leaveTimeoutMs, ...options, idempotent: true });
}

/** Waits until nobody stands before a place. Rejects when the session ends, the place is gone, or the caller's signal fires. */
export async function waitForTurn(
  store: Store,
  name: Uint8Array,
  place: Place,
  session: Session,
  options: WaitOptions,
): Promise<void> {
  let before = place.first !== undefined && place.first.createRevision < place.revision ? place.first : undefined;
  if (before === undefined) return;
  for (;;) {
    options.signal.throwIfAborted();
    // The last one before: whoever leaves wakes one waiter, not all.
    const { kvs, revision } = await store.kv.range(queueRange(name), {
      maxCreateRevision: place.revision - 1,
      sortBy: 'createRevision',
      order: 'descending',
      limit: 1,
      keysOnly: true,
      ...options,
    });
    before = kvs[0];
    if (before === undefined) break;
    await deleted(store, before.key, revision + 1, options);
  }
  const own = await store.kv.get(place.key, options);
  if (own?.createRevision !== place.revision) {
    throw new LeaseLostError(
      session.lease.id,
      `${text(name)}: the place in the queue was deleted, or its session has expired`,
    );
  }
}

/** How a wait ends early. */
export interface WaitOptions {
  readonly signal: AbortSignal;
}

async function deleted(store: Store, key: Uint8Array, startRevision: number, { signal }: WaitOptions): Promise<void> {
  for await (const event of store.watch(key, { startRevision, signal, skip: 'puts' })) {
    if (event.type === 'delete') return;
  }
  signal.throwIfAborted();
}

/** Watches over a place: resolves with `true` when its key is gone, with `false` when it need not or cannot be watched any longer. */
export async function guardPlace(store: Store, { key, revision }: Place, signal: AbortSignal): Promise<boolean> {
  let startRevision = revision + 1;
  for (;;) {
    try {
      for await (const { type } of store.watch(key, { startRevision, skip: 'puts', signal })) {
        if (type === 'delete') return true;
      }
      return false;
    } catch (error) {
      if (!isEtcdError(error) || error.code !== 'compacted') return false;
    }
    try {
      const now = await store.kv.range(key, { signal });
      if (now.kvs[0]?.createRevision !== revision) return true;
      startRevision = now.revision + 1;
    } catch {
      return false;
    }
  }
}
