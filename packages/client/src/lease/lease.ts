import type { EventEmitter } from 'node:events';
import type { ResponseHeader } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { LeaseLostError } from '../errors/etcd-error.ts';
import type { LeaseLike } from './lease-like.ts';

/** What a {@link Lease} emits. */
export interface LeaseEvents {
  /** The server has answered a keep-alive with so many seconds to go. */
  alive: [ttlSeconds: number];
  /** The lease is gone, or can no longer be known to be there. Never after `revoke()` or `release()`. */
  lost: [LeaseLostError];
}

export interface GrantOptions extends CallOptions {
  /** The id to use; the server chooses one unless given. */
  readonly id?: bigint | undefined;
  /** Keep it alive until `revoke()` or `release()`; `true` unless given. */
  readonly keepAlive?: boolean | undefined;
}

export interface TimeToLive {
  /** Seconds left; -1 when there is no such lease. */
  readonly ttlSeconds: number;
  /** Seconds it was granted with. */
  readonly grantedTtlSeconds: number;
  /** The keys attached to it, if they were asked for. */
  readonly keys: readonly Uint8Array[];
  readonly header: ResponseHeader;
}

/**
 * A lease, kept alive over the stream that all leases of the client share. `await using` revokes it at the end of the block.
 *
 * @example
 * ```ts
 * import { EtcdClient } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await using lease = await client.leases.grant(10);
 * await client.kv.put('nodes/1', 'up', { lease });
 * const { ttlSeconds, keys } = await lease.timeToLive({ keys: true });
 * console.log(ttlSeconds, keys.length, lease.signal.aborted);
 * ```
 */
export interface Lease extends EventEmitter<LeaseEvents>, AsyncDisposable {
  readonly id: bigint;
  /** Seconds, as granted by the server. */
  readonly ttlSeconds: number;
  /** Fires when the lease is lost, revoked or released; the reason of a loss is a `LeaseLostError`. */
  readonly signal: AbortSignal;
  /** What the server knows about it. */
  timeToLive(options?: CallOptions & { readonly keys?: boolean }): Promise<TimeToLive>;
  /** Ends the lease at once: the server deletes its keys. No error when it was gone already. */
  revoke(options?: CallOptions): Promise<void>;
  /** Ends keeping it alive, and leaves the rest to time. */
  release(): void;
}

/** Leases. All methods reject with `EtcdError`. */
export interface Leases {
  /** A new lease of so many seconds. */
  grant(ttlSeconds: number, options?: GrantOptions): Promise<Lease>;
  /** A handle for a lease that exists, which is kept alive from here on. Rejects when there is none. */
  adopt(id: bigint, options?: CallOptions): Promise<Lease>;
  /** Prolongs a lease once; the seconds it has from here on. Rejects with `lease-not-found`. */
  keepAliveOnce(lease: LeaseLike, options?: CallOptions): Promise<number>;
  /** Ends a lease: its keys are deleted. Rejects with `lease-not-found`. */
  revoke(lease: LeaseLike, options?: CallOptions): Promise<ResponseHeader>;
  timeToLive(lease: LeaseLike, options?: CallOptions & { readonly keys?: boolean | undefined }): Promise<TimeToLive>;
  /** The ids of all leases. */
  list(options?: CallOptions): Promise<readonly bigint[]>;
}
