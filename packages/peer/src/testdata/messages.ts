import { ConfState, Entry, MessageType, RaftMessage, RaftSnapshot } from '@quorate/protocol';

export function heartbeat(from: bigint, to: bigint, commit = 0): RaftMessage {
  return RaftMessage.create({ type: MessageType.MsgHeartbeat, from, to, term: 1, commit });
}

/** An append of one entry at `index`. */
export function append(from: bigint, to: bigint, index: number, bytes = 10): RaftMessage {
  const entries = [Entry.create({ term: 1, index, data: new Uint8Array(bytes).fill(index) })];
  return RaftMessage.create({ type: MessageType.MsgApp, from, to, term: 1, logTerm: 1, index: index - 1, entries });
}

export function snapshotMessage(from: bigint, to: bigint, index = 9): RaftMessage {
  const metadata = { index, term: 1, confState: ConfState.create({ voters: [from, to] }) };
  const snapshot = RaftSnapshot.create({ data: new Uint8Array(0), metadata });
  return RaftMessage.create({ type: MessageType.MsgSnap, from, to, term: 1, snapshot });
}
