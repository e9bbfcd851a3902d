import type { Clock, Timer } from '@quorate/ports';
import { DueQueue } from './due-queue.ts';
import type { Lease } from './lease.ts';

/** Shortest time between two rounds, and how many leases a round gives up; the numbers are etcd's. */
const roundIntervalMs = 500;
const leasesPerRoundMax = 500;
/** A lease whose revocation has not come back is given up again after this time: etcd's request timeout. */
const retryMs = 7_000;
/** A timer that is so late says that the whole process stood still. */
const stallMs = 1_000;

/** Finds the leases that run out. Nothing happens, and no timer runs, before the first of them does. */
export class Expiry {
  readonly #clock: Clock;
  readonly #graceMs: number;
  readonly #onExpired: (leaseIds: readonly bigint[]) => void;
  readonly #queue = new DueQueue<Lease>();
  #timer: Timer | undefined;
  #timerDueMs = Number.POSITIVE_INFINITY;
  #nextRoundMs = 0;

  /** After a stall, leases get `graceMs` in which the renewals that have arrived meanwhile are read. */
  constructor(clock: Clock, graceMs: number, onExpired: (leaseIds: readonly bigint[]) => void) {
    this.#clock = clock;
    this.#graceMs = graceMs;
    this.#onExpired = onExpired;
  }

  /** Looks after a lease until its deadline, or from then on. */
  watch(lease: Lease): void {
    lease.isGivenUp = false;
    this.#queue.set(lease, lease.deadlineMs);
    this.#arm();
  }

  forget(lease: Lease): void {
    this.#queue.delete(lease);
  }

  stop(): void {
    this.#queue.clear();
    this.#disarm();
  }

  #arm(): void {
    const dueMs = Math.max(this.#queue.nextDueMs, this.#nextRoundMs);
    if (dueMs >= this.#timerDueMs || dueMs === Number.POSITIVE_INFINITY) return;
    this.#disarm();
    this.#timerDueMs = dueMs;
    this.#timer = this.#clock.setTimer(dueMs - this.#clock.monotonicMs(), () => this.#round(dueMs));
  }

  #disarm(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#timerDueMs = Number.POSITIVE_INFINITY;
  }

  #round(dueMs: number): void {
    this.#disarm();
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - dueMs > stallMs) this.#grantGrace(nowMs);
    const expired: bigint[] = [];
    while (expired.length < leasesPerRoundMax) {
      const lease = this.#queue.takeDue(nowMs);
      if (lease === undefined) break;
      lease.isGivenUp = true;
      expired.push(lease.id);
      this.#queue.set(lease, nowMs + retryMs);
    }
    this.#nextRoundMs = nowMs + roundIntervalMs;
    this.#arm();
    if (expired.length > 0) this.#onExpired(expired);
  }

  #grantGrace(nowMs: number): void {
    const untilMs = nowMs + this.#graceMs;
    const late: Lease[] = [];
    for (;;) {
      const lease = this.#queue.takeDue(nowMs);
      if (lease === undefined) break;
      late.push(lease);
    }
    for (const lease of late) {
      lease.deadlineMs = Math.max(lease.deadlineMs, untilMs);
      this.#queue.set(lease, untilMs);
    }
  }
}
