import { isLocalKind, type RaftMessage } from '@quorate/protocol';

/** Ids from here on are raft's names for a node's own storage threads, which are no members. */
const localThreadMin = 0xffff_ffff_ffff_fffen;

/** Whether one member may send this message to another. */
export function isBetweenMembers(message: RaftMessage): boolean {
  return !isLocalKind(message.type) && message.from < localThreadMin && message.to < localThreadMin;
}
