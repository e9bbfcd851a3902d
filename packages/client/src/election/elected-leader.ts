import type { KeyValue } from '@quorate/protocol';
import type { ElectedLeader } from './election.ts';

/** A leader as everybody sees it, from the key of its candidacy. */
export function electedLeader({ key, value, createRevision, modRevision, lease }: KeyValue): ElectedLeader {
  return { key, value, revision: createRevision, modRevision, leaseId: lease };
}
