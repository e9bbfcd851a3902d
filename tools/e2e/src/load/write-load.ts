import { type AcknowledgedPut, KvClient } from '../client/kv-client.ts';
import type { ClientCertificates } from '../client/unary-call.ts';

/** A put that is not answered in this time is given up, in milliseconds: it may have happened or not. */
const answerMsMax = 4000;

/** Puts on their way at a time. A cluster without a leader answers none, and is not to be buried under them. */
const underWayMax = 2000;

/** How often puts are begun, in milliseconds. */
const beatMs = 10;

export interface WriteLoadOptions {
  readonly endpoints: readonly string[];
  /** Puts begun in a second, spread over the endpoints. */
  readonly perSecond: number;
  readonly certificates?: ClientCertificates;
  /** What all keys begin with; `load/` unless told. */
  readonly prefix?: string;
}

/**
 * A steady stream of puts, each of a key of its own and tried once, spread over the members: what was acknowledged must be there
 * for ever after, with the value and the revision of the acknowledgment.
 */
export class WriteLoad {
  readonly acknowledged = new Map<string, AcknowledgedPut>();
  readonly #certificates: ClientCertificates | undefined;
  readonly #prefix: string;
  readonly #perBeat: number;
  #clients: KvClient[] = [];
  readonly #retired: KvClient[] = [];
  readonly #timer: NodeJS.Timeout;
  readonly #underWay = new Set<Promise<void>>();
  readonly #waiting = new Set<() => void>();
  #issued = 0;
  #failed = 0;

  constructor({ endpoints, perSecond, certificates, prefix = 'load/' }: WriteLoadOptions) {
    this.#prefix = prefix;
    this.#certificates = certificates;
    this.#perBeat = Math.max(1, Math.round((perSecond * beatMs) / 1000));
    this.target(endpoints);
    this.#timer = setInterval(() => this.#beat(), beatMs);
  }

  /** Puts that were not acknowledged. */
  get failed(): number {
    return this.#failed;
  }

  /** Spreads the puts over other members from here on. */
  target(endpoints: readonly string[]): void {
    this.#retired.push(...this.#clients);
    this.#clients = endpoints.map((endpoint) => new KvClient(endpoint, this.#certificates));
  }

  /** Resolves when so many puts more than now are acknowledged; how long that took, in milliseconds. Rejects after `msMax`. */
  async more(count: number, msMax = 20_000): Promise<number> {
    const beganMs = performance.now();
    const wanted = this.acknowledged.size + count;
    while (this.acknowledged.size < wanted) {
      const leftMs = beganMs + msMax - performance.now();
      if (leftMs <= 0) {
        throw new Error(`${this.acknowledged.size - wanted + count} of ${count} puts were acknowledged in ${msMax} ms`);
      }
      await this.#next(leftMs);
    }
    return performance.now() - beganMs;
  }

  /** Begins no more puts; resolves when the last one has ended. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
    for (const client of [...this.#clients, ...this.#retired]) client.close();
  }

  /** Those of the acknowledged puts that a member does not have as they were acknowledged. */
  async lostAt(endpoint: string): Promise<AcknowledgedPut[]> {
    const client = new KvClient(endpoint, this.#certificates);
    try {
      const found = await client.range(this.#prefix);
      return [...this.acknowledged.values()].filter((put) => {
        const there = found.get(put.key);
        return there?.value !== put.value || there.revision !== put.revision;
      });
    } finally {
      client.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #beat(): void {
    for (let begun = 0; begun < this.#perBeat && this.#underWay.size < underWayMax; begun++) {
      const put = this.#put(++this.#issued);
      this.#underWay.add(put);
      void put.finally(() => this.#underWay.delete(put));
    }
  }

  async #put(number: number): Promise<void> {
    const client = this.#clients[number % this.#clients.length];
    const key = `${this.#prefix}${number}`;
    try {
      const put = await client?.put(key, `v${number}`, { deadline: Date.now() + answerMsMax });
      if (put) this.acknowledged.set(key, put);
      for (const wake of [...this.#waiting]) wake();
    } catch {
      this.#failed++;
    }
  }

  #next(msMax: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, msMax);
      this.#waiting.add(wake);
    });
  }
}
