/**
 * What the store answers. Stored versions stay the encoded `mvccpb.KeyValue` they are in the database, so that an answer is assembled by
 * copying bytes. The arrays are views that nobody writes to; they may keep a page of the database in memory, so copy what you keep.
 */
export interface RangeResult {
  /** Encoded `mvccpb.KeyValue`s in the order asked for; without value and lease when only keys were asked for. */
  readonly kvs: readonly Uint8Array[];
  /** Whether the limit cut something off. */
  readonly more: boolean;
  /** Keys in the range at that revision, whatever the limit and the filters. */
  readonly count: number;
  /** For the header: the store's revision when it was read (inside a txn that has written: the one it is writing). */
  readonly revision: number;
}

export interface PutResult {
  /** The revision that wrote it. */
  readonly revision: number;
  /** The encoded `mvccpb.KeyValue` before, when it was asked for and there was one. */
  readonly prevKv: Uint8Array | undefined;
}

export interface DeleteRangeResult {
  /** The revision that deleted, or the store's when there was nothing to delete. */
  readonly revision: number;
  readonly deleted: number;
  /** The encoded `mvccpb.KeyValue`s that were deleted, in key order, when they were asked for. */
  readonly prevKvs: readonly Uint8Array[];
}

export interface TxnResult {
  /** The store's revision after it. */
  readonly revision: number;
  readonly succeeded: boolean;
  /** One for each operation of the branch that ran. */
  readonly responses: readonly OperationResult[];
}

/** What one operation of a transaction came to. */
export type OperationResult =
  | { readonly case: 'range'; readonly value: RangeResult }
  | { readonly case: 'put'; readonly value: PutResult }
  | { readonly case: 'deleteRange'; readonly value: DeleteRangeResult }
  | { readonly case: 'txn'; readonly value: TxnResult };

/** A hash of the key space as etcd's HashKV computes it. */
export interface HashKvResult {
  /** CRC-32C, 0 … 2³² − 1. */
  readonly hash: number;
  /** Where the store was compacted when it was computed; -1 when it never was. */
  readonly compactRevision: number;
  /** The revision that was hashed. */
  readonly hashRevision: number;
  /** The store's revision. */
  readonly revision: number;
}
