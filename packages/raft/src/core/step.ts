import { MessageType, type RaftMessage } from '@quorate/protocol';
import { none } from '../ids.ts';
import { newMessage } from '../message/message-kinds.ts';
import { entriesApplied, snapshotApplied } from './applied.ts';
import { stepCandidate } from './candidate.ts';
import { answerVoteRequest, isTransfer } from './election.ts';
import { stepFollower } from './follower.ts';
import { stepLeader } from './leader.ts';
import type { Raft } from './raft.ts';
import { becomeFollower } from './roles.ts';

/** Takes in a message: first its term, then what it says. A term of 0 is that of a message which belongs to none. */
export function step(raft: Raft, message: RaftMessage): void {
  if (message.term > raft.term) {
    if (isRequestForVote(message.type) && raft.isInLease() && !isTransfer(message)) return;
    adoptTerm(raft, message);
  } else if (message.term !== 0 && message.term < raft.term) {
    answerOldTerm(raft, message);
    return;
  }
  switch (message.type) {
    case MessageType.MsgVote:
    case MessageType.MsgPreVote:
      answerVoteRequest(raft, message);
      return;
    case MessageType.MsgStorageAppendResp:
      if (message.index !== 0) raft.log.unstable.stableTo(message.index, message.logTerm);
      if (message.snapshot) snapshotApplied(raft, message.snapshot);
      return;
    case MessageType.MsgStorageApplyResp:
      entriesApplied(raft, message.entries);
      return;
  }
  if (raft.role === 'leader') stepLeader(raft, message);
  else if (raft.role === 'follower') stepFollower(raft, message);
  else stepCandidate(raft, message);
}

function isRequestForVote(type: MessageType): boolean {
  return type === MessageType.MsgVote || type === MessageType.MsgPreVote;
}

/** A higher term makes a follower of everybody (paper, section 5.1), unless the message only asks about that term. */
function adoptTerm(raft: Raft, message: RaftMessage): void {
  switch (message.type) {
    case MessageType.MsgPreVote:
      return;
    case MessageType.MsgPreVoteResp:
      // Granted: the term is the one that was asked about. Rejected: it is the term of a node that is ahead.
      if (message.reject) becomeFollower(raft, message.term, none);
      return;
    case MessageType.MsgApp:
    case MessageType.MsgHeartbeat:
    case MessageType.MsgSnap:
      becomeFollower(raft, message.term, message.from);
      return;
    default:
      becomeFollower(raft, message.term, none);
  }
}

/** A message of a lower term is passed over, but some senders have to be told that they are behind. */
function answerOldTerm(raft: Raft, message: RaftMessage): void {
  const { checkQuorum, preVote } = raft.config;
  switch (message.type) {
    case MessageType.MsgApp:
    case MessageType.MsgHeartbeat:
      // A node that came back with a higher term would otherwise never be heard: votes of it are ignored in the leader's
      // lease, and without an answer the leader does not step down. Without these options its next campaign deposes the leader.
      if (checkQuorum || preVote) raft.sendPlain(MessageType.MsgAppResp, message.from);
      return;
    case MessageType.MsgPreVote: {
      // A node with a lower term and a longer log could otherwise ask in vain for ever.
      const response = newMessage(MessageType.MsgPreVoteResp, message.from);
      response.term = raft.term;
      response.reject = true;
      raft.send(response);
      return;
    }
    case MessageType.MsgStorageAppendResp:
      // The entries may have been overwritten since; a snapshot is committed whatever the term.
      if (message.snapshot) snapshotApplied(raft, message.snapshot);
      return;
  }
}
