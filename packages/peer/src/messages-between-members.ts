import { isLocalKind, MessageType, type RaftMessage } from '@quorate/protocol';

/** Ids from here on are raft's names for a node's own storage threads, which are no members. */
const localThreadMin = 0xffff_ffff_ffff_fffen;

/**
 * Whether one member may send this message to another. All others would be taken for something that a node says to itself, and end the member
 * that believes it.
 */
export function isBetweenMembers({ type, from, to, term, entries }: RaftMessage): boolean {
  if (isLocalKind(type) || from >= localThreadMin || to >= localThreadMin) return false;
  // These are passed on to whoever leads, are of no term, and may come back to whoever asked first.
  if (type === MessageType.MsgProp) return entries.length > 0;
  if (type === MessageType.MsgReadIndex) return true;
  return term > 0 && from !== to;
}
