import type { Backend, LeaseKeeper } from '@quorate/mvcc-store';
import type { Clock, Failpoints } from '@quorate/ports';
import { LeaseError } from '../lease-error.ts';
import { Checkpoints } from './checkpoints.ts';
import { Expiry } from './expiry.ts';
import { Lease } from './lease.ts';
import { deleteLease, readLeases, saveLease } from './lease-records.ts';
import type { Checkpoint, LeaseInfo, LessorOptions } from './lessor-options.ts';
import { spreadDeadlines } from './spread-deadlines.ts';

/** The longest time to live in seconds; the number is etcd's. */
const ttlSecondsMax = 9_000_000_000;
const checkpointIntervalSecondsDefault = 300;
/** From so many leases on, a new primary spreads them out. */
const spreadMin = 1_000;

/**
 * The leases of a member, their keys and their time. Every member has them all; only the primary (the raft leader) lets them run out.
 */
export class Lessor implements LeaseKeeper {
  readonly #clock: Clock;
  readonly #minTtlSeconds: number;
  readonly #expiry: Expiry;
  readonly #checkpoints: Checkpoints;
  readonly #failpoints: Failpoints | undefined;
  readonly #leases = new Map<bigint, Lease>();
  readonly #leaseByKey = new Map<string, Lease>();
  #backend: Backend;
  #isPrimary = false;

  /** Reads the leases of the backend; their keys come with the store. */
  constructor(options: LessorOptions) {
    const { clock, minTtlSeconds, checkpointIntervalSeconds = checkpointIntervalSecondsDefault } = options;
    this.#clock = clock;
    this.#failpoints = options.failpoints;
    this.#minTtlSeconds = minTtlSeconds;
    this.#expiry = new Expiry(clock, minTtlSeconds * 1000, options.onExpired);
    this.#checkpoints = new Checkpoints(clock, checkpointIntervalSeconds, options.onCheckpoint);
    this.#backend = options.backend;
    this.#read();
  }

  get isPrimary(): boolean {
    return this.#isPrimary;
  }

  get count(): number {
    return this.#leases.size;
  }

  /**
   * Applies a grant; answers the TTL, raised to the minimum.
   *
   * @throws LeaseError `lease-not-found` (id 0), `ttl-too-large`, `lease-exists`
   */
  grant(id: bigint, ttlSeconds: number): number {
    if (id === 0n) throw new LeaseError('lease-not-found');
    if (ttlSeconds > ttlSecondsMax) throw new LeaseError('ttl-too-large');
    if (this.#leases.has(id)) throw new LeaseError('lease-exists');
    const lease = new Lease(id, Math.max(ttlSeconds, this.#minTtlSeconds), 0);
    this.#leases.set(id, lease);
    saveLease(this.#backend, lease);
    if (this.#isPrimary) this.#begin(lease);
    return lease.ttl;
  }

  /**
   * Applies a revocation: `deleteKeys` is called with the attached keys, sorted, if there are any (`Store.deleteKeys`).
   *
   * @throws LeaseError `lease-not-found`
   */
  revoke(id: bigint, deleteKeys: (keys: readonly string[]) => void): void {
    const lease = this.#require(id);
    const keys = sortedKeys(lease);
    if (keys.length > 0) deleteKeys(keys);
    for (const key of lease.keys) this.#leaseByKey.delete(key);
    this.#leases.delete(id);
    this.#expiry.forget(lease);
    this.#checkpoints.forget(lease);
    deleteLease(this.#backend, id);
    lease.end(true);
  }

  /** Applies checkpoints; ids that are unknown are passed over. */
  checkpoint(checkpoints: readonly Checkpoint[]): void {
    for (const { id, remainingTtl } of checkpoints) {
      const lease = this.#leases.get(id);
      if (lease === undefined) continue;
      lease.checkpointedTtl = remainingTtl;
      saveLease(this.#backend, lease);
      if (this.#isPrimary) this.#checkpoints.plan(lease);
    }
  }

  /**
   * Gives a lease its full TTL again, on the primary; resolves to the TTL. One that is being revoked is waited for until it is. Rejects with
   * LeaseError `lease-not-found`, `not-primary`.
   */
  async renew(id: bigint): Promise<number> {
    if (this.#failpoints) await this.#failpoints.hit('beforeCheckpointInLeaseRenew');
    if (!this.#isPrimary) throw new LeaseError('not-primary');
    const lease = this.#require(id);
    if (lease.isGivenUp) {
      const isRevoked = await new Promise<boolean>((resolve) => lease.onEnd(resolve));
      throw new LeaseError(isRevoked ? 'lease-not-found' : 'not-primary');
    }
    this.#checkpoints.cancel(lease);
    lease.checkpointedTtl = 0;
    this.#begin(lease);
    return lease.ttl;
  }

  lookup(id: bigint): LeaseInfo | undefined {
    const lease = this.#leases.get(id);
    if (lease === undefined) return undefined;
    const leftMs = lease.deadlineMs - this.#clock.monotonicMs();
    return {
      id,
      grantedTtl: lease.ttl,
      remainingTtl: this.#isPrimary ? Math.trunc(leftMs / 1000) : lease.remainingTtl,
      get keys() {
        return sortedKeys(lease);
      },
    };
  }

  /** Whether a lease ran out on this primary and waits to be revoked; false once it was given time again, as by a new term of office. */
  isGivenUp(id: bigint): boolean {
    return this.#isPrimary && this.#leases.get(id)?.isGivenUp === true;
  }

  /** Ids by the time they run out, first things first. */
  leases(): bigint[] {
    return this.#byDeadline().map(({ id }) => id);
  }

  /** Becomes primary: every lease is given its remaining time and `extendMs` more. */
  promote(extendMs: number): void {
    this.#isPrimary = true;
    const nowMs = this.#clock.monotonicMs();
    for (const lease of this.#leases.values()) lease.deadlineMs = nowMs + lease.remainingTtl * 1000 + extendMs;
    if (this.#leases.size >= spreadMin) {
      const leases = this.#byDeadline();
      const deadlinesMs = spreadDeadlines(leases.map(({ deadlineMs }) => deadlineMs));
      for (const [index, lease] of leases.entries()) lease.deadlineMs = deadlinesMs[index] as number;
    }
    for (const lease of this.#leases.values()) {
      this.#expiry.watch(lease);
      this.#checkpoints.plan(lease);
    }
  }

  /** Is primary no longer: no lease runs out here, and renewals that wait are refused. */
  demote(): void {
    this.#isPrimary = false;
    this.#expiry.stop();
    this.#checkpoints.stop();
    for (const lease of this.#leases.values()) {
      lease.deadlineMs = Number.POSITIVE_INFINITY;
      lease.end(false);
    }
  }

  has(leaseId: bigint): boolean {
    return this.#leases.has(leaseId);
  }

  leaseOf(key: string): bigint {
    // Most stores have no leased keys at all, or few: nothing is looked up for them.
    return this.#leaseByKey.size === 0 ? 0n : (this.#leaseByKey.get(key)?.id ?? 0n);
  }

  /** @throws LeaseError `lease-not-found` */
  attach(leaseId: bigint, key: string): void {
    const lease = this.#require(leaseId);
    lease.keys.add(key);
    this.#leaseByKey.set(key, lease);
  }

  detach(leaseId: bigint, key: string): void {
    this.#leases.get(leaseId)?.keys.delete(key);
    if (this.#leaseByKey.get(key)?.id === leaseId) this.#leaseByKey.delete(key);
  }

  /** Goes over to another database, before the store does; attached keys come back with the store. */
  restore(backend: Backend): void {
    const wasPrimary = this.#isPrimary;
    this.demote();
    this.#leases.clear();
    this.#leaseByKey.clear();
    this.#backend = backend;
    this.#read();
    if (wasPrimary) this.promote(0);
  }

  /** Stops all timers; renewals that wait are refused. */
  close(): void {
    this.demote();
  }

  /** Gives a lease all the time it has, from now on. */
  #begin(lease: Lease): void {
    lease.deadlineMs = this.#clock.monotonicMs() + lease.remainingTtl * 1000;
    this.#expiry.watch(lease);
    this.#checkpoints.plan(lease);
  }

  #read(): void {
    for (const lease of readLeases(this.#backend, this.#minTtlSeconds)) this.#leases.set(lease.id, lease);
  }

  #byDeadline(): Lease[] {
    // Leases of one deadline, as all of those on another member, are in the order of their ids.
    return [...this.#leases.values()].sort((a, b) => {
      if (a.deadlineMs !== b.deadlineMs) return a.deadlineMs - b.deadlineMs;
      return a.id < b.id ? -1 : 1;
    });
  }

  #require(id: bigint): Lease {
    const lease = this.#leases.get(id);
    if (lease === undefined) throw new LeaseError('lease-not-found');
    return lease;
  }
}

function sortedKeys(lease: Lease): string[] {
  return [...lease.keys].sort();
}
