import type { ConfChange, ConfChangeV2, ConfState } from '@quorate/protocol';
import { changeSimply, enterJoint, leaveJoint } from '../confchange/changer.ts';
import { transitionOf } from '../confchange/conf-change.ts';
import type { Membership } from '../confchange/draft.ts';
import { restoreMembership } from '../confchange/restore.ts';
import { none } from '../ids.ts';
import { allVoters, toConfState } from '../tracker/configuration.ts';
import { maybeCommit } from './append-response.ts';
import type { Raft } from './raft.ts';
import { broadcastAppend } from './replication.ts';
import { becomeFollower } from './roles.ts';

/** Puts a committed change into force. */
export function applyConfChange(raft: Raft, change: ConfChange | ConfChangeV2): ConfState {
  return switchTo(raft, changed(raft, change));
}

function changed({ tracker, log }: Raft, change: ConfChange | ConfChangeV2): Membership {
  const transition = transitionOf(change);
  const lastIndex = log.lastIndex();
  if (transition.kind === 'leave-joint') return leaveJoint(tracker, lastIndex);
  if (transition.kind === 'simple') return changeSimply(tracker, lastIndex, transition.changes);
  return enterJoint(tracker, lastIndex, transition.autoLeave, transition.changes);
}

/** Puts the configuration into force that the storage holds. */
export function restoreConfiguration(raft: Raft, confState: ConfState): void {
  const { configuration, byId } = restoreMembership(raft.tracker, raft.log.lastIndex(), confState);
  raft.tracker.use(configuration, byId);
}

function switchTo(raft: Raft, { configuration, byId }: Membership): ConfState {
  raft.tracker.use(configuration, byId);
  const confState = toConfState(configuration);
  if (raft.role !== 'leader') return confState;
  const self = byId.get(raft.id);
  if (self === undefined || self.isLearner) {
    if (raft.config.stepDownOnRemoval) becomeFollower(raft, raft.term, none);
    return confState;
  }
  // A smaller quorum may have all it needs; a new node need not wait for a heartbeat to be told of the log.
  const isMoreCommitted = maybeCommit(raft);
  broadcastAppend(raft, isMoreCommitted);
  if (raft.transfereeId !== none && !allVoters(configuration).includes(raft.transfereeId)) raft.transfereeId = none;
  return confState;
}
