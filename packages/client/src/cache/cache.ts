import type { EventEmitter } from 'node:events';
import type { KeyValue } from '@quorate/protocol';
import type { BytesLike } from '../kv/bytes.ts';
import type { KeySelector } from '../kv/key-range.ts';
import type { WatchEvent } from '../watch/watch-options.ts';

export interface CacheOptions {
  /** Keep only the keys that it says yes to. */
  readonly filter?: ((kv: KeyValue) => boolean) | undefined;
  /** Ends the cache. */
  readonly signal?: AbortSignal | undefined;
}

/** What a {@link Cache} emits; each event after it was taken into the cache. */
export interface CacheEvents {
  event: [WatchEvent];
  /** The range was read anew, since the history in between was compacted; what changed was emitted as events. */
  resync: [revision: number];
  error: [Error];
  end: [];
}

/**
 * A copy of a range, kept up to date by a watch: reads cost no request.
 *
 * @example
 * ```ts
 * import { EtcdClient, prefix, text } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * await using cache = client.cache(prefix('prices/'), { filter: ({ value }) => text(value) !== '' });
 * await cache.ready;
 * const { revision } = await client.kv.put('prices/tea', '3');
 * await cache.waitFor(revision);
 * console.log(cache.list(prefix('prices/t')).map(({ key }) => text(key)));
 * ```
 */
export interface Cache extends EventEmitter<CacheEvents>, AsyncDisposable {
  /** Resolves once the range has been read. */
  readonly ready: Promise<void>;
  /** What is cached is the range as of this revision. */
  readonly revision: number;
  readonly size: number;
  get(key: BytesLike): KeyValue | undefined;
  /** The cached keys of a range, or all, in order. */
  list(selector?: KeySelector): readonly KeyValue[];
  /** Waits until the cache is at least at this revision, e.g. at that of one's own write. */
  waitFor(revision: number, options?: { readonly signal?: AbortSignal | undefined }): Promise<void>;
  close(): Promise<void>;
}
