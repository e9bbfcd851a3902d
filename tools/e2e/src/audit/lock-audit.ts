import { type ClientOptions, EtcdClient, isEtcdError, op } from '@quorate/client';
import { byLock, type TakeTurn, type Turn } from './turn.ts';

/** Seconds after which a lock is free whose holder is out of reach. */
const ttlSeconds = 4;

/** How long a holder keeps the lock, in milliseconds. */
const heldMs = 20;

/** How contenders contend. */
export interface LockAuditOptions {
  /** How many; 3 unless given. */
  readonly contenders?: number;
  /** By a lock, unless given. */
  readonly by?: TakeTurn;
  readonly client?: Omit<ClientOptions, 'endpoints'>;
}

/** A write that its holder's condition let through. */
interface FencedWrite {
  readonly token: number;
  readonly revision: number;
}

/**
 * Several contenders for one lock or office: never two holders who have not been told that they lost it, fencing tokens that only grow,
 * and no write of a holder after one of a later holder.
 */
export class LockAudit {
  readonly #clients: readonly EtcdClient[];
  readonly #running: readonly Promise<void>[];
  readonly #stopping = new AbortController();
  readonly #faults: string[] = [];
  readonly #written: FencedWrite[] = [];
  #holder: Turn | undefined;
  #lastToken = 0;
  #acquisitions = 0;

  constructor(endpoints: readonly string[], name: string, options: LockAuditOptions = {}) {
    const { contenders = 3, by = byLock, client = {} } = options;
    this.#clients = Array.from(
      { length: contenders },
      () => new EtcdClient({ callTimeoutMs: 5000, ...client, endpoints }),
    );
    this.#running = this.#clients.map((each) => this.#contend(each, name, by));
  }

  /** How often somebody got the lock. */
  get acquisitions(): number {
    return this.#acquisitions;
  }

  /** Ends the contention. Throws when the promise was broken. */
  async finish(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running);
    await Promise.all(this.#clients.map((client) => client.close()));
    this.#expectFenced();
    if (this.#faults.length > 0) throw new Error(this.#faults.join('\n'));
  }

  async #contend(client: EtcdClient, name: string, by: TakeTurn): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const turn = await by(client, name, { ttlSeconds, signal });
        // Holders whose time is over are told by timers: those that are due come first, however late this process was run.
        await sleep(1);
        this.#got(turn);
        await this.#write(client, `${name}-written`, turn);
        await sleep(heldMs);
        if (this.#holder === turn) this.#holder = undefined;
        await turn.end();
      } catch (error) {
        if (!isEtcdError(error)) this.#faults.push(String(error));
        await sleep(50); // no leader, or a lease that was lost: whoever waits starts again
      }
    }
  }

  /** Writes as holders do who know that they may have been overtaken. */
  async #write(client: EtcdClient, key: string, turn: Turn): Promise<void> {
    const token = turn.revision;
    const { succeeded, revision } = await client.kv
      .txn()
      .if(turn.isHeld())
      .do(op.put(key, String(token)))
      .commit();
    if (succeeded) this.#written.push({ token, revision });
  }

  #expectFenced(): void {
    const inOrder = [...this.#written].sort((one, other) => one.revision - other.revision);
    for (const [at, { token, revision }] of inOrder.entries()) {
      const before = inOrder[at - 1];
      if (before && before.token > token) {
        this.#faults.push(`token ${token} wrote at ${revision}, after token ${before.token} at ${before.revision}`);
      }
    }
  }

  #got(lock: Turn): void {
    if (lock.signal.aborted) return;
    if (this.#holder && !this.#holder.signal.aborted) {
      this.#faults.push(`two hold the lock: tokens ${this.#holder.revision} and ${lock.revision}`);
    }
    if (lock.revision <= this.#lastToken) {
      this.#faults.push(`token ${lock.revision} came after token ${this.#lastToken}`);
    }
    this.#holder = lock;
    this.#lastToken = lock.revision;
    this.#acquisitions++;
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
