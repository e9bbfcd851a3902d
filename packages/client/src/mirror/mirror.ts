import type { CallOptions } from '../connection/call-options.ts';
import type { BytesLike } from '../kv/bytes.ts';
import type { RangeResult } from '../kv/kv-options.ts';
import type { WatchBatch } from '../watch/watch-options.ts';

export interface MirrorOptions {
  /** Mirror the keys that begin with this; all unless given. */
  readonly prefix?: BytesLike | undefined;
  /** Begin with the changes of this revision instead of with a copy of what there is. */
  readonly revision?: number | undefined;
  /** Keys read at a time for the copy; 1000 unless given. */
  readonly pageSize?: number | undefined;
  /** Ends it. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A range as it is, and then its changes: nothing in between is missed.
 *
 * @example
 * ```ts
 * import { EtcdClient, text } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await client.kv.put('shop/1', 'bread');
 * const mirror = client.mirror({ prefix: 'shop/' });
 * for await (const { kvs } of mirror.base()) console.log(kvs.length);
 * await client.kv.put('shop/2', 'milk');
 * for await (const { events } of mirror.updates()) {
 *   console.log(events.map(({ type, key }) => `${type} ${text(key)}`));
 *   break;
 * }
 * ```
 */
export interface Mirror {
  /** The keys at one revision, in pages. Nothing when `revision` was given. */
  base(): AsyncIterableIterator<RangeResult>;
  /** The changes after that revision. */
  updates(): AsyncIterableIterator<WatchBatch>;
}

export interface CopyOptions extends MirrorOptions {
  /** In place of `prefix` in the keys written. */
  readonly destinationPrefix?: BytesLike | undefined;
  /** Steps in a transaction; 128, etcd's limit, unless given. */
  readonly operationsMax?: number | undefined;
  /** Told after each transaction how many keys were written or deleted. */
  readonly onProgress?: ((keys: number) => void) | undefined;
  readonly callOptions?: CallOptions | undefined;
}
