import { type ClientOptions, EtcdClient, isEtcdError, type Lease } from '@quorate/client';

const ttlSeconds = 5;

/** Between two looks at a lease's key, in milliseconds. */
const lookMs = 20;

/** A lease that is kept alive: its key is there for as long as its holder was not told of the loss. */
export class KeptLeaseAudit {
  readonly #holder: EtcdClient;
  readonly #observer: EtcdClient;
  readonly #prefix: string;
  readonly #running: Promise<void>;
  #isStopped = false;
  #looks = 0;
  #losses = 0;

  /** @param observed where the key is looked for, by a way of its own */
  constructor(options: ClientOptions, observed: readonly string[], prefix: string) {
    this.#holder = new EtcdClient({ callTimeoutMs: 5000, ...options });
    this.#observer = new EtcdClient({ endpoints: observed, callTimeoutMs: 5000 });
    this.#prefix = prefix;
    this.#running = this.#run();
    this.#running.catch(() => {});
  }

  /** How often the key was seen. */
  get looks(): number {
    return this.#looks;
  }

  /** How often the lease was lost, and said so. */
  get losses(): number {
    return this.#losses;
  }

  /** Ends it. Throws when a key was gone of whose lease no loss had been told. */
  async finish(): Promise<void> {
    this.#isStopped = true;
    try {
      await this.#running;
    } finally {
      await this.#holder.close();
      await this.#observer.close();
    }
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      try {
        const lease = await this.#holder.leases.grant(ttlSeconds);
        lease.on('lost', () => this.#losses++);
        // A key for each: a write that was held up may still come when there is another lease.
        const key = `${this.#prefix}${lease.id}`;
        await this.#holder.kv.put(key, 'kept', { lease, idempotent: true });
        await this.#look(lease, key);
        await lease.revoke();
      } catch (error) {
        if (!isEtcdError(error)) throw error;
        await sleep(100); // not granted, or gone before the key was there
      }
    }
  }

  async #look(lease: Lease, key: string): Promise<void> {
    while (!this.#isStopped && !lease.signal.aborted) {
      const kv = await this.#observer.kv.get(key).catch(() => 'unknown' as const);
      // Losses are told by timers: those that are due come first, however late this process was run.
      await sleep(lookMs);
      if (kv === 'unknown' || lease.signal.aborted) continue;
      if (kv?.lease !== lease.id) throw new Error(`${key} is gone, and no loss of its lease was told`);
      this.#looks++;
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
