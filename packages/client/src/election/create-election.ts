import { EtcdError } from '../errors/etcd-error.ts';
import { type BytesLike, text } from '../kv/bytes.ts';
import { compare } from '../kv/compare.ts';
import { keep } from '../kv/kv-options.ts';
import { op } from '../kv/op.ts';
import { type HeldPlace, holdPlace } from '../session/held-place.ts';
import { queueName, queueRange } from '../session/place-in-queue.ts';
import type { Store } from '../store.ts';
import { electedLeader } from './elected-leader.ts';
import type { Election, Leadership } from './election.ts';
import { observeLeader } from './observe-leader.ts';

/** An election by name in a store. */
export function createElection(store: Store, electionName: BytesLike): Election {
  const name = queueName(electionName);
  return {
    name,
    campaign: async (value, options = {}) => {
      const place = await holdPlace(store, name, value, options);
      if (place === undefined) throw notElected(name);
      const won = leadership(store, name, place);
      // The session may have stood for the office before, with something else to proclaim.
      if (!place.place.isFresh) await won.proclaim(value);
      return won;
    },
    leader: async (options = {}) => {
      const first = { sortBy: 'createRevision', order: 'ascending', limit: 1 } as const;
      const { kvs } = await store.kv.range(queueRange(name), { ...options, ...first });
      return kvs[0] && electedLeader(kvs[0]);
    },
    observe: ({ signal } = {}) => observeLeader(store, name, signal),
  };
}

function leadership(
  store: Store,
  name: Uint8Array,
  { place: { key, revision }, signal, leave }: HeldPlace,
): Leadership {
  const isLeader = () => compare.createRevision(key, '=', revision);
  return {
    key,
    revision,
    signal,
    isLeader,
    proclaim: async (value, options = {}) => {
      const { succeeded } = await store.kv
        .txn()
        .if(isLeader())
        .do(op.put(key, value, { lease: keep }))
        .commit({ idempotent: true, ...options });
      if (!succeeded) throw notElected(name);
    },
    resign: leave,
    [Symbol.asyncDispose]: () => leave(),
  };
}

function notElected(name: Uint8Array): EtcdError {
  return new EtcdError('not-elected', {
    message: `${text(name)}: not the leader`,
    grpcCode: 9,
    mayHaveExecuted: false,
  });
}
