import type { AgreedHistory } from './agreed-history.ts';
import { Violation } from './violation.ts';

/** Rounding of clocks, in milliseconds. */
const slackMs = 1;

/** What a client knows of its lease; times are true milliseconds. */
export interface LeaseRecord {
  readonly id: bigint;
  /** A key that goes with the lease and with nothing else. */
  readonly key: string;
  readonly ttlSeconds: number;
  /** When the grant and the renewals were asked for that were answered. */
  readonly renewedMs: number[];
  /** When the client first asked to revoke it; undefined when it never did. */
  revokedMs: number | undefined;
  /** The revision that put the key, when that was answered. */
  putRevision: number | undefined;
}

/**
 * A lease may not run out before its time, counted from when the last answered renewal was asked for: that long the client was told
 * that it has. `rateMax` is how fast the fastest clock of the cluster runs. Throws a Violation.
 */
export function checkNotExpiredEarly(history: AgreedHistory, lease: LeaseRecord, rateMax: number): void {
  const ended = history.changesOf(lease.key).find((change) => change.isDelete);
  if (!ended) return;
  const endedMs = history.at(ended.modRevision)?.firstAppliedMs ?? 0;
  if (lease.revokedMs !== undefined && lease.revokedMs <= endedMs) return;
  const renewedMs = Math.max(...lease.renewedMs.filter((ms) => ms <= endedMs));
  const livesMs = (lease.ttlSeconds * 1000) / rateMax;
  if (endedMs + slackMs < renewedMs + livesMs) {
    throw new Violation(
      'no lease expires early',
      `${lease.key}, renewed at ${renewedMs.toFixed(3)} ms for ${lease.ttlSeconds} s, was gone at ${endedMs.toFixed(3)} ms`,
    );
  }
}
