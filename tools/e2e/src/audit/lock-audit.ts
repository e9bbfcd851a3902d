import { EtcdClient, type HeldLock } from '@quorate/client';

/** Seconds after which a lock is free whose holder is out of reach. */
const ttlSeconds = 4;

/** How long a holder keeps the lock, in milliseconds. */
const heldMs = 20;

/** Several contenders for one lock: never two holders who have not been told that they lost it, and fencing tokens that only grow. */
export class LockAudit {
  readonly #clients: readonly EtcdClient[];
  readonly #running: readonly Promise<void>[];
  readonly #stopping = new AbortController();
  readonly #faults: string[] = [];
  #holder: HeldLock | undefined;
  #lastToken = 0;
  #acquisitions = 0;

  constructor(endpoints: readonly string[], name: string, contenders = 3) {
    this.#clients = Array.from({ length: contenders }, () => new EtcdClient({ endpoints, callTimeoutMs: 5000 }));
    this.#running = this.#clients.map((client) => this.#contend(client, name));
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
    if (this.#faults.length > 0) throw new Error(this.#faults.join('\n'));
  }

  async #contend(client: EtcdClient, name: string): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        const lock = await client.mutex(name).acquire({ ttlSeconds, signal });
        this.#got(lock);
        await sleep(heldMs);
        if (this.#holder === lock) this.#holder = undefined;
        await lock.release();
      } catch {
        await sleep(50); // no leader, or a lease that was lost: whoever waits starts again
      }
    }
  }

  #got(lock: HeldLock): void {
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
