import { setTimeout as wait } from 'node:timers/promises';
import { LeaseGrantRequest, LeaseKeepAliveRequest, LeaseRevokeRequest, services } from '@quorate/protocol';
import type { Cluster } from '../../connection/cluster.ts';

const leases = services['etcdserverpb.Lease'];
const millisecondsPerSecond = 1000;

/** A lease is renewed when a third of its time is over. */
const renewalsPerTtl = 3;

/** After a failed renewal it is tried again so soon. */
const retryMs = 200;

/** A lease that is kept alive as long as its holder wants it. */
export class HeldLease implements AsyncDisposable {
  readonly id: bigint;
  /** Fires when the lease has ended, or may have, because it could not be renewed in time. */
  readonly lost: AbortSignal;
  readonly #cluster: Cluster;
  readonly #ending = new AbortController();

  private constructor(cluster: Cluster, id: bigint, ttlSeconds: number) {
    this.#cluster = cluster;
    this.id = id;
    const losing = new AbortController();
    this.lost = losing.signal;
    void this.#keep(ttlSeconds * millisecondsPerSecond).then(() => losing.abort());
  }

  static async grant(cluster: Cluster, ttlSeconds: number): Promise<HeldLease> {
    const { id, ttl } = await cluster.write(leases.LeaseGrant, LeaseGrantRequest.create({ ttl: ttlSeconds }));
    return new HeldLease(cluster, id, ttl);
  }

  /** Gives the lease, and what hangs on it, up. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    const signal = AbortSignal.timeout(millisecondsPerSecond);
    await this.#cluster
      .write(leases.LeaseRevoke, LeaseRevokeRequest.create({ id: this.id }), { signal })
      .catch(() => undefined);
  }

  /** Resolves when the lease is no more. */
  async #keep(ttlMs: number): Promise<void> {
    let endsMs = performance.now() + ttlMs;
    let pauseMs = ttlMs / renewalsPerTtl;
    while (!this.#ending.signal.aborted && performance.now() < endsMs) {
      await wait(pauseMs, undefined, { signal: this.#ending.signal }).catch(() => undefined);
      if (this.#ending.signal.aborted) return;
      const askedMs = performance.now();
      const ttl = await this.#renew(endsMs - askedMs);
      if (ttl === 0) return;
      if (ttl !== undefined) endsMs = askedMs + ttl * millisecondsPerSecond;
      pauseMs = ttl === undefined ? retryMs : (ttl * millisecondsPerSecond) / renewalsPerTtl;
    }
  }

  /** The seconds the lease lives on, 0 when it is gone, `undefined` when nobody answered. */
  async #renew(timeoutMs: number): Promise<number | undefined> {
    try {
      const request = LeaseKeepAliveRequest.create({ id: this.id });
      const answers = this.#cluster.messages(leases.LeaseKeepAlive, request, {
        timeoutMs: Math.max(timeoutMs, 1),
        signal: this.#ending.signal,
      });
      for await (const { ttl } of answers) return Math.max(ttl, 0);
    } catch {
      return undefined;
    }
    return undefined;
  }
}
