import { Database } from '@quorate/bbolt';
import { SeededRandom, VirtualClock } from '@quorate/simulated-ports';
import { Backend } from '../backend/backend.ts';
import type { LeaseKeeper } from '../lease-keeper.ts';
import { Store } from '../store/store.ts';
import type { StoreOptions } from '../store/store-options.ts';

/** Leases without time. */
export class TestLeases implements LeaseKeeper {
  readonly #keys = new Map<bigint, Set<string>>();
  readonly #leaseByKey = new Map<string, bigint>();

  grant(lease: bigint): boolean {
    if (this.#keys.has(lease)) return false;
    this.#keys.set(lease, new Set());
    return true;
  }

  /** The keys of a lease that is no more, sorted; undefined when there was none. */
  take(lease: bigint): string[] | undefined {
    const keys = this.#keys.get(lease);
    return keys === undefined ? undefined : [...keys].sort();
  }

  remove(lease: bigint): void {
    this.#keys.delete(lease);
  }

  /** Forgets which keys hang on which lease, as a restart does. */
  forgetKeys(): void {
    for (const keys of this.#keys.values()) keys.clear();
    this.#leaseByKey.clear();
  }

  has(lease: bigint): boolean {
    return this.#keys.has(lease);
  }

  leaseOf(key: string): bigint {
    return this.#leaseByKey.get(key) ?? 0n;
  }

  attach(lease: bigint, key: string): void {
    this.#keys.get(lease)?.add(key);
    this.#leaseByKey.set(key, lease);
  }

  detach(lease: bigint, key: string): void {
    this.#keys.get(lease)?.delete(key);
    this.#leaseByKey.delete(key);
  }
}

/** A store over a database in memory, with time that the test moves. */
export interface TestStore {
  readonly store: Store;
  readonly clock: VirtualClock;
  readonly database: Database;
  readonly leases: TestLeases;
  /** What the backend was told went wrong. */
  readonly failures: unknown[];
  /** The same database, read anew. */
  reopen(options?: Partial<StoreOptions>): Promise<TestStore>;
}

export async function openTestStore(
  options: Partial<StoreOptions> = {},
  database: Database = Database.inMemory(),
  leases = new TestLeases(),
): Promise<TestStore> {
  const clock = new VirtualClock();
  const failures: unknown[] = [];
  const backend = new Backend({ database, clock, onFailure: (error) => failures.push(error) });
  const opening = Store.open({ backend, clock, leases, ...options });
  const store = await settle(clock, opening);
  return {
    store,
    clock,
    database,
    leases,
    failures,
    async reopen(reopenOptions = {}) {
      await settle(clock, store.close());
      await settle(clock, backend.close());
      leases.forgetKeys();
      return openTestStore({ ...options, ...reopenOptions }, database, leases);
    },
  };
}

/** Lets time pass until a promise is settled. */
export async function settle<T>(clock: VirtualClock, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const noted = promise.finally(() => {
    isSettled = true;
  });
  noted.catch(() => {});
  await clock.runUntil(() => isSettled, 600_000);
  return noted;
}

/** A generator of random numbers whose seed is printed; `QUORATE_SEED` repeats a run. */
export function printedSeed(name: string): { readonly seed: number; readonly random: SeededRandom } {
  // biome-ignore lint/correctness/noUndeclaredVariables: tests run on Node
  const seed = Number(process.env.QUORATE_SEED ?? Math.floor(Math.random() * 2 ** 31));
  console.log(`${name}: seed ${seed}`);
  return { seed, random: new SeededRandom(seed) };
}

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');
export const text = (value: Uint8Array): string => Buffer.from(value).toString('latin1');
