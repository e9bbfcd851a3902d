import { type ChannelFactory, Endpoint } from './endpoint.ts';
import { parseEndpoint } from './endpoint-address.ts';

/** The endpoints of a client: gives out connected ones in turns, those that failed lately last. */
export class EndpointSet {
  readonly #factory: ChannelFactory;
  readonly #tlsConfigured: boolean;
  /** Endpoints that calls asked for by name and that are not among the client's. */
  readonly #others = new Map<string, Endpoint>();
  readonly #waiting = new Set<() => void>();
  #endpoints: readonly Endpoint[] = [];
  #turn = Math.floor(Math.random() * 1024);

  constructor(names: readonly string[], tlsConfigured: boolean, factory: ChannelFactory) {
    this.#factory = factory;
    this.#tlsConfigured = tlsConfigured;
    this.replace(names);
  }

  get names(): readonly string[] {
    return this.#endpoints.map(({ address }) => address.name);
  }

  /** Uses these endpoints from here on; connections to those that stay are kept. */
  replace(names: readonly string[]): void {
    const before = new Map(this.#endpoints.map((endpoint) => [endpoint.address.name, endpoint]));
    const after = new Map<string, Endpoint>();
    for (const name of names) after.set(name, before.get(name) ?? this.#create(name));
    for (const [name, endpoint] of before) if (!after.has(name)) endpoint.close();
    this.#endpoints = [...after.values()];
    this.#wake();
  }

  /** A connected endpoint, or `undefined` when there is none at the moment. */
  pick(name?: string): Endpoint | undefined {
    if (name !== undefined) {
      const named = this.#named(name);
      return named.isReady ? named : undefined;
    }
    const count = this.#endpoints.length;
    const now = performance.now();
    let fallback: Endpoint | undefined;
    for (let step = 0; step < count; step++) {
      this.#turn = (this.#turn + 1) % count;
      const endpoint = this.#endpoints[this.#turn];
      if (endpoint === undefined) continue;
      if (!endpoint.isReady) endpoint.connect();
      else if (!endpoint.isSuspect(now)) return endpoint;
      else fallback ??= endpoint;
    }
    return fallback;
  }

  /** Starts connecting, and resolves when an endpoint may have become ready or `timeoutMs` are over. */
  async waitForChange(name: string | undefined, timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    for (const endpoint of name === undefined ? this.#endpoints : [this.#named(name)]) endpoint.connect();
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        this.#waiting.delete(done);
        resolve();
      };
      // Timers take at most 2^31 - 1 ms. Waking early does no harm.
      const timer = setTimeout(done, Math.min(timeoutMs, 2 ** 31 - 1));
      signal?.addEventListener('abort', done);
      this.#waiting.add(done);
    });
  }

  /** Why the endpoints are not connected, one line each. */
  async whyNotReady(name: string | undefined): Promise<string> {
    const asked = name === undefined ? this.#endpoints : [this.#named(name)];
    const reasons = await Promise.all(
      asked.map(async (endpoint) => `${endpoint.address.name}: ${await endpoint.whyNotReady()}`),
    );
    return reasons.join('\n');
  }

  /** Has all connections made anew. */
  renew(): void {
    for (const endpoint of [...this.#endpoints, ...this.#others.values()]) endpoint.renew();
  }

  close(): void {
    for (const endpoint of [...this.#endpoints, ...this.#others.values()]) endpoint.close();
    this.#wake();
  }

  #named(name: string): Endpoint {
    const known = this.#endpoints.find(({ address }) => address.name === name) ?? this.#others.get(name);
    if (known !== undefined) return known;
    const endpoint = this.#create(name);
    this.#others.set(name, endpoint);
    return endpoint;
  }

  #create(name: string): Endpoint {
    return new Endpoint(parseEndpoint(name, this.#tlsConfigured), this.#factory, () => this.#wake());
  }

  #wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }
}
