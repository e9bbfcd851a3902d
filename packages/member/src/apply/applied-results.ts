import type { DeleteRangeResult, PutResult, TxnResult } from '@quorate/mvcc-store';
import type { AlarmMember } from '@quorate/protocol';
import type { RequestKind } from './request-envelope.ts';

/** What each kind of request comes to when it has been applied. */
export interface AppliedResults extends Record<RequestKind, unknown> {
  put: PutResult;
  deleteRange: DeleteRangeResult;
  txn: TxnResult;
  /** `done` resolves when the records are gone. */
  compaction: { readonly done: Promise<void> };
  /** The TTL in seconds, as it was granted. */
  leaseGrant: { readonly id: bigint; readonly ttl: number };
  leaseRevoke: undefined;
  leaseCheckpoint: undefined;
  /** The alarms that were asked for, raised or taken back. */
  alarm: readonly AlarmMember[];
  clusterVersionSet: undefined;
  clusterMemberAttrSet: undefined;
  downgradeInfoSet: undefined;
}
