import type { CallOptions } from '../connection/call-options.ts';
import type { BytesLike } from '../kv/bytes.ts';
import type { KvResult, PutOptions } from '../kv/kv-options.ts';

/**
 * What a transaction is guarded against:
 * - `serializable-snapshot`: nothing read or about to be written has changed since the first read, and all reads are of one revision;
 * - `serializable`: reads are of one revision, nothing read has changed;
 * - `repeatable-reads`: nothing read has changed, though reads may be of different revisions;
 * - `read-committed`: only that what is read was committed.
 */
export type Isolation = 'serializable-snapshot' | 'serializable' | 'repeatable-reads' | 'read-committed';

export interface StmOptions extends CallOptions {
  /** `serializable-snapshot` unless given. */
  readonly isolation?: Isolation | undefined;
  /** Attempts before the transaction fails with `conflict`; 1000 unless given. */
  readonly attemptsMax?: number | undefined;
}

/** Reads and writes that take effect together. */
export interface StmTransaction {
  /** The value, what this transaction wrote included; `undefined` when there is none. */
  get(key: BytesLike): Promise<Uint8Array | undefined>;
  getText(key: BytesLike): Promise<string | undefined>;
  /** Revision of the key's last write, 0 when it does not exist; what this transaction wrote does not count. */
  modRevision(key: BytesLike): Promise<number>;
  put(key: BytesLike, value: BytesLike, options?: Pick<PutOptions, 'lease'>): void;
  delete(key: BytesLike): void;
}

export interface StmResult<T> extends KvResult {
  /** What the work returned. */
  readonly value: T;
}

/**
 * Runs `work` until it can be committed without a conflict. It may run many times, so it must do nothing but read and write.
 *
 * @example
 * ```ts
 * import { EtcdClient } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * const { value } = await client.stm(
 *   async (transaction) => {
 *     const stock = Number((await transaction.getText('stock')) ?? '10');
 *     if (stock > 0) transaction.put('stock', String(stock - 1));
 *     return stock;
 *   },
 *   { isolation: 'serializable' },
 * );
 * console.log(value);
 * ```
 */
export type StmWork<T> = (transaction: StmTransaction) => Promise<T> | T;
