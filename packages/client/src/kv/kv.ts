import type { KeyValue } from '@quorate/protocol';
import { type BytesLike, text } from './bytes.ts';
import type { KeySelector } from './key-range.ts';
import type { KvBackend } from './kv-backend.ts';
import type {
  CompactOptions,
  DeleteCallOptions,
  DeleteResult,
  GetOptions,
  KvResult,
  keep,
  PutCallOptions,
  PutResult,
  RangeOptions,
  RangeResult,
  ScanOptions,
} from './kv-options.ts';
import { deleteRequest, putRequest, rangeRequest } from './requests.ts';
import { deleteResult, headerOf, putResult, rangeResult } from './results.ts';
import { scanKeys, scanPages } from './scan.ts';
import { createTxn, type Txn } from './txn.ts';

/**
 * Keys and values, of the whole store or of a part of it. All methods reject with `EtcdError`.
 *
 * @example
 * ```ts
 * import { EtcdClient, fromKey, keep, prefix, text } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * const lease = await client.leases.grant(60);
 * await client.kv.put('fruit/apple', 'red', { lease });
 * await client.kv.put('fruit/apple', keep); // without the lease from here on
 * await lease.revoke();
 * for await (const { key, value } of client.kv.scan(prefix('fruit/'))) console.log(text(key), text(value));
 * const { kvs } = await client.kv.range(fromKey('fruit/'), { limit: 1, sortBy: 'modRevision', order: 'descending' });
 * console.log(kvs.length);
 * ```
 */
export interface Kv {
  /** One key, or `undefined` when it does not exist. */
  get(key: BytesLike, options?: GetOptions): Promise<KeyValue | undefined>;
  /** The value of one key read as UTF-8, or `undefined` when it does not exist. */
  getText(key: BytesLike, options?: GetOptions): Promise<string | undefined>;
  /** The keys of a range in one answer, with the revision they were read at. */
  range(selector: KeySelector, options?: RangeOptions): Promise<RangeResult>;
  /** The keys of a range one after the other, read in pages at one revision. */
  scan(selector: KeySelector, options?: ScanOptions): AsyncIterableIterator<KeyValue>;
  /** The same, page by page. */
  pages(selector: KeySelector, options?: ScanOptions): AsyncIterableIterator<RangeResult>;
  /** Writes a key. With {@link keep} in place of the value, the key keeps its own and only its lease changes. */
  put(key: BytesLike, value: BytesLike | typeof keep, options?: PutCallOptions): Promise<PutResult>;
  /** Deletes a key or a range. */
  delete(selector: KeySelector, options?: DeleteCallOptions): Promise<DeleteResult>;
  /** Begins a transaction. */
  txn(): Txn;
  /** Forgets what was overwritten or deleted up to `revision`; reads and watches from before it fail with `compacted`. */
  compact(revision: number, options?: CompactOptions): Promise<KvResult>;
}

/** Keys and values on a backend. */
export function createKv(backend: KvBackend): Kv {
  const get = async (key: BytesLike, options: GetOptions = {}) =>
    (await backend.range(rangeRequest(key, options), options)).kvs[0];
  return {
    get,
    getText: async (key, options) => {
      const kv = await get(key, options);
      return kv && text(kv.value);
    },
    range: async (selector, options = {}) => rangeResult(await backend.range(rangeRequest(selector, options), options)),
    scan: (selector, options = {}) => scanKeys(scanPages(backend, selector, options)),
    pages: (selector, options = {}) => scanPages(backend, selector, options),
    put: async (key, value, options = {}) => putResult(await backend.put(putRequest(key, value, options), options)),
    delete: async (selector, options = {}) =>
      deleteResult(await backend.deleteRange(deleteRequest(selector, options), options)),
    txn: () => createTxn(backend),
    compact: async (revision, options = {}) => {
      const header = headerOf(await backend.compact({ revision, physical: options.physical ?? false }, options));
      return { revision: header.revision, header };
    },
  };
}
