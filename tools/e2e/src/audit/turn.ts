import type { EtcdClient, LockOptions } from '@quorate/client';
import type { Compare } from '@quorate/protocol';

/** Something that one has at a time. */
export interface Turn {
  /** The fencing token. */
  readonly revision: number;
  /** Fires when it is lost or over. */
  readonly signal: AbortSignal;
  /** A transaction's condition: it is neither lost nor over. */
  isHeld(): Compare;
  end(): Promise<void>;
}

/** Waits for its turn under a name. Rejects with `EtcdError`. */
export type TakeTurn = (
  client: EtcdClient,
  name: string,
  options: Pick<LockOptions, 'ttlSeconds' | 'signal'>,
) => Promise<Turn>;

/** A lock. */
export const byLock: TakeTurn = async (client, name, options) => {
  const lock = await client.mutex(name).acquire(options);
  const { revision, signal } = lock;
  return { revision, signal, isHeld: () => lock.isHeld(), end: () => lock.release() };
};

/** An office that is won by election. */
export const byElection: TakeTurn = async (client, name, options) => {
  const leadership = await client.election(name).campaign('elected', options);
  const { revision, signal } = leadership;
  return { revision, signal, isHeld: () => leadership.isLeader(), end: () => leadership.resign() };
};
