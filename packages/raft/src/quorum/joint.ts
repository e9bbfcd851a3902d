import { majorityIndex, majorityVote, type VoteResult } from './majority.ts';

/**
 * Joint consensus (paper, section 6): while a group moves from one set of voters to another, every decision needs a majority of
 * each. Outside of a move the second set is empty and agrees to everything.
 */
export interface JointVoters {
  readonly voters: Iterable<bigint>;
  readonly votersOutgoing: Iterable<bigint>;
}

/** The index that majorities of both halves have reached; `Infinity` when there are no voters. */
export function jointIndex(joint: JointVoters, indexOf: (id: bigint) => number): number {
  const incoming = Array.from(joint.voters, indexOf);
  const outgoing = Array.from(joint.votersOutgoing, indexOf);
  return Math.min(majorityIndex(incoming, incoming.length), majorityIndex(outgoing, outgoing.length));
}

/** The outcome of a vote: won when both halves are won, lost as soon as one is lost. */
export function jointVote(joint: JointVoters, votes: ReadonlyMap<bigint, boolean>): VoteResult {
  const incoming = majorityVote(joint.voters, votes);
  const outgoing = majorityVote(joint.votersOutgoing, votes);
  if (incoming === outgoing) return incoming;
  return incoming === 'lost' || outgoing === 'lost' ? 'lost' : 'pending';
}
