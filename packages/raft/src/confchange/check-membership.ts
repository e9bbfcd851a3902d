import { assert } from '../raft-error.ts';
import { isJoint } from '../tracker/configuration.ts';
import type { Membership } from './draft.ts';

/** Asserts what holds for every membership, whatever changes led to it. */
export function checkMembership({ configuration, byId }: Membership): void {
  const { voters, votersOutgoing, learners, learnersNext, autoLeave } = configuration;
  for (const ids of [voters, votersOutgoing, learners, learnersNext]) {
    for (const id of ids) assert(byId.has(id), 'every node of a configuration has a progress');
  }
  for (const id of learnersNext) {
    assert(votersOutgoing.has(id), 'a node waits to become a learner only while it is an outgoing voter');
    assert(byId.get(id)?.isLearner === false, 'a node that waits to become a learner is not one yet');
  }
  for (const id of learners) {
    assert(!votersOutgoing.has(id) && !voters.has(id), 'a learner is no voter');
    assert(byId.get(id)?.isLearner === true, 'the progress of a learner says so');
  }
  if (!isJoint(configuration)) {
    assert(learnersNext.size === 0, 'only outgoing voters wait to become learners');
    assert(!autoLeave, 'only a joint configuration can be left');
  }
  for (const id of byId.keys()) {
    assert(voters.has(id) || votersOutgoing.has(id) || learners.has(id), 'only members have a progress');
  }
}
