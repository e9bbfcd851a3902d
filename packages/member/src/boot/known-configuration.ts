import type { ConfState } from '@quorate/protocol';
import type { MemberState } from '../state/member-state.ts';
import type { BootedLog } from './boot-log.ts';

/**
 * The configuration at the last entry that the database holds. Undefined when neither log nor database know one.
 *
 * Our own database tells it. In one that etcd 3.5 has restored from a snapshot, and served since, it is still that of the cluster which the
 * snapshot came from, because etcd itself never reads it there. The log's word counts as long as nothing was applied after its snapshot, and
 * then the members in the database, which change together with the configuration.
 */
export function knownConfiguration(
  log: BootedLog,
  { consistentIndex, membership }: MemberState,
): ConfState | undefined {
  const { confState, index } = consistentIndex;
  if (index <= log.snapshot.index || confState === undefined) return log.snapshot.confState ?? confState;
  const isJoint = confState.votersOutgoing.length > 0 || confState.learnersNext.length > 0;
  const members = membership.list();
  if (isJoint || members.length === 0) return confState;
  const voters = members.filter(({ isLearner }) => !isLearner).map(({ id }) => id);
  const learners = members.filter(({ isLearner }) => isLearner).map(({ id }) => id);
  const isSame = hasSameIds(confState.voters, voters) && hasSameIds(confState.learners, learners);
  return isSame ? confState : { ...confState, voters, learners };
}

function hasSameIds(some: readonly bigint[], others: readonly bigint[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}
