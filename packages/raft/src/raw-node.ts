import {
  type ConfChange,
  type ConfChangeV2,
  type ConfState,
  type Entry,
  EntryType,
  type HardState,
  isLocalKind,
  MessageType,
  type RaftMessage,
} from '@quorate/protocol';
import { confChangeEntry } from './confchange/conf-change.ts';
import { type RaftConfig, resolveConfig } from './config.ts';
import { bootstrap, type Peer } from './core/bootstrap.ts';
import { maybeCampaign } from './core/election.ts';
import { reportSnapshot, reportUnreachable } from './core/leader.ts';
import { applyConfChange, restoreConfiguration } from './core/membership.ts';
import { leaderPropose } from './core/proposing.ts';
import { Raft } from './core/raft.ts';
import { becomeFollower } from './core/roles.ts';
import { step } from './core/step.ts';
import { tick } from './core/tick.ts';
import { isLocalThread, none } from './ids.ts';
import { isResponseKind, newMessage } from './message/message-kinds.ts';
import { assert, RaftError } from './raft-error.ts';
import type { Ready, Role } from './ready.ts';
import { ReadyMaker } from './ready-maker.ts';
import type { BasicStatus, Status } from './status.ts';
import { toConfState } from './tracker/configuration.ts';
import type { Progress } from './tracker/progress.ts';

/** The state machine inside a node, for this package's tests and tools. */
export let raftOf: (node: RawNode) => Raft;

/**
 * One node of a group that agrees on a log (Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm"; Ongaro's
 * thesis "Consensus: Bridging Theory and Practice"). A state machine without clock, disk, network or randomness of its own:
 * ticks, messages and proposals go in, a {@link Ready} comes out. Calls are synchronous and come one after the other.
 *
 * @example
 * ```ts
 * node.propose(data);
 * while (node.hasReady()) {
 *   const ready = node.ready();
 *   store(ready); send(ready.messages); apply(ready.committedEntries);
 *   node.advance();
 * }
 * ```
 */
export class RawNode {
  readonly #raft: Raft;
  readonly #maker: ReadyMaker;

  static {
    raftOf = (node) => node.#raft;
  }

  /**
   * A node that takes up from what its storage holds; an empty storage makes a node without configuration, which waits for a
   * leader's snapshot.
   *
   * @throws {RaftError} `INVALID_CONFIG`
   * @throws {InvariantError} when the stored state contradicts the stored log
   */
  constructor(config: RaftConfig) {
    const raft = new Raft(resolveConfig(config));
    const { hardState, confState } = raft.config.storage.initialState();
    restoreConfiguration(raft, confState);
    restoreHardState(raft, hardState);
    restoreApplied(raft);
    becomeFollower(raft, raft.term, none);
    this.#raft = raft;
    this.#maker = new ReadyMaker(raft);
  }

  /**
   * Founds a group, on a node whose storage is empty: every founder has to be given the same peers in the same order. The entries
   * by which they become members come out of the first Ready, committed, to be stored and applied like any others.
   *
   * @throws {RaftError} `INVALID_CONFIG` without peers, or when there is a log already
   */
  bootstrap(peers: readonly Peer[]): void {
    bootstrap(this.#raft, peers);
  }

  get id(): bigint {
    return this.#raft.id;
  }

  get role(): Role {
    return this.#raft.role;
  }

  /** The leader this node knows of in its term; `0n` when it knows none. */
  get leaderId(): bigint {
    return this.#raft.leaderId;
  }

  get term(): number {
    return this.#raft.term;
  }

  /** Time passes: one tick, however long the driver of the node wants it to be. Starts elections and heartbeats. */
  tick(): void {
    tick(this.#raft);
  }

  /** Starts an election now, as if the election timeout had passed (paper, section 5.2). Does nothing on a leader or learner. */
  campaign(): void {
    maybeCampaign(this.#raft, this.#raft.config.preVote ? 'pre-election' : 'election');
  }

  /**
   * Proposes one entry. That it was taken says nothing about whether it will be committed.
   *
   * @throws {RaftError} `PROPOSAL_DROPPED`
   */
  propose(data: Uint8Array): void {
    this.#propose([{ type: EntryType.EntryNormal, term: 0, index: 0, data }]);
  }

  /**
   * Proposes many entries at once: they are taken or dropped together and travel in as few messages as size limits allow.
   *
   * @throws {RaftError} `PROPOSAL_DROPPED`
   */
  proposeBatch(batch: readonly Uint8Array[]): void {
    if (batch.length === 0) return;
    this.#propose(batch.map((data) => ({ type: EntryType.EntryNormal, term: 0, index: 0, data })));
  }

  /**
   * Proposes a change of membership (paper, section 6; thesis, chapter 4). Changes that do not fit the configuration in force
   * become an empty entry, unless validation is off.
   *
   * @throws {RaftError} `PROPOSAL_DROPPED`
   */
  proposeConfChange(change: ConfChange | ConfChangeV2): void {
    this.#propose([confChangeEntry(change)]);
  }

  #propose(entries: Entry[]): void {
    const raft = this.#raft;
    if (raft.role === 'leader') {
      leaderPropose(raft, entries);
      return;
    }
    const message = newMessage(MessageType.MsgProp, none);
    message.from = raft.id;
    message.entries = entries;
    step(raft, message);
  }

  /**
   * Puts a committed change of membership into force; to be called for each one among the committed entries, while they are
   * applied. One that the application turns down is left out, or given with the node id 0.
   *
   * @returns the configuration in force, to be stored with the next snapshot
   * @throws {RaftError} `INVALID_CONF_CHANGE` when it does not fit; the configuration stays as it was
   */
  applyConfChange(change: ConfChange | ConfChangeV2): ConfState {
    return applyConfChange(this.#raft, change);
  }

  /**
   * Takes in a message from another node, or the response of a local storage thread.
   *
   * @throws {RaftError} `STEP_LOCAL_MESSAGE`, `STEP_PEER_NOT_FOUND`, and `PROPOSAL_DROPPED` for a forwarded proposal
   */
  step(message: RaftMessage): void {
    const { type, from } = message;
    if (!isLocalThread(from)) {
      if (isLocalKind(type)) throw new RaftError('STEP_LOCAL_MESSAGE');
      if (isResponseKind(type) && !this.#raft.tracker.get(from)) throw new RaftError('STEP_PEER_NOT_FOUND');
    }
    step(this.#raft, message);
  }

  /**
   * Asks for a linearizable read (thesis, section 6.4). The answer comes as a {@link ReadState} with the same context in a
   * later Ready; or never, when there is no leader or a message is lost: ask again with another context. A context must not
   * be used twice in the cluster, so that a late answer cannot pass for another one.
   */
  readIndex(context: Uint8Array): void {
    const message = newMessage(MessageType.MsgReadIndex, none);
    message.entries = [{ type: EntryType.EntryNormal, term: 0, index: 0, data: context }];
    step(this.#raft, message);
  }

  /** Has the leader hand over to this voter once it is caught up (thesis, section 3.10); given up after an election timeout. */
  transferLeader(transfereeId: bigint): void {
    const message = newMessage(MessageType.MsgTransferLeader, none);
    message.from = transfereeId;
    step(this.#raft, message);
  }

  /** Has a follower forget its leader, so that it may vote at once although `checkQuorum` is on. Not with lease-based reads. */
  forgetLeader(): void {
    step(this.#raft, newMessage(MessageType.MsgForgetLeader, none));
  }

  /** The last message to this node may be lost: the leader probes it instead of streaming. */
  reportUnreachable(id: bigint): void {
    const progress = this.#progressAsLeader(id);
    if (progress) reportUnreachable(progress);
  }

  /** How the sending of a snapshot ended. Each MsgSnap needs it, or a failed one stops the follower for ever. */
  reportSnapshot(id: bigint, status: 'finished' | 'failed'): void {
    const progress = this.#progressAsLeader(id);
    if (progress) reportSnapshot(progress, status === 'finished');
  }

  #progressAsLeader(id: bigint): Progress | undefined {
    return this.#raft.role === 'leader' ? this.#raft.tracker.get(id) : undefined;
  }

  /** Whether {@link ready} would hold any work. */
  hasReady(): boolean {
    return this.#maker.hasReady();
  }

  /** All work since the last one; what it holds is thereby handed over and must be done. */
  ready(): Ready {
    return this.#maker.ready();
  }

  /** The work of the last Ready is done, entries stored and applied. Not with asynchronous storage writes. */
  advance(): void {
    assert(!this.#raft.config.asyncStorageWrites, 'with asynchronous storage writes the responses advance the node');
    for (const message of this.#maker.takeAdvanceSteps()) step(this.#raft, message);
  }

  /** The state of the node with its view of each peer. Allocates; for observers, not for hot paths. */
  status(): Status {
    const { tracker, role } = this.#raft;
    return {
      ...this.basicStatus(),
      confState: toConfState(tracker.configuration),
      progress: role === 'leader' ? tracker.all.map((progress) => progress.toStatus()) : [],
    };
  }

  /** The state of the node without its peers. */
  basicStatus(): BasicStatus {
    const { id, role, leaderId, term, vote, log, transfereeId } = this.#raft;
    return {
      id,
      role,
      leaderId,
      hardState: { term, vote, commit: log.committed },
      appliedIndex: log.applied,
      lastIndex: log.lastIndex(),
      transfereeId,
    };
  }
}

function restoreHardState(raft: Raft, { term, vote, commit }: HardState): void {
  if (term === 0 && vote === none && commit === 0) return;
  assert(commit >= raft.log.committed, 'the stored commit index is not before the beginning of the log');
  raft.log.commitTo(commit);
  raft.term = term;
  raft.vote = vote;
}

function restoreApplied({ log, config }: Raft): void {
  if (config.appliedIndex <= log.applied) return;
  // A commit index need not be on disk when a crash comes, but what was applied had been committed.
  log.commitTo(config.appliedIndex);
  log.appliedTo(config.appliedIndex);
}
