import type { Lessor } from '@quorate/lease';
import type { Clock, FailpointName, Failpoints } from '@quorate/ports';
import type { Leadership } from '../leadership/leadership.ts';
import { MemberError } from '../member-error.ts';
import type { RemoteMembers } from '../transport/remote-members.ts';

/** Between two attempts to reach a leader that does not answer, as in etcd. */
const retryMs = 50;

/** Revocations of leases that ran out which may be on their way through the log at a time, as in etcd. */
const pendingRevokesMax = 16;

export interface LeaseRequestsOptions {
  readonly clock: Clock;
  readonly lessor: Lessor;
  readonly leadership: Leadership;
  readonly remote: RemoteMembers;
  readonly requestTimeoutMs: number;
  /** The peer URLs of the leader; empty when there is none. */
  readonly leaderUrls: () => readonly string[];
  /** Time that a new leader adds to every lease, in milliseconds. */
  readonly electionMs: number;
  /** Resolves when a quorum has confirmed the leader (by a read index). */
  readonly confirmLeadership: () => Promise<void>;
  /** Revokes a lease through the log, as the leader of the present term: another leader would end a lease that it has given time again. */
  readonly revoke: (id: bigint) => Promise<unknown>;
  readonly failpoints?: Failpoints | undefined;
}

/** What can be known of a lease by who asks for it. */
export interface LeaseTimeToLive {
  readonly grantedTtl: number;
  readonly remainingTtl: number;
  readonly keys: readonly Uint8Array[];
}

/**
 * What clients ask about leases that does not go through the log: renewing them and asking for their time. Only the leader
 * keeps their time, so everybody else passes the question on.
 */
export class LeaseRequests {
  readonly #options: LeaseRequestsOptions;
  readonly #expired: bigint[] = [];
  #revoking = 0;
  /** When leadership was asked for that a quorum then confirmed; monotonic milliseconds. */
  #confirmedMs = Number.NEGATIVE_INFINITY;

  constructor(options: LeaseRequestsOptions) {
    this.#options = options;
  }

  /** Renews a lease here if this member leads, otherwise at the leader; its TTL in seconds, undefined when there is none. */
  async renew(id: bigint): Promise<number | undefined> {
    const { remote } = this.#options;
    return this.#atLeader(
      () => this.renewHere(id),
      (urls) => remote.renewLease(urls, id),
    );
  }

  /** Renews a lease on this member, which must lead; for requests that another member has passed on. */
  async renewHere(id: bigint): Promise<number | undefined> {
    const { lessor } = this.#options;
    await this.#ensureLeadership();
    try {
      return await lessor.renew(id);
    } catch (error) {
      if ((error as { code?: string }).code === 'lease-not-found') return undefined;
      throw error;
    }
  }

  /** The time of a lease, from whoever keeps it; undefined when there is none. */
  async timeToLive(id: bigint, withKeys: boolean): Promise<LeaseTimeToLive | undefined> {
    const { remote } = this.#options;
    return this.#atLeader(
      () => this.#lookUp(id, withKeys, 'beforeLookupWhenLeaseTimeToLive'),
      (urls) => remote.leaseTimeToLive(urls, id, withKeys),
    );
  }

  /** The same on this member, which must lead, for a member that has passed the question on. */
  async timeToLiveHere(id: bigint, withKeys: boolean): Promise<LeaseTimeToLive | undefined> {
    return this.#lookUp(id, withKeys, 'beforeLookupWhenForwardLeaseTimeToLive');
  }

  async #lookUp(id: bigint, withKeys: boolean, point: FailpointName): Promise<LeaseTimeToLive | undefined> {
    const { lessor, confirmLeadership, failpoints } = this.#options;
    await confirmLeadership();
    await failpoints?.hit(point);
    if (!lessor.isPrimary) throw new MemberError('not-primary-lessor');
    const info = lessor.lookup(id);
    if (!info) return undefined;
    const keys = withKeys ? info.keys.map((key) => Buffer.from(key, 'latin1')) : [];
    return { grantedTtl: info.grantedTtl, remainingTtl: info.remainingTtl, keys };
  }

  /** Leases have run out: they are revoked through the log, a few at a time. */
  expired(leaseIds: readonly bigint[]): void {
    this.#expired.push(...leaseIds);
    this.#revokeNext();
  }

  #revokeNext(): void {
    while (this.#revoking < pendingRevokesMax) {
      const id = this.#expired.shift();
      if (id === undefined) return;
      this.#revoking++;
      // One that fails is reported again by the lessor; one that is gone already needs nothing.
      void this.#ensureLeadership()
        // Confirming may have taken until this member leads again, in another term, and has given the lease time anew.
        .then(() => (this.#options.lessor.isGivenUp(id) ? this.#options.revoke(id) : undefined))
        .catch(() => {})
        .then(() => {
          this.#revoking--;
          this.#revokeNext();
        });
    }
  }

  /**
   * A leader that was paused, or cut off, does not know that another has taken over and gives the leases their time: it may
   * neither renew nor revoke any. Whoever takes over after the confirmation adds an election timeout to every lease, so half of that
   * may pass before the next one.
   */
  async #ensureLeadership(): Promise<void> {
    const { clock, lessor, electionMs, confirmLeadership } = this.#options;
    if (!lessor.isPrimary) throw new MemberError('not-primary-lessor');
    const askedMs = clock.monotonicMs();
    if (askedMs - this.#confirmedMs < electionMs / 2) return;
    await confirmLeadership();
    // Another leader may have answered.
    if (!lessor.isPrimary) throw new MemberError('not-primary-lessor');
    this.#confirmedMs = askedMs;
  }

  async #atLeader<T>(here: () => Promise<T>, there: (urls: readonly string[]) => Promise<T>): Promise<T> {
    const { clock, leadership, requestTimeoutMs, leaderUrls } = this.#options;
    const deadlineMs = clock.monotonicMs() + requestTimeoutMs;
    for (;;) {
      try {
        if (leadership.isLeader) return await here();
        const urls = leaderUrls();
        if (urls.length > 0) return await there(urls);
      } catch (error) {
        if (error instanceof MemberError && error.code === 'stopped') throw error;
        if (clock.monotonicMs() >= deadlineMs) throw error;
      }
      if (clock.monotonicMs() >= deadlineMs) throw new MemberError('timeout');
      await new Promise<void>((resolve) => clock.setTimer(retryMs, resolve));
    }
  }
}
