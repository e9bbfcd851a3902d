import { MessageType, type RaftMessage } from '@quorate/protocol';
import { none } from '../ids.ts';
import { newMessage } from '../message/message-kinds.ts';
import { decodeReadContext } from '../read/read-context.ts';
import type { Progress } from '../tracker/progress.ts';
import { broadcastHeartbeat } from './heartbeat.ts';
import type { Raft } from './raft.ts';

/** A leader is asked for a linearizable read (thesis, section 6.4). */
export function leaderReadIndex(raft: Raft, request: RaftMessage): void {
  // Step 1: until an entry of its term is committed, the leader may not know of all that is. That holds for a single voter too:
  // after a restart its commit index may be behind what it had answered for.
  if (raft.hasCommittedInTerm()) startRead(raft, request);
  else raft.reads.postpone(request);
}

/** Starts the reads that waited for the first commit of the term. */
export function releasePostponedReads(raft: Raft): void {
  if (!raft.hasCommittedInTerm()) return;
  for (const request of raft.reads.takePostponed()) startRead(raft, request);
}

function startRead(raft: Raft, request: RaftMessage): void {
  const { tracker, reads, log, config } = raft;
  const isAlone = tracker.isSingleton() && tracker.configuration.voters.has(raft.id);
  if (isAlone || config.readOnly === 'lease-based') {
    answer(raft, request, log.committed);
    return;
  }
  // Steps 2 and 3: remember the commit index, and make sure that nobody else has been elected.
  if (!reads.add(log.committed, request)) return;
  const self = tracker.get(raft.id);
  if (self) self.readAcknowledged = reads.sequence;
  broadcastHeartbeat(raft);
}

/** A follower answered a heartbeat; reads that a quorum has confirmed so far are answered. */
export function confirmReads(raft: Raft, progress: Progress, context: Uint8Array): void {
  const sequence = decodeReadContext(context);
  // Nobody acknowledges what was not asked, whatever it sends.
  if (sequence <= progress.readAcknowledged || sequence > raft.reads.sequence) return;
  progress.readAcknowledged = sequence;
  if (!raft.reads.isWaiting) return;
  for (const request of raft.reads.confirm(raft.tracker.confirmedRead())) answer(raft, request.message, request.index);
}

function answer(raft: Raft, request: RaftMessage, index: number): void {
  const [entry] = request.entries;
  if (entry === undefined) return;
  if (request.from === none || request.from === raft.id) {
    raft.readStates.push({ index, context: entry.data });
    return;
  }
  const message = newMessage(MessageType.MsgReadIndexResp, request.from);
  message.index = index;
  message.entries = request.entries;
  raft.send(message);
}
