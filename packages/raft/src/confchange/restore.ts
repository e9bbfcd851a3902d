import type { ConfState } from '@quorate/protocol';
import { assert } from '../raft-error.ts';
import { toConfState } from '../tracker/configuration.ts';
import { Tracker } from '../tracker/tracker.ts';
import { checkMembership } from './check-membership.ts';
import { Draft, type Membership } from './draft.ts';

/**
 * The membership that a stored configuration describes, with nothing known about any of its nodes yet.
 *
 * @throws {InvariantError} when the parts of the configuration contradict each other
 */
export function restoreMembership(tracker: Tracker, lastIndex: number, confState: ConfState): Membership {
  const empty = new Tracker(tracker.inflightMessagesMax, tracker.inflightBytesMax);
  const draft = new Draft(empty, lastIndex);
  for (const id of confState.votersOutgoing) draft.makeVoter(id);
  draft.enterJoint();
  draft.voters.clear();
  for (const id of confState.voters) draft.makeVoter(id);
  for (const id of confState.learners) draft.makeLearner(id);
  for (const id of confState.learnersNext) draft.makeLearner(id);
  draft.autoLeave = confState.autoLeave;
  const membership = draft.finish();
  checkMembership(membership);
  const restored = toConfState(membership.configuration);
  for (const part of ['voters', 'learners', 'votersOutgoing', 'learnersNext'] as const) {
    assert(restored[part].length === confState[part].length, `a stored configuration comes back with the same ${part}`);
  }
  return membership;
}
