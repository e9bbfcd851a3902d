import { EtcdClient } from '@quorate/client';

const ttlSeconds = 2;

/** How long after its time a lease may be kept, in milliseconds: every new leader gives it a whole time more. */
const goneMsMax = 40_000;

/** Leases that nobody keeps alive: their keys must stay for the whole time, and at last go. */
export class LeaseAudit {
  readonly #client: EtcdClient;
  readonly #prefix: string;
  readonly #running: Promise<void>;
  #isStopped = false;
  #ended = 0;

  constructor(endpoints: readonly string[], prefix: string) {
    this.#client = new EtcdClient({ endpoints, callTimeoutMs: 5000 });
    this.#prefix = prefix;
    this.#running = this.#run();
    this.#running.catch(() => {});
  }

  /** Leases that were seen to end. */
  get ended(): number {
    return this.#ended;
  }

  /** Waits until the last lease has ended. Throws when one ended early, or did not end. */
  async finish(): Promise<void> {
    this.#isStopped = true;
    try {
      await this.#running;
    } finally {
      await this.#client.close();
    }
  }

  async #run(): Promise<void> {
    for (let number = 1; !this.#isStopped; number++) {
      const key = `${this.#prefix}${number}`;
      const grantedMs = performance.now();
      try {
        const lease = await this.#client.leases.grant(ttlSeconds, { keepAlive: false });
        await this.#client.kv.put(key, 'leased', { lease });
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue; // not granted, or gone before the key was there
      }
      await this.#gone(key, grantedMs);
      this.#ended++;
    }
  }

  async #gone(key: string, grantedMs: number): Promise<void> {
    for (;;) {
      const isThere = await this.#client.kv.range(key).then(
        ({ kvs }) => kvs.length > 0,
        () => true, // cannot be told now
      );
      const afterMs = performance.now() - grantedMs;
      if (!isThere && afterMs < ttlSeconds * 1000)
        throw new Error(`a lease ended after ${afterMs} ms of ${ttlSeconds} s`);
      if (!isThere) return;
      if (afterMs > goneMsMax) throw new Error(`a lease of ${ttlSeconds} s has not ended after ${afterMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
