import { Database } from '@quorate/bbolt';
import { NodeClock } from '@quorate/node-ports';
import { Backend } from '../backend/backend.ts';
import { Store } from '../store/store.ts';
import type { StoreOptions } from '../store/store-options.ts';

export interface OpenStore {
  readonly store: Store;
  readonly backend: Backend;
  readonly clock: NodeClock;
  readonly database: Database;
}

/** A store with the real clock, over memory unless a database is given. */
export async function openStore(
  database = Database.inMemory(),
  options: Partial<StoreOptions> = {},
): Promise<OpenStore> {
  const clock = new NodeClock();
  const backend = new Backend({
    database,
    clock,
    onFailure: (error) => {
      throw error;
    },
  });
  const store = await Store.open({ backend, clock, ...options });
  return { store, backend, clock, database };
}

const keyBytes = 64;

/** A key of 64 bytes, as an API server makes them: long common beginnings. */
export function benchKey(number: number): Uint8Array {
  const prefix = '/registry/pods/namespace-';
  const name = String(number).padStart(keyBytes - prefix.length - 4, '0');
  return Buffer.from(`${prefix}${String(number % 100).padStart(3, '0')}/${name}`, 'latin1');
}

/** Lets the event loop turn, so that commits happen. */
export function turn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
