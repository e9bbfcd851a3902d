import type { Compare } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { Session, SessionOptions } from '../session/session.ts';

/** How to get a lock. `timeoutMs` limits the waiting, `signal` ends it. */
export interface LockOptions extends SessionOptions {
  /** Hang the lock on this session; one of its own unless given. */
  readonly session?: Session | undefined;
}

/** A lock that is held. `await using` releases it at the end of the block. */
export interface HeldLock extends AsyncDisposable {
  /** The key that stands for this place in the queue. */
  readonly key: Uint8Array;
  /**
   * Fencing token: every later holder of the lock has a greater one. Hand it to what the lock protects, so that it can turn away
   * whoever has been overtaken.
   */
  readonly revision: number;
  /** Fires when the lock is lost (the session is over, or somebody deleted the key) or released: stop the work then. */
  readonly signal: AbortSignal;
  /** A transaction's condition: the lock is still held. */
  isHeld(): Compare;
  release(options?: CallOptions): Promise<void>;
}

/**
 * A lock by name, for which holders queue up.
 *
 * @example
 * ```ts
 * import { EtcdClient, op } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await using lock = await client.mutex('locks/invoice').acquire({ ttlSeconds: 15, timeoutMs: 5_000 });
 * const { succeeded } = await client.kv.txn().if(lock.isHeld()).do(op.put('invoice', 'sent')).commit();
 * console.log(succeeded, lock.revision);
 * ```
 */
export interface Mutex {
  readonly name: Uint8Array;
  /** Waits in the queue for the lock. Rejects with `lease-lost`, `aborted` or `timeout`. */
  acquire(options?: LockOptions): Promise<HeldLock>;
  /** The lock, or `undefined` when somebody has it. */
  tryAcquire(options?: LockOptions): Promise<HeldLock | undefined>;
  /** Runs `work` under the lock. */
  with<T>(work: (lock: HeldLock) => Promise<T> | T, options?: LockOptions): Promise<T>;
}
