import { EntryType, emptyBytes } from '@quorate/protocol';
import { none } from '../ids.ts';
import { assert } from '../raft-error.ts';
import { appendOwn } from './append-own.ts';
import type { Raft } from './raft.ts';

/** What every change of role begins with. */
function reset(raft: Raft, term: number): void {
  assert(term >= raft.term, 'the term never goes back');
  if (raft.term !== term) {
    raft.term = term;
    raft.vote = none;
  }
  raft.leaderId = none;
  raft.electionElapsed = 0;
  raft.heartbeatElapsed = 0;
  drawElectionTimeout(raft);
  raft.transfereeId = none;
  raft.tracker.resetVotes();
  const lastIndex = raft.log.lastIndex();
  for (const progress of raft.tracker.all) progress.reset(lastIndex, progress.id === raft.id);
  raft.pendingConfIndex = 0;
  raft.uncommittedBytes = 0;
  raft.reads.clear();
}

function drawElectionTimeout(raft: Raft): void {
  const { electionTicks, random } = raft.config;
  raft.randomizedElectionTicks = electionTicks + random.below(electionTicks);
}

/** Follows whoever leads in the term; `none` until that is known. */
export function becomeFollower(raft: Raft, term: number, leaderId: bigint): void {
  reset(raft, term);
  raft.leaderId = leaderId;
  raft.role = 'follower';
}

/** Asks for votes in the next term, its own first (paper, section 5.2). */
export function becomeCandidate(raft: Raft): void {
  assert(raft.role !== 'leader', 'a leader does not campaign');
  reset(raft, raft.term + 1);
  raft.vote = raft.id;
  raft.role = 'candidate';
}

/** Asks whether an election could be won (thesis, section 9.6): term and vote stay as they are. */
export function becomePreCandidate(raft: Raft): void {
  assert(raft.role !== 'leader', 'a leader does not campaign');
  raft.tracker.resetVotes();
  raft.leaderId = none;
  raft.role = 'pre-candidate';
}

/** Leads from now on, and appends an empty entry, by which what older leaders left gets committed (paper, section 8). */
export function becomeLeader(raft: Raft): void {
  assert(raft.role === 'candidate', 'only a candidate becomes leader');
  reset(raft, raft.term);
  raft.leaderId = raft.id;
  raft.role = 'leader';
  const self = raft.tracker.get(raft.id);
  assert(self !== undefined, 'a leader is a member when it is elected');
  self.becomeReplicate();
  self.isRecentlyActive = true;
  // There may be an unapplied change of membership anywhere in the tail of the log; waiting for all of it is simple and safe.
  raft.pendingConfIndex = raft.log.lastIndex();
  const isTaken = appendOwn(raft, [{ type: EntryType.EntryNormal, term: 0, index: 0, data: emptyBytes }]);
  assert(isTaken, 'an empty entry is never refused');
}
