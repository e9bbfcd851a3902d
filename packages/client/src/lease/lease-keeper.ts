import { type LeaseKeepAliveRequest, type LeaseKeepAliveResponse, services } from '@quorate/protocol';
import { backoffMs } from '../connection/backoff.ts';
import type { StreamCall } from '../connection/stream-call.ts';
import type { Transport } from '../connection/transport.ts';
import { LeaseLostError } from '../errors/etcd-error.ts';

const method = services['etcdserverpb.Lease'].LeaseKeepAlive;

/** A lease is prolonged when a third of its time is over: two more attempts fit before it ends. */
const renewalFraction = 1 / 3;

/** From this part of its time on a lease counts as lost: the rest is for timers that fire late and clocks that run apart. */
const lossFraction = 0.9;

/** An answer is waited for so long at least before another member is asked. */
const answerMsMin = 500;

/** Leases that are due within this time of each other are prolonged together. */
const tickMsMin = 20;

/** Whose lease is kept alive. */
export interface LeaseHolder {
  alive(ttlSeconds: number): void;
  lost(error: LeaseLostError): void;
  /** The client was closed. */
  closed(): void;
}

interface KeptLease {
  readonly id: bigint;
  /** More than one when a lease is adopted again. */
  readonly holders: Set<LeaseHolder>;
  ttlMs: number;
  /** From here on the lease counts as lost: counted from when the last request answered was sent, so before the server lets go of it. */
  deadlineMs: number;
  dueMs: number;
  /** When the request that waits for an answer was sent. */
  sentMs: number | undefined;
}

/** Keeps the leases of a client alive, over one stream. Times are of the monotonic clock, in milliseconds. */
export class LeaseKeeper {
  readonly #transport: Transport;
  readonly #leases = new Map<bigint, KeptLease>();
  #stream: StreamCall<LeaseKeepAliveRequest, LeaseKeepAliveResponse> | undefined;
  #opening: AbortController | undefined;
  #failures = 0;
  #notBeforeMs = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(transport: Transport) {
    this.#transport = transport;
    transport.closed.addEventListener('abort', () => {
      const holders = [...this.#leases.values()].flatMap((lease) => [...lease.holders]);
      this.#leases.clear();
      this.#rest();
      for (const holder of holders) holder.closed();
    });
  }

  /** Keeps a lease alive, which was granted or prolonged by a request sent at `sentMs`. */
  keep(id: bigint, ttlSeconds: number, sentMs: number, holder: LeaseHolder): void {
    const ttlMs = ttlSeconds * 1000;
    const holders = (this.#leases.get(id)?.holders ?? new Set()).add(holder);
    const lease: KeptLease = {
      id,
      holders,
      ttlMs,
      deadlineMs: sentMs + ttlMs * lossFraction,
      dueMs: sentMs + ttlMs * renewalFraction,
      sentMs: undefined,
    };
    this.#leases.set(id, lease);
    this.#schedule();
  }

  /** Leaves a lease to time. */
  release(id: bigint, holder: LeaseHolder): void {
    const lease = this.#leases.get(id);
    if (lease === undefined || !lease.holders.delete(holder) || lease.holders.size > 0) return;
    this.#leases.delete(id);
    if (this.#leases.size === 0) this.#rest();
  }

  #tick(): void {
    const nowMs = performance.now();
    const due: KeptLease[] = [];
    let isStuck = false;
    for (const lease of this.#leases.values()) {
      if (nowMs >= lease.deadlineMs) this.#lose(lease, `could not be prolonged in time: it has ${lease.ttlMs} ms`);
      else if (lease.sentMs === undefined && nowMs >= lease.dueMs) due.push(lease);
      else if (lease.sentMs !== undefined && nowMs >= answerDueMs(lease)) isStuck = true;
    }
    if (this.#leases.size === 0) {
      this.#rest();
      return;
    }
    if (isStuck && this.#stream !== undefined) {
      this.#stream.endpoint.failed(nowMs);
      this.#stream.cancel();
    } else if (due.length > 0) {
      this.#prolong(due, nowMs);
    }
    this.#schedule();
  }

  #prolong(due: readonly KeptLease[], nowMs: number): void {
    if (this.#stream === undefined) {
      if (this.#opening === undefined && nowMs >= this.#notBeforeMs) void this.#open();
      return;
    }
    for (const lease of due) {
      lease.sentMs = nowMs;
      this.#stream.write({ id: lease.id });
    }
  }

  async #open(): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    try {
      const stream = await this.#transport.stream(
        method,
        { requireLeader: true, signal: opening.signal },
        {
          message: (response) => {
            stream.read();
            this.#answered(response);
          },
          end: () => {
            if (this.#stream === stream) this.#broke();
          },
        },
      );
      this.#stream = stream;
      stream.read();
      this.#opening = undefined;
      this.#tick();
    } catch {
      if (this.#opening === opening) this.#broke();
    }
  }

  #answered({ id, ttl }: LeaseKeepAliveResponse): void {
    this.#failures = 0;
    const lease = this.#leases.get(id);
    if (lease === undefined) return;
    if (ttl <= 0) {
      this.#lose(lease, 'has expired or was revoked');
      return;
    }
    const sentMs = lease.sentMs ?? performance.now();
    lease.sentMs = undefined;
    lease.ttlMs = ttl * 1000;
    lease.deadlineMs = sentMs + lease.ttlMs * lossFraction;
    lease.dueMs = sentMs + lease.ttlMs * renewalFraction;
    for (const holder of lease.holders) holder.alive(ttl);
    this.#schedule();
  }

  /** Requests without an answer are sent again on the next stream. */
  #broke(): void {
    this.#stream = undefined;
    this.#opening = undefined;
    this.#failures++;
    this.#notBeforeMs = performance.now() + backoffMs(this.#failures);
    for (const lease of this.#leases.values()) {
      if (lease.sentMs !== undefined) lease.dueMs = Math.min(lease.dueMs, this.#notBeforeMs);
      lease.sentMs = undefined;
    }
    this.#schedule();
  }

  #lose(lease: KeptLease, why: string): void {
    this.#leases.delete(lease.id);
    const error = new LeaseLostError(lease.id, `lease ${lease.id.toString(16)} ${why}`);
    for (const holder of lease.holders) holder.lost(error);
    if (this.#leases.size === 0) this.#rest();
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const lease of this.#leases.values()) nextMs = Math.min(nextMs, lease.deadlineMs, this.#nextStepMs(lease));
    if (nextMs === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(() => this.#tick(), Math.max(tickMsMin, nextMs - performance.now()));
  }

  #nextStepMs(lease: KeptLease): number {
    if (lease.sentMs !== undefined) return answerDueMs(lease);
    // While a stream is being opened, its opening is what is waited for.
    if (this.#opening !== undefined) return lease.deadlineMs;
    return this.#stream === undefined ? Math.max(lease.dueMs, this.#notBeforeMs) : lease.dueMs;
  }

  /** Nothing to keep alive: lets go of the stream. */
  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#opening?.abort();
    this.#opening = undefined;
    const stream = this.#stream;
    this.#stream = undefined;
    stream?.cancel();
  }
}

function answerDueMs({ sentMs = 0, ttlMs }: KeptLease): number {
  return sentMs + Math.max(answerMsMin, ttlMs * renewalFraction);
}
