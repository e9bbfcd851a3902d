import type { Cursor } from '@quorate/bbolt';
import type { Clock } from '@quorate/ports';
import { KeyValue } from '@quorate/protocol';
import { readCompactMarks } from '../compaction/compact-marks.ts';
import { keyTextOf } from '../history/record.ts';
import { isTombstoneKey, mainOf, requireRevisionKey, subOf } from '../revision/revision-key.ts';
import type { StoreState } from '../state/store-state.ts';
import { keyText } from '../tree-index/key-text.ts';
import { nextTurn } from '../turn.ts';

/** Records read in one slice: some milliseconds. */
const sliceRecordsMax = 2_000;

/** What reading the database brought to light besides the index. */
export interface Restored {
  /** Leases by key, for the keys that live. */
  readonly leases: ReadonlyMap<string, bigint>;
  /** A compaction that was decided but not finished. */
  readonly unfinishedCompaction: number | undefined;
}

/** Fills an empty state from its database, in slices. */
export async function restoreState(state: StoreState, clock: Clock): Promise<Restored> {
  const leases = new Map<string, bigint>();
  const { scheduled = 0, finished } = readCompactMarks(state.backend);
  if (finished !== undefined) state.compactRevision = finished;
  using transaction = await state.backend.beginRead();
  const cursor = transaction.bucket('key')?.cursor();
  let isThere = cursor?.first() ?? false;
  while (cursor !== undefined && isThere) {
    for (let records = 0; isThere && records < sliceRecordsMax; records++) {
      restoreRecord(state, cursor, leases);
      isThere = cursor.next();
    }
    if (isThere) await nextTurn(clock);
  }
  // The newest record may have been a tombstone that a compaction removed: the revision never goes back.
  state.revision = Math.max(state.revision, state.compactRevision, scheduled);
  const isUnfinished = scheduled > 0 && scheduled > state.compactRevision;
  return { leases, unfinishedCompaction: isUnfinished ? scheduled : undefined };
}

function restoreRecord(state: StoreState, cursor: Cursor, leases: Map<string, bigint>): void {
  const recordKey = cursor.key;
  const value = cursor.value as Uint8Array;
  requireRevisionKey(recordKey);
  const main = mainOf(recordKey);
  const sub = subOf(recordKey);
  state.revision = Math.max(state.revision, main);
  if (isTombstoneKey(recordKey)) {
    const key = keyTextOf(value);
    state.index.restoreTombstone(key, main, sub);
    leases.delete(key);
    return;
  }
  const kv = KeyValue.decode(value);
  const key = keyText(kv.key);
  state.index.put(key, main, sub, kv.createRevision, kv.version);
  if (kv.lease !== 0n) leases.set(key, kv.lease);
  else if (leases.size > 0) leases.delete(key);
}
