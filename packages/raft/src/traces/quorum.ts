import { describeQuorum } from '../describe/describe-quorum.ts';
import { type JointVoters, jointIndex, jointVote } from '../quorum/joint.ts';
import { sorted } from '../tracker/configuration.ts';
import { TraceError, valuesOf } from './trace-arguments.ts';
import type { TraceArgument, TraceCase } from './trace-file.ts';

const voteNames = { won: 'VoteWon', lost: 'VoteLost', pending: 'VotePending' } as const;

interface Question {
  readonly isJoint: boolean;
  readonly voters: readonly bigint[];
  readonly outgoing: readonly bigint[];
  /** All voters, in the order in which what they said is listed. */
  readonly ids: readonly bigint[];
}

function questionIn(words: readonly TraceArgument[]): Question {
  const isJoint = words.some((word) => word.key === 'cfgj');
  const voters = valuesOf(words, 'cfg').map(BigInt);
  const outgoing = valuesOf(words, 'cfgj')
    .filter((value) => value !== 'zero')
    .map(BigInt);
  return { isJoint, voters, outgoing, ids: Array.from(new Set([...voters, ...outgoing])) };
}

/** What each voter has said; those with `_` have said nothing. */
function sayings<T>(ids: readonly bigint[], values: readonly string[], read: (value: string) => T): Map<bigint, T> {
  if (values.length !== ids.length) {
    throw new TraceError(
      `error: mismatched input (explicit or _) for voters (${ids.join(' ')}): (${values.join(' ')})`,
    );
  }
  const said = new Map<bigint, T>();
  for (const [at, id] of ids.entries()) {
    const value = values[at] ?? '_';
    if (value !== '_') said.set(id, read(value));
  }
  return said;
}

/**
 * Decides a question in all the ways that must agree: with the halves swapped; a majority also as one half of a joint quorum of
 * which the other is empty, or the same.
 */
function decide<T>({ isJoint, voters, outgoing }: Question, ask: (joint: JointVoters) => T): T {
  const result = ask({ voters, votersOutgoing: outgoing });
  const others = [ask({ voters: outgoing, votersOutgoing: voters })];
  if (!isJoint) others.push(ask({ voters, votersOutgoing: voters }));
  for (const other of others) {
    if (other !== result) throw new TraceError(`${result} one way and ${other} the other way`);
  }
  return result;
}

/** What a case of a `quorum` trace prints. */
export function runQuorumCase({ command, arguments: words }: TraceCase): string {
  const question = questionIn(words);
  if (command === 'vote') {
    const votes = sayings(question.ids, valuesOf(words, 'votes'), (value) => value === 'y');
    return voteNames[decide(question, (joint) => jointVote(joint, votes))];
  }
  if (command !== 'committed') throw new TraceError('unknown command');
  const indexes = sayings(question.ids, valuesOf(words, 'idx'), Number);
  const index = decide(question, (joint) => jointIndex(joint, (id) => indexes.get(id) ?? 0));
  const table = describeQuorum(sorted(question.ids), (id) => indexes.get(id));
  return `${table}${index === Number.POSITIVE_INFINITY ? '∞' : index}`;
}
