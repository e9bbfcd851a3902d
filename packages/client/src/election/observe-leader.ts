import type { KeyValue } from '@quorate/protocol';
import { isEtcdError } from '../errors/etcd-error.ts';
import { keyId } from '../kv/key-id.ts';
import { queueRange } from '../session/place-in-queue.ts';
import type { Store } from '../store.ts';
import { electedLeader } from './elected-leader.ts';
import type { ElectedLeader } from './election.ts';

/** Yields the leader of an election, and again whenever it or what it proclaims changes. Ends with the signal or the client. */
export async function* observeLeader(
  store: Store,
  name: Uint8Array,
  signal: AbortSignal | undefined,
): AsyncGenerator<ElectedLeader | undefined, void, undefined> {
  const range = queueRange(name);
  /** `undefined` stands for nobody, `null` for nothing told yet. */
  let told: ElectedLeader | undefined | null = null;
  while (!signal?.aborted) {
    const { kvs, revision } = await store.kv.range(range, { signal });
    const candidates = new Map(kvs.map((kv) => [keyId(kv.key), kv]));
    const leader = leaderOf(candidates);
    if (hasChanged(told, leader)) yield leader;
    told = leader;
    try {
      for await (const { events } of store.watch(range, { startRevision: revision + 1, signal }).batches()) {
        for (const event of events) {
          if (event.type === 'put') candidates.set(keyId(event.key), event.kv);
          else candidates.delete(keyId(event.key));
        }
        const now = leaderOf(candidates);
        if (hasChanged(told, now)) yield now;
        told = now;
      }
      return;
    } catch (error) {
      // What happened in between is compacted: begin with what is there.
      if (!isEtcdError(error) || error.code !== 'compacted') throw error;
    }
  }
}

function leaderOf(candidates: ReadonlyMap<string, KeyValue>): ElectedLeader | undefined {
  let first: KeyValue | undefined;
  for (const kv of candidates.values()) if (first === undefined || kv.createRevision < first.createRevision) first = kv;
  return first && electedLeader(first);
}

function hasChanged(told: ElectedLeader | undefined | null, leader: ElectedLeader | undefined): boolean {
  if (told === null) return true;
  return told?.revision !== leader?.revision || told?.modRevision !== leader?.modRevision;
}
