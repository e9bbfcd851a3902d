import { EtcdError } from '../errors/etcd-error.ts';
import type { BytesLike } from '../kv/bytes.ts';
import { compare } from '../kv/compare.ts';
import { type HeldPlace, holdPlace } from '../session/held-place.ts';
import { queueName } from '../session/place-in-queue.ts';
import type { Store } from '../store.ts';
import type { HeldLock, Mutex } from './lock.ts';

/** A lock by name in a store. */
export function createMutex(store: Store, lockName: BytesLike): Mutex {
  const name = queueName(lockName);
  const acquire: Mutex['acquire'] = async (options = {}) => {
    const place = await holdPlace(store, name, '', options);
    if (place === undefined)
      throw new EtcdError('locked', { message: 'the lock is held', grpcCode: 9, mayHaveExecuted: false });
    return heldLock(place);
  };
  return {
    name,
    acquire,
    tryAcquire: async (options = {}) => {
      const place = await holdPlace(store, name, '', options, true);
      return place && heldLock(place);
    },
    with: async (work, options) => {
      await using lock = await acquire(options);
      return await work(lock);
    },
  };
}

function heldLock({ place: { key, revision }, signal, leave }: HeldPlace): HeldLock {
  return {
    key,
    revision,
    signal,
    isHeld: () => compare.createRevision(key, '=', revision),
    release: leave,
    [Symbol.asyncDispose]: () => leave(),
  };
}
