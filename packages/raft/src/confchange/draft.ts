import { type ConfChangeSingle, ConfChangeType } from '@quorate/protocol';
import { none } from '../ids.ts';
import type { Configuration } from '../tracker/configuration.ts';
import type { Progress } from '../tracker/progress.ts';
import type { Tracker } from '../tracker/tracker.ts';
import { unfit } from './conf-change-error.ts';

/** A configuration with the progress of its nodes. */
export interface Membership {
  readonly configuration: Configuration;
  readonly byId: ReadonlyMap<bigint, Progress>;
}

/** A membership in the making: a copy, so that a change that fails half-way leaves nothing behind. */
export class Draft {
  readonly voters: Set<bigint>;
  readonly votersOutgoing: Set<bigint>;
  readonly learners: Set<bigint>;
  readonly learnersNext: Set<bigint>;
  autoLeave: boolean;
  readonly #byId = new Map<bigint, Progress>();
  readonly #tracker: Tracker;
  readonly #lastIndex: number;

  /** @param lastIndex the last index of the log, where a new node is probed first */
  constructor(tracker: Tracker, lastIndex: number) {
    const { configuration } = tracker;
    this.voters = new Set(configuration.voters);
    this.votersOutgoing = new Set(configuration.votersOutgoing);
    this.learners = new Set(configuration.learners);
    this.learnersNext = new Set(configuration.learnersNext);
    this.autoLeave = configuration.autoLeave;
    for (const [id, progress] of tracker.byId) this.#byId.set(id, progress.copy());
    this.#tracker = tracker;
    this.#lastIndex = lastIndex;
  }

  /** Carries out the changes one after the other; only the incoming voters are touched, and learners. */
  apply(changes: readonly ConfChangeSingle[]): void {
    for (const { type, nodeId } of changes) {
      // An application that turns a change down leaves the entry there and takes the node out of it.
      if (nodeId === none) continue;
      if (type === ConfChangeType.ConfChangeAddNode) this.makeVoter(nodeId);
      else if (type === ConfChangeType.ConfChangeAddLearnerNode) this.makeLearner(nodeId);
      else if (type === ConfChangeType.ConfChangeRemoveNode) this.remove(nodeId);
      else if (type !== ConfChangeType.ConfChangeUpdateNode) throw unfit(`unexpected conf type ${type}`);
    }
    if (this.voters.size === 0) throw unfit('removed all voters');
  }

  makeVoter(id: bigint): void {
    this.#progressOf(id, false).isLearner = false;
    this.learners.delete(id);
    this.learnersNext.delete(id);
    this.voters.add(id);
  }

  makeLearner(id: bigint): void {
    const progress = this.#progressOf(id, true);
    this.voters.delete(id);
    this.learnersNext.delete(id);
    // An outgoing voter has its vote until the joint configuration is left, and a learner has none.
    if (this.votersOutgoing.has(id)) {
      this.learnersNext.add(id);
    } else {
      progress.isLearner = true;
      this.learners.add(id);
    }
  }

  remove(id: bigint): void {
    this.voters.delete(id);
    this.learners.delete(id);
    this.learnersNext.delete(id);
    if (!this.votersOutgoing.has(id)) this.#byId.delete(id);
  }

  /** The voters as they are become the outgoing half. */
  enterJoint(): void {
    for (const id of this.voters) this.votersOutgoing.add(id);
  }

  /** The incoming half alone remains. */
  leaveJoint(): void {
    for (const id of this.learnersNext) {
      this.learners.add(id);
      this.#progressOf(id, true).isLearner = true;
    }
    this.learnersNext.clear();
    for (const id of this.votersOutgoing) {
      if (!this.voters.has(id) && !this.learners.has(id)) this.#byId.delete(id);
    }
    this.votersOutgoing.clear();
    this.autoLeave = false;
  }

  /** The finished membership. */
  finish(): Membership {
    return {
      configuration: {
        voters: this.voters,
        votersOutgoing: this.votersOutgoing,
        learners: this.learners,
        learnersNext: this.learnersNext,
        autoLeave: this.autoLeave,
      },
      byId: this.#byId,
    };
  }

  #progressOf(id: bigint, isLearner: boolean): Progress {
    let progress = this.#byId.get(id);
    if (progress === undefined) {
      progress = this.#tracker.newProgress(id, Math.max(this.#lastIndex, 1), isLearner);
      // Otherwise a check of the quorum could depose the leader before the new node had a chance to speak.
      progress.isRecentlyActive = true;
      this.#byId.set(id, progress);
    }
    return progress;
  }
}
