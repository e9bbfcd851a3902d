import { MessageType, type RaftMessage } from '@quorate/protocol';
import { isConfChange } from '../confchange/conf-change.ts';
import { none } from '../ids.ts';
import { newMessage } from '../message/message-kinds.ts';
import { allVoters } from '../tracker/configuration.ts';
import type { Raft } from './raft.ts';
import { broadcastAppend } from './replication.ts';
import { becomeCandidate, becomeFollower, becomeLeader, becomePreCandidate } from './roles.ts';

/** Why a node campaigns. */
export type CampaignKind =
  /** It asks first whether it could win. */
  | 'pre-election'
  /** It asks for votes. */
  | 'election'
  /** It asks for votes, and for those also of nodes that hear from a leader: the leader itself told it to. */
  | 'transfer';

/** The context of votes in a transfer of leadership, as etcd writes it. */
const transferContext = new TextEncoder().encode('CampaignTransfer');

/** Whether the votes are asked for on the leader's behalf. */
export function isTransfer(message: RaftMessage): boolean {
  const { context } = message;
  return context.length === transferContext.length && transferContext.every((byte, at) => byte === context[at]);
}

/** Campaigns unless that would be useless or wrong. */
export function maybeCampaign(raft: Raft, kind: CampaignKind): void {
  if (raft.role === 'leader' || !raft.isPromotable()) return;
  // With a change of membership committed but not in force it might win by a quorum that is none any more.
  if (hasUnappliedConfChange(raft)) return;
  campaign(raft, kind);
}

function hasUnappliedConfChange({ log, config }: Raft): boolean {
  const end = log.committed + 1;
  // What was compacted was applied, even when the word of that is still on its way here.
  for (let low = Math.max(log.applied + 1, log.firstIndex()); low < end; ) {
    const page = log.slice(low, end, config.committedBytesPerReadyMax);
    if (page.some(isConfChange)) return true;
    low += page.length;
  }
  return false;
}

function campaign(raft: Raft, kind: CampaignKind): void {
  const isPre = kind === 'pre-election';
  if (isPre) becomePreCandidate(raft);
  else becomeCandidate(raft);
  const term = isPre ? raft.term + 1 : raft.term;
  const lastIndex = raft.log.lastIndex();
  const lastTerm = raft.log.lastTerm();
  for (const id of allVoters(raft.tracker.configuration)) {
    if (id === raft.id) {
      // Its own vote counts once it is on disk, like anybody's.
      const own = newMessage(isPre ? MessageType.MsgPreVoteResp : MessageType.MsgVoteResp, id);
      own.term = term;
      raft.send(own);
      continue;
    }
    const request = newMessage(isPre ? MessageType.MsgPreVote : MessageType.MsgVote, id);
    request.term = term;
    request.index = lastIndex;
    request.logTerm = lastTerm;
    if (kind === 'transfer') request.context = transferContext;
    raft.send(request);
  }
}

/** Is asked for its vote (paper, figure 2: RequestVote), or whether it would give it. */
export function answerVoteRequest(raft: Raft, request: RaftMessage): void {
  const isPre = request.type === MessageType.MsgPreVote;
  const response = newMessage(isPre ? MessageType.MsgPreVoteResp : MessageType.MsgVoteResp, request.from);
  // Learners vote too: a node that was promoted may not know of it yet, and its vote may be needed.
  const isFree =
    raft.vote === request.from || (raft.vote === none && raft.leaderId === none) || (isPre && request.term > raft.term);
  if (isFree && raft.log.isUpToDate(request.index, request.logTerm)) {
    // In the term of the request: a pre-vote is about a term in which nobody is yet.
    response.term = request.term;
    raft.send(response);
    if (isPre) return;
    raft.electionElapsed = 0;
    raft.vote = request.from;
    return;
  }
  response.term = raft.term;
  response.reject = true;
  raft.send(response);
}

/** A vote came in; it may decide the election. */
export function countVote(raft: Raft, response: RaftMessage): void {
  raft.tracker.recordVote(response.from, !response.reject);
  const result = raft.tracker.electionResult();
  if (result === 'lost') {
    becomeFollower(raft, raft.term, none);
  } else if (result === 'won') {
    if (raft.role === 'pre-candidate') {
      campaign(raft, 'election');
      return;
    }
    // With asynchronous storage writes a quorum may vote before its own vote is on disk. To lead then would be wrong: after a
    // crash it could be elected in this term once more, and put other entries where it had already sent some.
    if (!raft.tracker.hasVoted(raft.id)) return;
    becomeLeader(raft);
    broadcastAppend(raft);
  }
}
