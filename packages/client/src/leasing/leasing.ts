import type { BytesLike } from '../kv/bytes.ts';
import { prefix } from '../kv/key-range.ts';
import { createKv, type Kv } from '../kv/kv.ts';
import type { KvBackend } from '../kv/kv-backend.ts';
import { KeySpace } from '../namespace/key-space.ts';
import { createSession } from '../session/create-session.ts';
import type { SessionOptions } from '../session/session.ts';
import type { Store } from '../store.ts';
import { LeasedKeys } from './leased-keys.ts';
import { leasingKv } from './leasing-kv.ts';

/**
 * Keys whose reads cost no request until somebody else writes them. All who write them must do so through such a view.
 *
 * @example
 * ```ts
 * import { EtcdClient } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await using leasing = await client.leasing('leases/');
 * await leasing.kv.put('settings/color', 'green');
 * console.log(await leasing.kv.getText('settings/color'), await leasing.kv.getText('settings/color'));
 * ```
 */
export interface Leasing extends AsyncDisposable {
  readonly kv: Kv;
  /** Keys that are answered from memory at the moment. */
  readonly size: number;
  /** Gives up all keys. */
  close(): Promise<void>;
}

/** Begins a leasing view on a store, which says under `start` what it holds. */
export async function createLeasing(
  store: Store,
  backend: KvBackend,
  start: BytesLike,
  options: SessionOptions,
): Promise<Leasing> {
  const session = await createSession(store.leases, options);
  const space = new KeySpace(start);
  const leased = new LeasedKeys(store, space, session);
  await leased.listen(prefix(start));
  return {
    kv: createKv(leasingKv(backend, leased, space)),
    get size() {
      return leased.size;
    },
    close: () => session.close(),
    [Symbol.asyncDispose]: () => session.close(),
  };
}
