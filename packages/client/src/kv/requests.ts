import {
  DeleteRangeRequest,
  emptyBytes,
  type PutRequest,
  type RangeRequest,
  SortOrder,
  SortTarget,
} from '@quorate/protocol';
import { leaseIdOf } from '../lease/lease-like.ts';
import { type BytesLike, toBytes } from './bytes.ts';
import { type KeySelector, toKeyRange } from './key-range.ts';
import { type DeleteOptions, keep, type PutOptions, type RangeReadOptions, type SortBy } from './kv-options.ts';

const sortTargets: Readonly<Record<SortBy, SortTarget>> = {
  key: SortTarget.Key,
  version: SortTarget.Version,
  createRevision: SortTarget.Create,
  modRevision: SortTarget.Mod,
  value: SortTarget.Value,
};

function sortOrder({ sortBy, order }: RangeReadOptions): SortOrder {
  if (order === undefined) return sortBy === undefined ? SortOrder.None : SortOrder.Ascend;
  return order === 'ascending' ? SortOrder.Ascend : SortOrder.Descend;
}

/** A read as the wire has it. */
export function rangeRequest(selector: KeySelector, options: RangeReadOptions): RangeRequest {
  const { key, rangeEnd } = toKeyRange(selector);
  return {
    key,
    rangeEnd,
    limit: options.limit ?? 0,
    revision: options.revision ?? 0,
    sortOrder: sortOrder(options),
    sortTarget: sortTargets[options.sortBy ?? 'key'],
    serializable: options.serializable ?? false,
    keysOnly: options.keysOnly ?? false,
    countOnly: options.countOnly ?? false,
    minModRevision: options.minModRevision ?? 0,
    maxModRevision: options.maxModRevision ?? 0,
    minCreateRevision: options.minCreateRevision ?? 0,
    maxCreateRevision: options.maxCreateRevision ?? 0,
  };
}

/** A put as the wire has it. */
export function putRequest(key: BytesLike, value: BytesLike | typeof keep, options: PutOptions): PutRequest {
  const { lease } = options;
  return {
    key: toBytes(key),
    value: value === keep ? emptyBytes : toBytes(value),
    lease: lease === undefined || lease === keep ? 0n : leaseIdOf(lease),
    prevKv: options.prevKv ?? false,
    ignoreValue: value === keep,
    ignoreLease: lease === keep,
  };
}

/** A deletion as the wire has it. */
export function deleteRequest(selector: KeySelector, options: DeleteOptions): DeleteRangeRequest {
  const { key, rangeEnd } = toKeyRange(selector);
  return DeleteRangeRequest.create({ key, rangeEnd, prevKv: options.prevKvs ?? false });
}
