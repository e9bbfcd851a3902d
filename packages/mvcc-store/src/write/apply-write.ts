import type { DeleteRangeRequest, PutRequest } from '@quorate/protocol';
import type { LeaseKeeper } from '../lease-keeper.ts';
import type { DeleteRangeResult, PutResult } from '../result/results.ts';
import type { StoreState } from '../state/store-state.ts';
import { StoreError } from '../store-error.ts';
import { keyText, rangeEndOf } from '../tree-index/key-text.ts';
import { valueAndLease, type Writing } from './writing.ts';

/** @throws StoreError `lease-not-found` */
export function requireLease({ lease }: PutRequest, leases: LeaseKeeper): void {
  if (lease !== 0n && !leases.has(lease)) throw new StoreError('lease-not-found');
}

/** @throws StoreError `key-not-found` when the value or the lease of a key that is not there is to be kept */
export function requireKeyToKeep(request: PutRequest, state: StoreState): void {
  if (!request.ignoreValue && !request.ignoreLease) return;
  const entry = state.index.get(keyText(request.key));
  if (entry === undefined || entry.version === 0) throw new StoreError('key-not-found');
}

/** Puts a key; the request has been checked. */
export function applyPut(state: StoreState, writing: Writing, request: PutRequest): PutResult {
  const key = keyText(request.key);
  const entry = state.index.get(key);
  let { value, lease } = request;
  let prevKv: Uint8Array | undefined;
  if ((request.prevKv || request.ignoreValue || request.ignoreLease) && entry !== undefined && entry.version > 0) {
    const kv = state.readLatest(entry);
    if (request.prevKv) prevKv = kv;
    if (request.ignoreValue || request.ignoreLease) {
      const before = valueAndLease(kv);
      if (request.ignoreValue) value = before.value;
      if (request.ignoreLease) lease = before.lease;
    }
  }
  writing.put(key, entry, request.key, value, lease);
  return { revision: writing.revision, prevKv };
}

export function applyDeleteRange(
  state: StoreState,
  writing: Writing,
  { key, rangeEnd, prevKv }: DeleteRangeRequest,
): DeleteRangeResult {
  const start = keyText(key);
  const entries = writing.living(start, rangeEndOf(start, rangeEnd), rangeEnd.length === 0);
  const prevKvs = prevKv ? entries.map((entry) => state.readLatest(entry)) : [];
  for (const entry of entries) writing.delete(entry);
  return { revision: writing.readRevision, deleted: entries.length, prevKvs };
}
