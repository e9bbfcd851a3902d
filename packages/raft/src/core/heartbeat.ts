import { emptyBytes, MessageType } from '@quorate/protocol';
import { newMessage } from '../message/message-kinds.ts';
import { encodeReadContext } from '../read/read-context.ts';
import type { Raft } from './raft.ts';

/** Lets every other node know that there is a leader (paper, section 5.2); and asks to confirm the reads that wait. */
export function broadcastHeartbeat(raft: Raft): void {
  const { reads, tracker, log } = raft;
  const context = reads.isWaiting ? encodeReadContext(reads.sequence) : emptyBytes;
  for (const progress of tracker.all) {
    if (progress.id === raft.id) continue;
    const message = newMessage(MessageType.MsgHeartbeat, progress.id);
    // Not beyond what is known to be there: a follower must not commit an entry that conflicts with the leader's.
    message.commit = Math.min(progress.match, log.committed);
    message.context = context;
    raft.send(message);
    progress.sentCommit = message.commit;
  }
}
