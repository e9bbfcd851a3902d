import { MessageType, type RaftMessage } from '@quorate/protocol';
import { RaftError } from '../raft-error.ts';
import { countVote } from './election.ts';
import { followLeader } from './follower.ts';
import type { Raft } from './raft.ts';
import { becomeFollower } from './roles.ts';

/** What a candidate, or one that only asks whether to be one, does with a message of its term. */
export function stepCandidate(raft: Raft, message: RaftMessage): void {
  switch (message.type) {
    case MessageType.MsgProp:
      throw new RaftError('PROPOSAL_DROPPED');
    case MessageType.MsgApp:
    case MessageType.MsgHeartbeat:
    case MessageType.MsgSnap:
      // Somebody else was elected in this term (paper, section 5.2).
      becomeFollower(raft, message.term, message.from);
      followLeader(raft, message);
      return;
    case MessageType.MsgPreVoteResp:
      if (raft.role === 'pre-candidate') countVote(raft, message);
      return;
    case MessageType.MsgVoteResp:
      if (raft.role === 'candidate') countVote(raft, message);
      return;
  }
}
