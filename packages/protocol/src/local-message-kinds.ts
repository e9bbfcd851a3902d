import { MessageType } from './gen/raftpb.ts';

const local: ReadonlySet<MessageType> = new Set([
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

/**
 * Whether only a raft node itself, or its storage threads, may make a message of this kind; on the network it is a mistake, or an attack
 * on raft's invariants.
 */
export function isLocalKind(type: MessageType): boolean {
  return local.has(type);
}
