import type { Backend } from '@quorate/mvcc-store';
import type { Clock, Failpoints } from '@quorate/ports';

/** The time that a lease has left, to be replicated. */
export interface Checkpoint {
  readonly id: bigint;
  /** Seconds; 0: all of its time to live. */
  readonly remainingTtl: number;
}

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
  readonly onCheckpoint?: (checkpoints: readonly Checkpoint[]) => void;
  /** For fault tests: `beforeCheckpointInLeaseRenew`. */
  readonly failpoints?: Failpoints;
}

/** What is known of a lease. */
export interface LeaseInfo {
  readonly id: bigint;
  /** Granted time to live in seconds. */
  readonly grantedTtl: number;
  /** Whole seconds left on the primary; on another member what a new primary would give it. */
  readonly remainingTtl: number;
  /** Keys that are attached, sorted, one character a byte; gathered when asked for. */
  readonly keys: readonly string[];
}
