import { MessageType, type RaftMessage, type RaftSnapshot } from '@quorate/protocol';
import { restoreMembership } from '../confchange/restore.ts';
import { none } from '../ids.ts';
import { newMessage } from '../message/message-kinds.ts';
import { RaftError } from '../raft-error.ts';
import { maybeCampaign } from './election.ts';
import type { Raft } from './raft.ts';

/** What a follower does with a message of its term. */
export function stepFollower(raft: Raft, message: RaftMessage): void {
  switch (message.type) {
    case MessageType.MsgApp:
    case MessageType.MsgHeartbeat:
    case MessageType.MsgSnap:
      raft.electionElapsed = 0;
      raft.leaderId = message.from;
      followLeader(raft, message);
      return;
    case MessageType.MsgProp:
      if (raft.leaderId === none || raft.config.disableProposalForwarding) throw new RaftError('PROPOSAL_DROPPED');
      forward(raft, message);
      return;
    case MessageType.MsgTransferLeader:
    case MessageType.MsgReadIndex:
      if (raft.leaderId !== none) forward(raft, message);
      return;
    case MessageType.MsgForgetLeader:
      // A lease is a promise to the leader not to elect another one.
      if (raft.config.readOnly !== 'lease-based') raft.leaderId = none;
      return;
    case MessageType.MsgTimeoutNow:
      // The leader knows that it is alive and gives way: there is nothing to ask beforehand.
      maybeCampaign(raft, 'transfer');
      return;
    case MessageType.MsgReadIndexResp: {
      const [entry] = message.entries;
      if (entry && message.entries.length === 1) raft.readStates.push({ index: message.index, context: entry.data });
      return;
    }
  }
}

/** The message may come around again, or twice: it is not changed, but sent on as a copy. */
function forward(raft: Raft, message: RaftMessage): void {
  raft.send({ ...message, to: raft.leaderId });
}

/** Does what the leader of the term says. */
export function followLeader(raft: Raft, message: RaftMessage): void {
  if (message.type === MessageType.MsgApp) appendEntries(raft, message);
  else if (message.type === MessageType.MsgHeartbeat) heartbeat(raft, message);
  else installSnapshot(raft, message);
}

function appendEntries(raft: Raft, message: RaftMessage): void {
  const { log } = raft;
  const response = newMessage(MessageType.MsgAppResp, message.from);
  if (message.index < log.committed) {
    // A late message: what is committed agrees with every leader's log (paper, section 5.4: leader completeness).
    response.index = log.committed;
    raft.send(response);
    return;
  }
  const lastIndex = log.tryAppend(message.index, message.logTerm, message.entries, message.commit);
  if (lastIndex !== undefined) {
    response.index = lastIndex;
    raft.send(response);
    return;
  }
  const hint = log.agreementHint(Math.min(message.index, log.lastIndex()), message.logTerm);
  response.index = message.index;
  response.reject = true;
  response.rejectHint = hint.index;
  response.logTerm = hint.term;
  raft.send(response);
}

function heartbeat(raft: Raft, message: RaftMessage): void {
  raft.log.commitTo(message.commit);
  const response = newMessage(MessageType.MsgHeartbeatResp, message.from);
  response.context = message.context;
  raft.send(response);
}

function installSnapshot(raft: Raft, message: RaftMessage): void {
  const isRestored = message.snapshot !== undefined && restore(raft, message.snapshot);
  const response = newMessage(MessageType.MsgAppResp, message.from);
  response.index = isRestored ? raft.log.lastIndex() : raft.log.committed;
  raft.send(response);
}

/** Takes over a snapshot with its configuration (paper, figure 13), unless it says nothing new. */
function restore(raft: Raft, snapshot: RaftSnapshot): boolean {
  const { log, tracker } = raft;
  const { index, term, confState } = snapshot.metadata;
  if (index <= log.committed) return false;
  // Entries are being applied. A change of membership among them would be made on top of the snapshot's configuration, which has
  // it already; the leader will send a snapshot again.
  if (log.applying.handedOut > log.applied) return false;
  const members = [...confState.voters, ...confState.learners, ...confState.votersOutgoing];
  // It was meant for somebody else.
  if (!members.includes(raft.id)) return false;
  if (log.matches(index, term)) {
    // The log has all of it: only that it is committed was not known.
    log.commitTo(index);
    return false;
  }
  log.restore(snapshot);
  const { configuration, byId } = restoreMembership(tracker, log.lastIndex(), confState);
  tracker.use(configuration, byId);
  return true;
}
