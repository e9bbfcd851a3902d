import type { Clock } from '@quorate/ports';
import type { HashKvResult } from '../result/results.ts';
import type { StoreState } from '../state/store-state.ts';
import { StoreError } from '../store-error.ts';
import { nextTurn } from '../turn.ts';
import { KvHasher } from './kv-hasher.ts';

/** Records and bytes hashed in one slice: about two milliseconds. */
export const sliceRecordsMax = 1_000;
export const sliceBytesMax = 2 * 1024 * 1024;

/** Hashes all records up to a revision (0: the current one; below 0 there are none), over many turns; writes and compactions may go on. */
export async function hashKv(state: StoreState, clock: Clock, requested: number): Promise<HashKvResult> {
  const { compactRevision } = state;
  if (requested > 0 && requested < compactRevision) throw new StoreError('compacted');
  if (requested > state.revision) throw new StoreError('future-revision');
  const revision = requested === 0 ? state.revision : requested;
  const release = state.pins.pin(revision);
  try {
    await nextTurn(clock);
    const keepsAny = await runSlices(state.index.keepsAny(revision), clock);
    using transaction = await state.backend.beginRead();
    const hasher = new KvHasher(state.index, { compactRevision, revision, keepsAny, keepsTombstone: false });
    const cursor = transaction.bucket('key')?.cursor();
    let isThere = cursor?.first() ?? false;
    while (cursor !== undefined && isThere) {
      let bytes = 0;
      for (let records = 0; isThere && records < sliceRecordsMax && bytes < sliceBytesMax; records++) {
        const value = cursor.value as Uint8Array;
        hasher.add(cursor.key, value);
        bytes += value.length;
        isThere = cursor.next();
      }
      if (isThere) await nextTurn(clock);
    }
    return { hash: hasher.hash, compactRevision, hashRevision: revision, revision: state.revision };
  } finally {
    release();
  }
}

/** Runs a generator to its end, one slice a turn, and answers what it returns. */
export async function runSlices<T>(slices: Generator<void, T>, clock: Clock): Promise<T> {
  for (;;) {
    const { done, value } = slices.next();
    if (done === true) return value as T;
    await nextTurn(clock);
  }
}
