import { MessageType, type RaftMessage } from '@quorate/protocol';

/** Kinds that a raft node makes for itself; on the network they are a mistake, or an attack on its invariants. */
const localKinds: ReadonlySet<MessageType> = new Set([
  MessageType.MsgHup,
  MessageType.MsgBeat,
  MessageType.MsgUnreachable,
  MessageType.MsgSnapStatus,
  MessageType.MsgCheckQuorum,
  MessageType.MsgStorageAppend,
  MessageType.MsgStorageAppendResp,
  MessageType.MsgStorageApply,
  MessageType.MsgStorageApplyResp,
]);

/** Ids from here on are raft's names for a node's own storage threads, which are no members. */
const localThreadMin = 0xffff_ffff_ffff_fffen;

/** Whether one member may send this message to another. */
export function isBetweenMembers(message: RaftMessage): boolean {
  return !localKinds.has(message.type) && message.from < localThreadMin && message.to < localThreadMin;
}
