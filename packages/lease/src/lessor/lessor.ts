import type { Backend, LeaseKeeper } from '@quorate/mvcc-store';
import type { Clock } from '@quorate/ports';

export interface LessorOptions {
  readonly backend: Backend;
  readonly clock: Clock;
  /** Lower bound of a TTL, whatever a client asks for: 1.5 election timeouts, in seconds. */
  readonly minTtlSeconds: number;
  /** How often the remaining time of a lease is replicated, in seconds; 300 unless given. */
  readonly checkpointIntervalSeconds?: number;
  /** Leases that have run out, on the primary: to be revoked through the log. At most 500 each half second; repeated after 7 s. */
  readonly onExpired: (leaseIds: readonly bigint[]) => void;
  /** Remaining times to be replicated through the log, on the primary; at most 1,000 each. Without it there are no checkpoints. */
  readonly onCheckpoint?: (checkpoints: readonly { readonly id: bigint; readonly remainingTtl: number }[]) => void;
}

/** What is known of a lease. */
export interface LeaseInfo {
  readonly id: bigint;
  /** Granted time to live in seconds. */
  readonly grantedTtl: number;
  /** Whole seconds left on the primary; on another member the full TTL. */
  readonly remainingTtl: number;
  /** Keys that are attached, sorted, one character a byte. */
  readonly keys: readonly string[];
}

/**
 * The leases of a member, their keys and their time. Every member has them all; only the primary (the raft leader) lets them run out.
 */
export declare class Lessor implements LeaseKeeper {
  /** Reads the leases of the backend. */
  constructor(options: LessorOptions);
  readonly isPrimary: boolean;
  readonly count: number;

  /** Applies a grant; answers the TTL, raised to the minimum. Throws `lease-not-found` (id 0), `ttl-too-large`, `lease-exists`. */
  grant(id: bigint, ttlSeconds: number): number;
  /**
   * Applies a revocation: `deleteKeys` is called with the attached keys, sorted, if there are any (`Store.deleteKeys`). Throws
   * `lease-not-found`.
   */
  revoke(id: bigint, deleteKeys: (keys: readonly string[]) => void): void;
  /** Applies checkpoints; ids that are unknown are passed over. */
  checkpoint(checkpoints: readonly { readonly id: bigint; readonly remainingTtl: number }[]): void;
  /**
   * Extends a lease by its full TTL, on the primary; resolves to the TTL. One that has run out is waited for until it is revoked. Rejects with
   * `lease-not-found`, `not-primary`.
   */
  renew(id: bigint): Promise<number>;
  lookup(id: bigint): LeaseInfo | undefined;
  /** Ids by the time they run out, first things first. */
  leases(): bigint[];

  /** Becomes primary: every lease is given its remaining time and `extendMs` more. */
  promote(extendMs: number): void;
  /** Is primary no longer: no lease runs out here. */
  demote(): void;

  has(leaseId: bigint): boolean;
  leaseOf(key: string): bigint;
  attach(leaseId: bigint, key: string): void;
  detach(leaseId: bigint, key: string): void;

  /** Goes over to another database, before the store does; attached keys come back with the store. */
  restore(backend: Backend): void;
  close(): void;
}
