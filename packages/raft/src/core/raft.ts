import { MessageType, type RaftMessage } from '@quorate/protocol';
import type { ResolvedConfig } from '../config.ts';
import { none } from '../ids.ts';
import { RaftLog } from '../log/raft-log.ts';
import { newMessage } from '../message/message-kinds.ts';
import { assert } from '../raft-error.ts';
import { ReadRequests } from '../read/read-requests.ts';
import type { ReadState, Role } from '../ready.ts';
import { Tracker } from '../tracker/tracker.ts';

/** Messages that promise something, which has to be on disk before they leave: a vote, or stored entries. */
function isPromise(type: MessageType): boolean {
  return type === MessageType.MsgAppResp || type === MessageType.MsgVoteResp || type === MessageType.MsgPreVoteResp;
}

function isElectionMessage(type: MessageType): boolean {
  return (
    type === MessageType.MsgVote ||
    type === MessageType.MsgVoteResp ||
    type === MessageType.MsgPreVote ||
    type === MessageType.MsgPreVoteResp
  );
}

/** Messages that are passed on to the leader as they are, in whatever term that is. */
function isForwarded(type: MessageType): boolean {
  return type === MessageType.MsgProp || type === MessageType.MsgReadIndex;
}

/** The whole state of a node. What it does with messages and ticks is in the files beside this one, by role. */
export class Raft {
  readonly id: bigint;
  readonly config: ResolvedConfig;
  readonly log: RaftLog;
  readonly tracker: Tracker;
  /** Reads that wait for the leadership to be confirmed. */
  readonly reads = new ReadRequests();

  /** The latest term it has heard of (paper, figure 2: currentTerm). */
  term = 0;
  /** The candidate that has its vote in this term (votedFor). */
  vote = none;
  leaderId = none;
  role: Role = 'follower';

  /** Ticks since the election timer was reset: by a word from the leader, a vote, or on a leader each election timeout. */
  electionElapsed = 0;
  heartbeatElapsed = 0;
  /** When a follower campaigns, drawn anew with each change of role. */
  randomizedElectionTicks = 0;

  /** To whom this leader hands over. */
  transfereeId = none;
  /** No change of membership is proposed before this index is applied; a new leader takes its last one, to be safe. */
  pendingConfIndex = 0;
  /** Bytes of data this leader has proposed and not yet seen applied; may be too small, never too large. */
  uncommittedBytes = 0;

  /** To be sent at once. */
  messages: RaftMessage[] = [];
  /** To be sent, or stepped here when they are to this node, once everything before is on disk. */
  messagesAfterAppend: RaftMessage[] = [];
  readStates: ReadState[] = [];

  constructor(config: ResolvedConfig) {
    this.id = config.id;
    this.config = config;
    this.log = new RaftLog(config.storage, config.committedBytesPerReadyMax);
    this.tracker = new Tracker(config.inflightMessagesMax, config.inflightBytesMax);
  }

  /** Whether leadership is safe from candidates: a leader was heard of within an election timeout (thesis, section 4.2.3). */
  isInLease(): boolean {
    return this.config.checkQuorum && this.leaderId !== none && this.electionElapsed < this.config.electionTicks;
  }

  /** Whether it may become leader: a voter, and not about to be replaced by a snapshot that it has not stored. */
  isPromotable(): boolean {
    const self = this.tracker.get(this.id);
    return self !== undefined && !self.isLearner && this.log.unstable.snapshot === undefined;
  }

  /** Whether an entry of the leader's own term is committed: before, it does not know what is (paper, section 8). */
  hasCommittedInTerm(): boolean {
    return this.log.term(this.log.committed) === this.term;
  }

  /** Queues an answer to, or a request of, another node, in this term. */
  send(message: RaftMessage): void {
    const { type } = message;
    if (message.from === none) message.from = this.id;
    if (isElectionMessage(type)) {
      assert(message.term > 0, 'election messages carry the term that they are about');
    } else if (!isForwarded(type)) {
      message.term = this.term;
    }
    if (isPromise(type)) {
      this.messagesAfterAppend.push(message);
      return;
    }
    assert(message.to !== this.id, 'a node sends only promises to itself');
    this.messages.push(message);
  }

  /** Queues an answer that says only what kind it is. */
  sendPlain(type: MessageType, to: bigint): void {
    this.send(newMessage(type, to));
  }
}
