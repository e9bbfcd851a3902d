import type { Clock, Timer } from '@quorate/ports';
import { MemberError } from '../member-error.ts';

/** How often requests past their deadline are looked for. Deadlines are seconds away; half a second of play does not show. */
const sweepIntervalMs = 500;

/**
 * Requests that may wait for their entry at a time. Each holds its bytes and its caller; past this many the member is overloaded
 * and says so instead of growing without end.
 */
export const pendingProposalsMax = 65_536;

interface Pending<Request, Result> {
  readonly request: Request;
  readonly startedMs: number;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The requests of this member that were proposed and are not applied yet, by request id. Each is answered exactly once: with
 * its result when its entry is applied, or with an error after the request timeout. An entry that is applied later still
 * counts; only nobody waits for it.
 */
export class PendingProposals<Request, Result> {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #timeoutError: (startedMs: number) => Error;
  // A Map keeps its order, and all requests have the same timeout: the oldest are always first.
  readonly #pending = new Map<bigint, Pending<Request, Result>>();
  #sweep: Timer | undefined;

  /** `timeoutError` says why a request that began at a time (monotonic milliseconds) was not answered. */
  constructor(clock: Clock, timeoutMs: number, timeoutError: (startedMs: number) => Error) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#timeoutError = timeoutError;
  }

  get size(): number {
    return this.#pending.size;
  }

  /** Registers a request before it is proposed; the promise settles when it is applied, timed out or failed. */
  add(id: bigint, request: Request): Promise<Result> {
    if (this.#pending.size >= pendingProposalsMax) return Promise.reject(new MemberError('too-many-requests'));
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { request, startedMs: this.#clock.monotonicMs(), resolve, reject });
      this.#sweep ??= this.#clock.setTimer(sweepIntervalMs, () => this.#expire());
    });
  }

  /** Whether somebody waits for the request with this id. */
  has(id: bigint): boolean {
    return this.#pending.has(id);
  }

  /** The decoded form of a request of this member whose entry is about to be applied, if somebody still waits for it. */
  requestOf(id: bigint): Request | undefined {
    return this.#pending.get(id)?.request;
  }

  /** Answers the request with this id; nothing happens when nobody waits for it. */
  resolve(id: bigint, result: Result): void {
    const pending = this.#take(id);
    pending?.resolve(result);
  }

  /** Answers the request with this id with an error. */
  reject(id: bigint, error: unknown): void {
    const pending = this.#take(id);
    pending?.reject(error);
  }

  /** Answers every waiting request with an error, for example because the member stops. */
  rejectAll(error: unknown): void {
    this.#sweep?.cancel();
    this.#sweep = undefined;
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const pending of all) pending.reject(error);
  }

  #take(id: bigint): Pending<Request, Result> | undefined {
    const pending = this.#pending.get(id);
    if (pending) this.#pending.delete(id);
    return pending;
  }

  #expire(): void {
    this.#sweep = undefined;
    const startedBeforeMs = this.#clock.monotonicMs() - this.#timeoutMs;
    for (const [id, pending] of this.#pending) {
      if (pending.startedMs > startedBeforeMs) break;
      this.#pending.delete(id);
      pending.reject(this.#timeoutError(pending.startedMs));
    }
    if (this.#pending.size > 0) this.#sweep = this.#clock.setTimer(sweepIntervalMs, () => this.#expire());
  }
}
