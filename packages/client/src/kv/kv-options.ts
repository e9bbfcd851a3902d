import type { KeyValue, ResponseHeader } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { LeaseLike } from '../lease/lease-like.ts';

/** In place of a value or a lease: keep the one that the key has. The key must exist. */
export const keep: unique symbol = Symbol('keep');

/** By what a range is sorted. */
export type SortBy = 'key' | 'version' | 'createRevision' | 'modRevision' | 'value';

/** What of a key or range is read, and as of when. */
export interface ReadOptions {
  /** Read as of this revision; the latest unless given. */
  readonly revision?: number | undefined;
  /** Let the member asked answer from what it has: faster, maybe stale. */
  readonly serializable?: boolean | undefined;
}

/** What {@link ReadOptions} leave open for ranges. */
export interface RangeReadOptions extends ReadOptions {
  /** At most so many keys. */
  readonly limit?: number | undefined;
  readonly sortBy?: SortBy | undefined;
  readonly order?: 'ascending' | 'descending' | undefined;
  /** Leave the values away. */
  readonly keysOnly?: boolean | undefined;
  /** Leave keys and values away: only `count` is wanted. */
  readonly countOnly?: boolean | undefined;
  /** Only keys with revisions within these bounds, both included. */
  readonly minModRevision?: number | undefined;
  readonly maxModRevision?: number | undefined;
  readonly minCreateRevision?: number | undefined;
  readonly maxCreateRevision?: number | undefined;
}

/** What of a put can be chosen. */
export interface PutOptions {
  /** Lease to attach the key to, or {@link keep}; none unless given. */
  readonly lease?: LeaseLike | typeof keep | undefined;
  /** Return what the key had before. */
  readonly prevKv?: boolean | undefined;
}

/** What of a deletion can be chosen. */
export interface DeleteOptions {
  /** Return what the keys had. */
  readonly prevKvs?: boolean | undefined;
}

export type GetOptions = ReadOptions & CallOptions;
export type RangeOptions = RangeReadOptions & CallOptions;
export type PutCallOptions = PutOptions & CallOptions;
export type DeleteCallOptions = DeleteOptions & CallOptions;

/** Options of {@link Kv.scan}: what is sorted otherwise than by key, or counted, cannot be read in pages. */
export interface ScanOptions extends Omit<RangeOptions, 'sortBy' | 'order' | 'countOnly'> {
  /** Keys a request; 1000 unless given. A server with RangeStream chooses by itself after the first page. */
  readonly pageSize?: number | undefined;
}

export interface CompactOptions extends CallOptions {
  /** Wait until the removed entries are gone from the database. */
  readonly physical?: boolean | undefined;
}

/** What every answer about keys carries. */
export interface KvResult {
  /** The store's revision when the request was served. */
  readonly revision: number;
  readonly header: ResponseHeader;
}

export interface RangeResult extends KvResult {
  readonly kvs: readonly KeyValue[];
  /** The limit cut the answer short. */
  readonly more: boolean;
  /** Keys in the range, whatever the limit. */
  readonly count: number;
}

export interface PutResult extends KvResult {
  /** The key before, if it was there and `prevKv` was asked for. */
  readonly prevKv: KeyValue | undefined;
}

export interface DeleteResult extends KvResult {
  /** How many keys there were. */
  readonly deleted: number;
  readonly prevKvs: readonly KeyValue[];
}
