import { jointVote } from '../quorum/joint.ts';
import { majorityIndex, type VoteResult } from '../quorum/majority.ts';
import { assert } from '../raft-error.ts';
import { type Configuration, emptyConfiguration, isJoint, sorted } from './configuration.ts';
import { Inflights } from './inflights.ts';
import { Progress } from './progress.ts';

const matchOf = (progress: Progress): number => progress.match;
const readAcknowledgedOf = (progress: Progress): number => progress.readAcknowledged;

/** The configuration in force and what is known about each of its nodes. */
export class Tracker {
  readonly inflightMessagesMax: number;
  readonly inflightBytesMax: number;
  #configuration: Configuration = emptyConfiguration;
  #byId: ReadonlyMap<bigint, Progress> = new Map();
  // Made once for each configuration, so that a visit or a quorum is a walk over an array.
  #all: readonly Progress[] = [];
  #incoming: readonly Progress[] = [];
  #outgoing: readonly Progress[] = [];
  #scratch: number[] = [];
  readonly #votes = new Map<bigint, boolean>();

  constructor(inflightMessagesMax: number, inflightBytesMax: number) {
    this.inflightMessagesMax = inflightMessagesMax;
    this.inflightBytesMax = inflightBytesMax;
  }

  get configuration(): Configuration {
    return this.#configuration;
  }

  /** All nodes in ascending order of ids, learners and this node included. */
  get all(): readonly Progress[] {
    return this.#all;
  }

  get byId(): ReadonlyMap<bigint, Progress> {
    return this.#byId;
  }

  get(id: bigint): Progress | undefined {
    return this.#byId.get(id);
  }

  /** A progress for a node that comes in. */
  newProgress(id: bigint, next: number, isLearner: boolean): Progress {
    return new Progress(id, next, isLearner, new Inflights(this.inflightMessagesMax, this.inflightBytesMax));
  }

  /** Puts another configuration into force. */
  use(configuration: Configuration, byId: ReadonlyMap<bigint, Progress>): void {
    const progressOf = (id: bigint): Progress => {
      const progress = byId.get(id);
      assert(progress !== undefined, 'every node of a configuration has a progress');
      return progress;
    };
    this.#configuration = configuration;
    this.#byId = byId;
    this.#all = sorted(byId.keys()).map(progressOf);
    this.#incoming = Array.from(configuration.voters, progressOf);
    this.#outgoing = Array.from(configuration.votersOutgoing, progressOf);
  }

  /** The highest index that is stored by a quorum (paper, section 5.3). */
  committedIndex(): number {
    return this.#quorumIndex(matchOf);
  }

  /** The latest read that a quorum has confirmed (thesis, section 6.4). */
  confirmedRead(): number {
    return this.#quorumIndex(readAcknowledgedOf);
  }

  #quorumIndex(indexOf: (progress: Progress) => number): number {
    const incoming = this.#majorityIndex(this.#incoming, indexOf);
    return this.#outgoing.length === 0 ? incoming : Math.min(incoming, this.#majorityIndex(this.#outgoing, indexOf));
  }

  #majorityIndex(voters: readonly Progress[], indexOf: (progress: Progress) => number): number {
    const scratch = this.#scratch;
    for (let at = 0; at < voters.length; at++) scratch[at] = indexOf(voters[at] as Progress);
    return majorityIndex(scratch, voters.length);
  }

  /** Whether the one voter is alone: what it has stored is committed. */
  isSingleton(): boolean {
    return this.#incoming.length === 1 && !isJoint(this.#configuration);
  }

  /** Whether a quorum was heard of lately (thesis, section 6.2). */
  isQuorumActive(): boolean {
    const active = new Map<bigint, boolean>();
    for (const progress of this.#all) if (!progress.isLearner) active.set(progress.id, progress.isRecentlyActive);
    return jointVote(this.#configuration, active) === 'won';
  }

  resetVotes(): void {
    this.#votes.clear();
  }

  /** The first vote of a node counts. */
  recordVote(id: bigint, isGranted: boolean): void {
    if (!this.#votes.has(id)) this.#votes.set(id, isGranted);
  }

  hasVoted(id: bigint): boolean {
    return this.#votes.has(id);
  }

  /** The outcome of the election so far. */
  electionResult(): VoteResult {
    return jointVote(this.#configuration, this.#votes);
  }
}
