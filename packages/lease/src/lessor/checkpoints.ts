import type { Clock, Timer } from '@quorate/ports';
import { DueQueue } from './due-queue.ts';
import type { Lease } from './lease.ts';
import type { Checkpoint } from './lessor-options.ts';

/** Shortest time between two rounds, and how many checkpoints go into one request; the numbers are etcd's. */
const roundIntervalMs = 500;
const checkpointsPerRequestMax = 1_000;

/** Reports, now and then, how much time long leases have left, so that a new leader does not begin them anew. */
export class Checkpoints {
  readonly #clock: Clock;
  readonly #intervalSeconds: number;
  readonly #report: ((checkpoints: readonly Checkpoint[]) => void) | undefined;
  readonly #queue = new DueQueue<Lease>();
  #timer: Timer | undefined;
  #nextRoundMs = 0;

  constructor(
    clock: Clock,
    intervalSeconds: number,
    report: ((checkpoints: readonly Checkpoint[]) => void) | undefined,
  ) {
    this.#clock = clock;
    this.#intervalSeconds = intervalSeconds;
    this.#report = report;
  }

  /** Plans the next checkpoint of a lease, if it lives long enough to have one. */
  plan(lease: Lease): void {
    if (this.#report === undefined || lease.remainingTtl <= this.#intervalSeconds) return;
    this.#queue.set(lease, this.#clock.monotonicMs() + this.#intervalSeconds * 1000);
    this.#arm();
  }

  /** A renewed lease has all of its time again: an earlier checkpoint must not outlive that. */
  cancel(lease: Lease): void {
    if (this.#report === undefined || lease.checkpointedTtl === 0) return;
    this.#report([{ id: lease.id, remainingTtl: 0 }]);
  }

  forget(lease: Lease): void {
    this.#queue.delete(lease);
  }

  stop(): void {
    this.#queue.clear();
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #arm(): void {
    if (this.#timer !== undefined || this.#queue.size === 0) return;
    const dueMs = Math.max(this.#queue.nextDueMs, this.#nextRoundMs);
    this.#timer = this.#clock.setTimer(dueMs - this.#clock.monotonicMs(), () => this.#round());
  }

  #round(): void {
    this.#timer = undefined;
    const nowMs = this.#clock.monotonicMs();
    const checkpoints: Checkpoint[] = [];
    while (checkpoints.length < checkpointsPerRequestMax) {
      const lease = this.#queue.takeDue(nowMs);
      if (lease === undefined) break;
      const remainingTtl = Math.ceil((lease.deadlineMs - nowMs) / 1000);
      if (remainingTtl > 0 && remainingTtl < lease.ttl) checkpoints.push({ id: lease.id, remainingTtl });
    }
    this.#nextRoundMs = nowMs + roundIntervalMs;
    this.#arm();
    if (checkpoints.length > 0) this.#report?.(checkpoints);
  }
}
