import { EventEmitter } from 'node:events';
import { notice } from '../connection/call-events.ts';
import type { CallOptions } from '../connection/call-options.ts';
import { isEtcdError, type LeaseLostError } from '../errors/etcd-error.ts';
import { closedError } from '../errors/local-errors.ts';
import type { Lease, LeaseEvents, Leases, TimeToLive } from './lease.ts';
import type { LeaseHolder } from './lease-keeper.ts';

/** The handle of a lease. */
export class KeptLease extends EventEmitter<LeaseEvents> implements Lease, LeaseHolder {
  readonly id: bigint;
  readonly #leases: Leases;
  readonly #letGo: (holder: LeaseHolder) => void;
  readonly #ending = new AbortController();
  #ttlSeconds: number;

  /** @param letGo ends keeping it alive */
  constructor(leases: Leases, id: bigint, ttlSeconds: number, letGo: (holder: LeaseHolder) => void) {
    super();
    this.#leases = leases;
    this.id = id;
    this.#ttlSeconds = ttlSeconds;
    this.#letGo = letGo;
  }

  get ttlSeconds(): number {
    return this.#ttlSeconds;
  }

  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  /** Told by the keeper. Listeners run outside of it, so that one that throws does not keep other leases from being prolonged. */
  alive(ttlSeconds: number): void {
    this.#ttlSeconds = ttlSeconds;
    queueMicrotask(() => this.emit('alive', ttlSeconds));
  }

  /** Told by the keeper. */
  lost(error: LeaseLostError): void {
    if (this.signal.aborted) return;
    notice({ type: 'lease-lost', leaseId: this.id, error });
    this.#ending.abort(error);
    queueMicrotask(() => this.emit('lost', error));
  }

  timeToLive(options: CallOptions & { readonly keys?: boolean } = {}): Promise<TimeToLive> {
    return this.#leases.timeToLive(this, options);
  }

  async revoke(options: CallOptions = {}): Promise<void> {
    this.release();
    try {
      await this.#leases.revoke(this, options);
    } catch (error) {
      if (!isEtcdError(error) || error.code !== 'lease-not-found') throw error;
    }
  }

  release(): void {
    this.#letGo(this);
    this.closed();
  }

  /** Told by the keeper, when nobody keeps it alive any more. */
  closed(): void {
    this.#ending.abort(closedError(`lease ${this.id.toString(16)}`, false));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.revoke();
  }
}
