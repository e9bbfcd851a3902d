import { emptyBytes, MessageType, type RaftMessage } from '@quorate/protocol';
import { isLocalThread, none } from '../ids.ts';

const response = new Set<MessageType>([
  MessageType.MsgAppResp,
  MessageType.MsgVoteResp,
  MessageType.MsgHeartbeatResp,
  MessageType.MsgUnreachable,
  MessageType.MsgReadIndexResp,
  MessageType.MsgPreVoteResp,
  MessageType.MsgStorageAppendResp,
  MessageType.MsgStorageApplyResp,
]);

/** Whether a message of this kind answers another one. */
export function isResponseKind(type: MessageType): boolean {
  return response.has(type);
}

/** Whether the message stays on its node, where it must neither be lost nor overtaken: to itself, or to and from its threads. */
export function isLocalMessage(message: RaftMessage): boolean {
  return message.from === message.to || isLocalThread(message.from) || isLocalThread(message.to);
}

/** A message of which everything is still empty but its kind and target; all have one shape. */
export function newMessage(type: MessageType, to: bigint): RaftMessage {
  return {
    type,
    to,
    from: none,
    term: 0,
    logTerm: 0,
    index: 0,
    entries: [],
    commit: 0,
    snapshot: undefined,
    reject: false,
    rejectHint: 0,
    context: emptyBytes,
    vote: none,
    responses: [],
  };
}
