import { randomBytes } from 'node:crypto';
import { ResponseHeader, services } from '@quorate/protocol';
import { backoffMs, sleep } from '../connection/backoff.ts';
import type { CallOptions } from '../connection/call-options.ts';
import { readMessages } from '../connection/read-messages.ts';
import type { Transport } from '../connection/transport.ts';
import { EtcdError, isEtcdError } from '../errors/etcd-error.ts';
import { isTransient } from '../errors/execution-doubt.ts';
import { headerOf } from '../kv/results.ts';
import { KeptLease } from './kept-lease.ts';
import type { GrantOptions, Lease, Leases, TimeToLive } from './lease.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { type LeaseLike, leaseIdOf } from './lease-like.ts';

const rpcs = services['etcdserverpb.Lease'];

/** Prolonging a lease once is given up after so many milliseconds unless the caller says otherwise. */
const keepAliveTimeoutMsDefault = 10_000;

/** Leases on the cluster. */
export class LeaseClient implements Leases {
  readonly #transport: Transport;
  readonly #keeper: LeaseKeeper;

  constructor(transport: Transport) {
    this.#transport = transport;
    this.#keeper = new LeaseKeeper(transport);
  }

  async grant(ttlSeconds: number, options: GrantOptions = {}): Promise<Lease> {
    // With an id of our own a second attempt meets the lease of the first, instead of leaving it behind.
    const id = options.id ?? randomLeaseId();
    const idempotent = options.idempotent ?? options.id === undefined;
    const sentMs = performance.now();
    const granted = await this.#grant(id, ttlSeconds, { ...options, idempotent });
    return this.#handle(id, granted, sentMs, options.keepAlive ?? true);
  }

  async adopt(id: bigint, options: CallOptions = {}): Promise<Lease> {
    const sentMs = performance.now();
    return this.#handle(id, await this.keepAliveOnce(id, options), sentMs, true);
  }

  async keepAliveOnce(lease: LeaseLike, options: CallOptions = {}): Promise<number> {
    const id = leaseIdOf(lease);
    const timeoutMs = options.timeoutMs ?? keepAliveTimeoutMsDefault;
    const startMs = performance.now();
    for (let attempts = 1; ; attempts++) {
      const remainingMs = timeoutMs - (performance.now() - startMs);
      try {
        return await this.#keepAliveOnce(id, { requireLeader: true, ...options, timeoutMs: remainingMs });
      } catch (error) {
        const pauseMs = backoffMs(attempts);
        if (!isEtcdError(error) || !isTransient(error.code) || remainingMs <= pauseMs) throw error;
        await sleep(pauseMs, options.signal);
      }
    }
  }

  async revoke(lease: LeaseLike, options: CallOptions = {}): Promise<ResponseHeader> {
    try {
      const request = { id: leaseIdOf(lease) };
      return headerOf(
        await this.#transport.unary(rpcs.LeaseRevoke, request, 'write', { idempotent: true, ...options }),
      );
    } catch (error) {
      // An earlier attempt went through.
      if (isEtcdError(error) && error.code === 'lease-not-found' && error.mayHaveExecuted)
        return ResponseHeader.create();
      throw error;
    }
  }

  async timeToLive(
    lease: LeaseLike,
    options: CallOptions & { readonly keys?: boolean | undefined } = {},
  ): Promise<TimeToLive> {
    const request = { id: leaseIdOf(lease), keys: options.keys ?? false };
    const response = await this.#transport.unary(rpcs.LeaseTimeToLive, request, 'read', options);
    const { ttl, grantedTtl, keys } = response;
    return { ttlSeconds: ttl, grantedTtlSeconds: grantedTtl, keys, header: headerOf(response) };
  }

  async list(options: CallOptions = {}): Promise<readonly bigint[]> {
    const { leases } = await this.#transport.unary(rpcs.LeaseLeases, {}, 'read', options);
    return leases.map(({ id }) => id);
  }

  async #grant(id: bigint, ttl: number, options: CallOptions): Promise<number> {
    try {
      return (await this.#transport.unary(rpcs.LeaseGrant, { id, ttl }, 'write', options)).ttl;
    } catch (error) {
      // An earlier attempt went through; what it was granted with is learnt by prolonging it.
      if (isEtcdError(error) && error.code === 'lease-exists' && error.mayHaveExecuted)
        return await this.keepAliveOnce(id, options);
      // Nobody else knows the id: a lease that was granted all the same would be left behind.
      if (isEtcdError(error) && error.mayHaveExecuted && !this.#transport.closed.aborted) {
        void this.revoke(id, { timeoutMs: keepAliveTimeoutMsDefault }).catch(() => undefined);
      }
      throw error;
    }
  }

  async #keepAliveOnce(id: bigint, options: CallOptions): Promise<number> {
    for await (const { ttl } of readMessages(this.#transport, rpcs.LeaseKeepAlive, { id }, options)) {
      if (ttl > 0) return ttl;
      const message = `lease ${id.toString(16)} has expired or was revoked`;
      throw new EtcdError('lease-not-found', { message, grpcCode: 5, mayHaveExecuted: false });
    }
    const message = `keeping lease ${id.toString(16)} alive: the stream ended without an answer`;
    throw new EtcdError('unavailable', { message, grpcCode: 14, mayHaveExecuted: false });
  }

  #handle(id: bigint, ttlSeconds: number, sentMs: number, keepAlive: boolean): Lease {
    const lease = new KeptLease(this, id, ttlSeconds, (holder) => this.#keeper.release(id, holder));
    if (keepAlive) this.#keeper.keep(id, ttlSeconds, sentMs, lease);
    return lease;
  }
}

/** A random id, positive as etcd wants it. */
function randomLeaseId(): bigint {
  return (randomBytes(8).readBigUInt64BE() >> 1n) | 1n;
}
