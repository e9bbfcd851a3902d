import type { ResponseHeader } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { BytesLike } from '../kv/bytes.ts';
import type { GrantOptions, Lease, Leases, TimeToLive } from '../lease/lease.ts';
import type { LeaseLike } from '../lease/lease-like.ts';
import { KeySpace } from './key-space.ts';

/** Leases that show only their keys that begin with a prefix, without it. */
export class NamespacedLeases implements Leases {
  readonly #inner: Leases;
  readonly #space: KeySpace;

  constructor(inner: Leases, prefix: BytesLike) {
    this.#inner = inner;
    this.#space = new KeySpace(prefix);
  }

  async grant(ttlSeconds: number, options?: GrantOptions): Promise<Lease> {
    return this.#seen(await this.#inner.grant(ttlSeconds, options));
  }

  async adopt(id: bigint, options?: CallOptions): Promise<Lease> {
    return this.#seen(await this.#inner.adopt(id, options));
  }

  keepAliveOnce(lease: LeaseLike, options?: CallOptions): Promise<number> {
    return this.#inner.keepAliveOnce(lease, options);
  }

  revoke(lease: LeaseLike, options?: CallOptions): Promise<ResponseHeader> {
    return this.#inner.revoke(lease, options);
  }

  async timeToLive(
    lease: LeaseLike,
    options?: CallOptions & { readonly keys?: boolean | undefined },
  ): Promise<TimeToLive> {
    const answer = await this.#inner.timeToLive(lease, options);
    const keys = answer.keys.filter((key) => this.#space.has(key)).map((key) => this.#space.leaveKey(key));
    return { ...answer, keys };
  }

  list(options?: CallOptions): Promise<readonly bigint[]> {
    return this.#inner.list(options);
  }

  /** The handle belongs to whoever asked for it, so it may be made to look at keys as they do. */
  #seen(lease: Lease): Lease {
    lease.timeToLive = (options) => this.timeToLive(lease, options);
    return lease;
  }
}
