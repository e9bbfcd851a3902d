import { MessageType, type RaftMessage } from '@quorate/protocol';
import { none } from '../ids.ts';
import type { Progress } from '../tracker/progress.ts';
import { handleAppendResponse } from './append-response.ts';
import { leaderPropose } from './proposing.ts';
import type { Raft } from './raft.ts';
import { confirmReads, leaderReadIndex } from './reading.ts';
import { sendAppend } from './replication.ts';
import { becomeFollower } from './roles.ts';

/** What a leader does with a message of its term. */
export function stepLeader(raft: Raft, message: RaftMessage): void {
  switch (message.type) {
    case MessageType.MsgProp:
      // The message may be delivered twice, so its entries are not the ones to go into the log.
      leaderPropose(
        raft,
        message.entries.map((entry) => ({ ...entry })),
      );
      return;
    case MessageType.MsgReadIndex:
      leaderReadIndex(raft, message);
      return;
  }
  const progress = raft.tracker.get(message.from);
  if (progress === undefined) return;
  switch (message.type) {
    case MessageType.MsgAppResp:
      handleAppendResponse(raft, progress, message);
      return;
    case MessageType.MsgHeartbeatResp:
      handleHeartbeatResponse(raft, progress, message);
      return;
    case MessageType.MsgTransferLeader:
      transferLeader(raft, progress);
      return;
  }
}

function handleHeartbeatResponse(raft: Raft, progress: Progress, message: RaftMessage): void {
  progress.isRecentlyActive = true;
  progress.isFlowPaused = false;
  // It lacks entries, or they were lost; one that is probed has to answer an append before it is streamed to again.
  if (progress.match < raft.log.lastIndex() || progress.state === 'probe') sendAppend(raft, progress, true);
  if (raft.config.readOnly === 'safe' && message.context.length > 0) confirmReads(raft, progress, message.context);
}

/** Hands over to another voter: brings it up to date, then has it campaign (thesis, section 3.10). */
export function transferLeader(raft: Raft, transferee: Progress): void {
  if (transferee.isLearner || transferee.id === raft.transfereeId) return;
  raft.transfereeId = none;
  if (transferee.id === raft.id) return;
  // The transfer has one election timeout to get through.
  raft.electionElapsed = 0;
  raft.transfereeId = transferee.id;
  if (transferee.match === raft.log.lastIndex()) raft.sendPlain(MessageType.MsgTimeoutNow, transferee.id);
  else sendAppend(raft, transferee, true);
}

/** Steps down when no quorum was heard of since the last check (thesis, section 6.2). */
export function checkQuorum(raft: Raft): void {
  if (!raft.tracker.isQuorumActive()) becomeFollower(raft, raft.term, none);
  for (const progress of raft.tracker.all) if (progress.id !== raft.id) progress.isRecentlyActive = false;
}

/** A message to the node was probably lost: what was sent to it optimistically has to be sent again. */
export function reportUnreachable(progress: Progress): void {
  if (progress.state === 'replicate') progress.becomeProbe();
}

/** The sending of a snapshot has ended. */
export function reportSnapshot(progress: Progress, isFinished: boolean): void {
  if (progress.state !== 'snapshot') return;
  if (!isFinished) progress.pendingSnapshot = 0;
  progress.becomeProbe();
  // Sent: it answers when it is installed. Failed: a heartbeat's answer shows that there is somebody to try again with.
  progress.isFlowPaused = true;
}
