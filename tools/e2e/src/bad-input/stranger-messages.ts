import { MessageType, RaftMessage } from '@quorate/protocol';
import { damaged } from './damage.ts';
import type { Dice } from './dice.ts';
import { randomMessage } from './random-message.ts';

/** Terms that a cluster that has elected a leader is beyond. */
const oldTerms = [0, 1];

/**
 * A message of raft, whole or damaged, that a member may take in and must survive. Whoever is a member can do anything, as with every raft:
 * so it is of a term that is over, from a member that nobody knows, and proposes nothing.
 */
export function strangersMessage(to: bigint, dice: Dice): Uint8Array {
  const message = randomMessage(RaftMessage, dice) as RaftMessage;
  Object.assign(message, { to, from: 0xabcdefn, term: dice.pick(oldTerms) });
  if (message.type === MessageType.MsgProp) message.entries = [];
  const bytes = RaftMessage.encode(message);
  if (dice.oneIn(2)) return bytes;
  const bad = damaged(bytes, dice);
  return isOld(bad) ? bad : bytes;
}

/** Whether it is no message, or one of an old term that proposes nothing. */
function isOld(bytes: Uint8Array): boolean {
  try {
    const { term, type, entries } = RaftMessage.decode(bytes);
    return oldTerms.includes(term) && (type !== MessageType.MsgProp || entries.length === 0);
  } catch {
    return true;
  }
}
