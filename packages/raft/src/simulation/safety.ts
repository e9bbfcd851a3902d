import type { ConfState, Entry, RaftMessage } from '@quorate/protocol';
import { MessageType } from '@quorate/protocol';
import type { Raft } from '../core/raft.ts';
import { describeConfState } from '../describe/describe-message.ts';

/** One of Raft's promises was broken. */
export class SafetyError extends Error {
  override readonly name = 'SafetyError';
}

function promise(isKept: boolean, property: string, details: () => string): void {
  if (!isKept) throw new SafetyError(`${property}: ${details()}`);
}

/** Terms and indexes stay far below, so that a pair of them is one number. */
const termsMax = 4096;

/** A number that entries with other contents do not share, but for one chance in four billion. */
export function contentOf(entry: Entry): number {
  let hash = 0x811c9dc5 ^ entry.type;
  for (const byte of entry.data) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}

interface LeaderSeen {
  readonly term: number;
  readonly lastIndex: number;
  readonly lastTerm: number;
}

/**
 * Looks at a group from outside and checks, after each step of a node, the five properties of the paper's figure 3, and those
 * promises to clients and to other nodes on which they rest.
 */
export class Safety {
  /** Election safety: at most one leader in a term. */
  readonly #leaders = new Map<number, bigint>();
  /** Log matching: an entry's index and term fix its contents and the term before it, hence by induction all before it. */
  readonly #entries = new Map<number, number>();
  /** What is committed, by index. */
  readonly #committedTerms: number[] = [0];
  readonly #committedContents: number[] = [0];
  /** The highest index that any node knows to be committed. */
  highestCommitted = 0;
  /** What a state machine is, and who is a member, after each index. */
  readonly #states = new Map<number, number>();
  readonly #memberships = new Map<number, string>();
  /** Whom a node voted for in a term, crashes or not. */
  readonly #votes = new Map<string, bigint>();
  readonly #leadersSeen = new Map<bigint, LeaderSeen>();

  /** @param startIndex what all nodes start from, in term 1 */
  constructor(startIndex: number) {
    for (let index = 1; index <= startIndex; index++) {
      this.#committedTerms[index] = 1;
      this.#committedContents[index] = -1;
    }
    this.highestCommitted = startIndex;
  }

  /** To be called after every step of a node. `others` are the nodes that run. */
  afterStep(raft: Raft, others: Iterable<Raft>): void {
    this.#checkLogMatching(raft);
    this.#checkCommitted(raft, others);
    if (raft.role === 'leader') this.#checkLeader(raft);
    else this.#leadersSeen.delete(raft.id);
  }

  /** A node crashed: it is no leader any more. */
  crashed(id: bigint): void {
    this.#leadersSeen.delete(id);
  }

  #checkLeader(raft: Raft): void {
    const { id, term, log } = raft;
    const leader = this.#leaders.get(term);
    promise(leader === undefined || leader === id, 'election safety', () => `${leader} and ${id} lead term ${term}`);
    const seen = this.#leadersSeen.get(id);
    const lastIndex = log.lastIndex();
    if (seen?.term === term) {
      promise(
        lastIndex >= seen.lastIndex && log.term(seen.lastIndex) === seen.lastTerm,
        'leader append-only',
        () => `${id} has ${log.term(seen.lastIndex)} at ${seen.lastIndex}, had ${seen.lastTerm}`,
      );
      if (lastIndex === seen.lastIndex) return;
    } else {
      this.#leaders.set(term, id);
      this.#checkCompleteness(raft, 1);
    }
    this.#leadersSeen.set(id, { term, lastIndex, lastTerm: log.lastTerm() });
  }

  /** Leader completeness: what is committed is in the log of every leader of a later term. */
  #checkCompleteness({ id, term, log }: Raft, from: number): void {
    for (let index = Math.max(from, log.firstIndex()); index <= this.highestCommitted; index++) {
      const committed = this.#committedTerms[index] ?? 0;
      if (committed >= term) continue;
      promise(
        log.term(index) === committed,
        'leader completeness',
        () => `${id}, which leads term ${term}, lacks entry ${committed}/${index}`,
      );
    }
  }

  #checkLogMatching({ id, log }: Raft): void {
    const { offset } = log.unstable;
    const end = log.lastIndex() + 1;
    if (offset >= end) return;
    let before = log.term(offset - 1) ?? -1;
    for (const entry of log.unstable.slice(offset, end)) {
      this.#checkEntry(id, entry, before);
      before = entry.term;
    }
  }

  #checkEntry(id: bigint, entry: Entry, termBefore: number): void {
    if (termBefore < 0) return;
    const key = entry.index * termsMax + entry.term;
    const value = contentOf(entry) * termsMax + termBefore;
    const known = this.#entries.get(key);
    if (known === undefined) this.#entries.set(key, value);
    else promise(known === value, 'log matching', () => `${id} has another entry ${entry.term}/${entry.index}`);
  }

  /** State machine safety, taken at the commit already: no two nodes hold different entries for committed at one index. */
  #checkCommitted(raft: Raft, others: Iterable<Raft>): void {
    const { id, log, term } = raft;
    const { committed } = log;
    if (committed <= this.highestCommitted) {
      const own = log.term(committed);
      const known = this.#committedTerms[committed];
      promise(
        own === known || own === undefined,
        'state machine safety',
        () => `${id} committed ${own}/${committed}, not ${known}`,
      );
      return;
    }
    const from = this.highestCommitted + 1;
    for (const entry of log.slice(from, committed + 1, Number.POSITIVE_INFINITY)) {
      this.#committedTerms[entry.index] = entry.term;
      this.#committedContents[entry.index] = contentOf(entry);
    }
    this.highestCommitted = committed;
    for (const other of others) {
      if (other.role === 'leader' && other.term > term) this.#checkCompleteness(other, from);
    }
  }

  /** State machine safety: no two nodes apply different entries at one index. */
  applied(id: bigint, entry: Entry, state: number): void {
    promise(
      entry.index <= this.highestCommitted &&
        this.#committedTerms[entry.index] === entry.term &&
        this.#committedContents[entry.index] === contentOf(entry),
      'state machine safety',
      () => `${id} applied ${entry.term}/${entry.index}, which is not what was committed`,
    );
    this.stateIs(id, entry.index, state);
  }

  /** What a node's state machine has become, by entries or by a snapshot. */
  stateIs(id: bigint, index: number, state: number): void {
    const known = this.#states.get(index);
    if (known === undefined) this.#states.set(index, state);
    else promise(known === state, 'state machine safety', () => `${id} is in another state at ${index}`);
  }

  /** Who is a member for a node that has applied everything up to `index`. */
  membershipIs(id: bigint, index: number, confState: ConfState): void {
    const membership = describeConfState(confState);
    const known = this.#memberships.get(index);
    if (known === undefined) this.#memberships.set(index, membership);
    else promise(known === membership, 'membership', () => `${id} has ${membership} at ${index}, not ${known}`);
  }

  /** A node answers a candidate: it has one vote in a term, and a crash does not give it another one. */
  sent(message: RaftMessage): void {
    if (message.type !== MessageType.MsgVoteResp || message.reject) return;
    const key = `${message.from}/${message.term}`;
    const known = this.#votes.get(key);
    if (known === undefined) this.#votes.set(key, message.to);
    else promise(known === message.to, 'one vote a term', () => `${key} voted for ${known} and ${message.to}`);
  }

  /** A read that was asked for when `floor` was committed may go ahead at `index`. */
  read(id: bigint, index: number, floor: number): void {
    promise(index >= floor, 'linearizable reads', () => `${id} may read at ${index} although ${floor} was committed`);
  }
}
