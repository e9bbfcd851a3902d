import { none } from '../ids.ts';
import { maybeCampaign } from './election.ts';
import { broadcastHeartbeat } from './heartbeat.ts';
import { checkQuorum } from './leader.ts';
import type { Raft } from './raft.ts';

/** Time passes. */
export function tick(raft: Raft): void {
  if (raft.role === 'leader') tickLeader(raft);
  else tickElection(raft);
}

function tickElection(raft: Raft): void {
  raft.electionElapsed++;
  if (raft.electionElapsed < raft.randomizedElectionTicks || !raft.isPromotable()) return;
  raft.electionElapsed = 0;
  maybeCampaign(raft, raft.config.preVote ? 'pre-election' : 'election');
}

function tickLeader(raft: Raft): void {
  raft.heartbeatElapsed++;
  raft.electionElapsed++;
  if (raft.electionElapsed >= raft.config.electionTicks) {
    raft.electionElapsed = 0;
    if (raft.config.checkQuorum) checkQuorum(raft);
    // The transfer did not get through in time; the leader goes on leading (thesis, section 3.10).
    raft.transfereeId = none;
  }
  if (!isLeading(raft) || raft.heartbeatElapsed < raft.config.heartbeatTicks) return;
  raft.heartbeatElapsed = 0;
  broadcastHeartbeat(raft);
}

function isLeading(raft: Raft): boolean {
  return raft.role === 'leader';
}
