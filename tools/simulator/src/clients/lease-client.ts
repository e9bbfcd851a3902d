import type { LeaseRecord } from '../checks/lease-check.ts';
import { Violation } from '../checks/violation.ts';
import { Client } from './client.ts';
import { grantLease, putWithLease, renewLease, revokeLease } from './lease-requests.ts';

const ttlSecondsMax = 8;
/** A client that waits for one renewal longer than this may lose its lease over it, so it asks another member, in milliseconds. */
const renewalMsMax = 800;

/** Takes a lease, puts a key under it, keeps it alive for a while, and then revokes it or lets it run out; again and again. */
export class LeaseClient extends Client {
  readonly leases: LeaseRecord[] = [];

  protected async work(): Promise<void> {
    while (!this.isStopping) {
      await this.think();
      const lease = await this.#grant();
      if (!lease) continue;
      await this.#keepAlive(lease);
      if (this.random.below(3) === 0) await this.#revoke(lease);
    }
  }

  async #grant(): Promise<LeaseRecord | undefined> {
    const number = this.leases.length + 1;
    const id = (BigInt(this.random.word()) << 16n) | BigInt(number);
    const key = `lease/${this.name}/${number}`;
    const ttl = 1 + this.random.below(ttlSecondsMax);
    const askedMs = this.#nowMs;
    try {
      const granted = await this.ask((member) => grantLease(member, id, ttl));
      const lease: LeaseRecord = {
        id,
        key,
        ttlSeconds: granted,
        renewedMs: [askedMs],
        revokedMs: undefined,
        putRevision: undefined,
      };
      this.leases.push(lease);
      this.tell(() => `has lease ${id} for ${granted} s`);
      lease.putRevision = await this.ask((member) => putWithLease(member, key, this.name, id));
      this.observed.told(lease.putRevision);
      return lease;
    } catch (error) {
      this.tell(() => `has no lease: ${String(error)}`);
      return undefined;
    }
  }

  async #keepAlive(lease: LeaseRecord): Promise<void> {
    const times = this.random.below(16);
    for (let at = 0; at < times && !this.isStopping; at++) {
      await this.sleep(lease.ttlSeconds * (100 + this.random.below(400)));
      const askedMs = this.#nowMs;
      try {
        const ttl = await this.ask((member) => renewLease(member, lease.id), renewalMsMax);
        this.tell(() => `renewed lease ${lease.id}: ${ttl}`);
        if (ttl === undefined) return;
        lease.renewedMs.push(askedMs);
      } catch (error) {
        this.tell(() => `could not renew lease ${lease.id}: ${String(error)}`);
      }
    }
  }

  async #revoke(lease: LeaseRecord): Promise<void> {
    lease.revokedMs = this.#nowMs;
    try {
      await this.ask((member) => revokeLease(member, lease.id));
      this.tell(() => `revoked lease ${lease.id}`);
      if (this.random.below(2) === 0) await this.#putTooLate(lease);
    } catch (error) {
      if ((error as Error).name === 'Violation') throw error;
      this.tell(() => `could not revoke lease ${lease.id}: ${String(error)}`);
    }
  }

  /** As one who takes a lock does that waited for it longer than its lease lived. */
  async #putTooLate({ key, id }: LeaseRecord): Promise<void> {
    const lateKey = `${key}/late`;
    const revision = await this.ask((member) => putWithLease(member, lateKey, this.name, id));
    throw new Violation('no key under a lease that has ended', `${lateKey} was put at revision ${revision}`);
  }

  get #nowMs(): number {
    return this.cluster.clock.monotonicMs();
  }
}
