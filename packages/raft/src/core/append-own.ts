import { type Entry, MessageType } from '@quorate/protocol';
import { payloadSizeOfAll } from '../message/entry-size.ts';
import { newMessage } from '../message/message-kinds.ts';
import type { Raft } from './raft.ts';

/**
 * Appends a leader's own entries, giving them their term and index; refuses them all when too much is uncommitted.
 *
 * @param entries not yet in any log: they are changed
 */
export function appendOwn(raft: Raft, entries: Entry[]): boolean {
  if (!reserveUncommitted(raft, payloadSizeOfAll(entries))) return false;
  let index = raft.log.lastIndex();
  for (const entry of entries) {
    entry.term = raft.term;
    entry.index = ++index;
  }
  raft.log.append(entries);
  // The leader counts itself like any follower, once the entries are on its disk (thesis, section 10.2.1).
  const stored = newMessage(MessageType.MsgAppResp, raft.id);
  stored.index = index;
  raft.send(stored);
  return true;
}

/** Takes up room for proposals. What is empty always fits, and anything does when nothing is uncommitted. */
function reserveUncommitted(raft: Raft, bytes: number): boolean {
  const total = raft.uncommittedBytes + bytes;
  if (raft.uncommittedBytes > 0 && bytes > 0 && total > raft.config.uncommittedBytesMax) return false;
  raft.uncommittedBytes = total;
  return true;
}

/** Gives the room of applied entries back; they may be of an older leader, which had counted them itself. */
export function releaseUncommitted(raft: Raft, bytes: number): void {
  raft.uncommittedBytes = Math.max(0, raft.uncommittedBytes - bytes);
}
