import { MessageType, type RaftMessage } from '@quorate/protocol';
import type { Progress } from '../tracker/progress.ts';
import type { Raft } from './raft.ts';
import { releasePostponedReads } from './reading.ts';
import { broadcastAppend, fillWindow, sendAppend } from './replication.ts';

/** A follower, or the leader's own disk, says how far its log goes (paper, figure 2: rules for leaders). */
export function handleAppendResponse(raft: Raft, progress: Progress, message: RaftMessage): void {
  progress.isRecentlyActive = true;
  if (message.reject) {
    handleRejection(raft, progress, message);
    return;
  }
  const isNew = progress.matched(message.index);
  // An answer that says nothing new still shows a probed follower to be there.
  const isProbeAnswered = progress.match === message.index && progress.state === 'probe';
  if (!isNew && !isProbeAnswered) return;
  moveOn(raft, progress, message.index);
  if (maybeCommit(raft)) {
    releasePostponedReads(raft);
    broadcastAppend(raft);
  } else if (progress.id !== raft.id && progress.canBumpCommit(raft.log.committed)) {
    sendAppend(raft, progress, true);
  }
  if (progress.id !== raft.id) fillWindow(raft, progress);
  if (progress.id === raft.transfereeId && progress.match === raft.log.lastIndex()) {
    raft.sendPlain(MessageType.MsgTimeoutNow, progress.id);
  }
}

/** Commits what a quorum has stored, if it is of this term (paper, section 5.4.2). */
export function maybeCommit(raft: Raft): boolean {
  const index = raft.tracker.committedIndex();
  return Number.isFinite(index) && raft.log.tryCommit(index, raft.term);
}

function moveOn(raft: Raft, progress: Progress, index: number): void {
  if (progress.state === 'probe') {
    progress.becomeReplicate();
  } else if (progress.state === 'replicate') {
    progress.inflights.freeThrough(index);
  } else if (progress.match + 1 >= raft.log.firstIndex()) {
    // Whichever snapshot it installed: the log goes on from there.
    progress.becomeProbe();
    progress.becomeReplicate();
  }
}

/** The logs differ where the append began: look for the place where they agree, by terms rather than entry by entry. */
function handleRejection(raft: Raft, progress: Progress, message: RaftMessage): void {
  const hint =
    message.logTerm > 0 ? raft.log.agreementHint(message.rejectHint, message.logTerm).index : message.rejectHint;
  if (!progress.rejected(message.index, hint)) return;
  if (progress.state === 'replicate') progress.becomeProbe();
  sendAppend(raft, progress, true);
}
