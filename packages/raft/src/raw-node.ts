import type { ConfChange, ConfChangeV2, ConfState, RaftMessage } from '@quorate/protocol';
import { type RaftConfig, resolveConfig } from './config.ts';
import type { Ready } from './ready.ts';
import type { BasicStatus, Status } from './status.ts';

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
  /**
   * A node that takes up from what its storage holds; an empty storage makes a node without configuration, which waits for a
   * leader's snapshot.
   *
   * @throws {RaftError} `INVALID_CONFIG`
   * @throws {InvariantError} when the stored state contradicts the stored log
   */
  constructor(config: RaftConfig) {
    resolveConfig(config);
  }

  /** Time passes: one tick, however long the driver of the node wants it to be. Starts elections and heartbeats. */
  tick(): void {
    throw new Error('being built');
  }

  /** Starts an election now, as if the election timeout had passed (paper, section 5.2). Does nothing on a leader or learner. */
  campaign(): void {
    throw new Error('being built');
  }

  /**
   * Proposes one entry. That it was taken says nothing about whether it will be committed.
   *
   * @throws {RaftError} `PROPOSAL_DROPPED`
   */
  propose(data: Uint8Array): void {
    throw new Error(`being built ${data}`);
  }

  /**
   * Proposes many entries at once: they are taken or dropped together and travel in as few messages as size limits allow.
   *
   * @throws {RaftError} `PROPOSAL_DROPPED`
   */
  proposeBatch(batch: readonly Uint8Array[]): void {
    throw new Error(`being built ${batch}`);
  }

  /**
   * Proposes a change of membership (paper, section 6; thesis, chapter 4). Changes that do not fit the configuration in force
   * become an empty entry, unless validation is off.
   *
   * @throws {RaftError} `PROPOSAL_DROPPED`
   */
  proposeConfChange(change: ConfChange | ConfChangeV2): void {
    throw new Error(`being built ${change}`);
  }

  /**
   * Puts a committed change of membership into force; to be called for each one among the committed entries, while they are
   * applied. One that the application turns down is left out, or given with the node id 0.
   *
   * @returns the configuration in force, to be stored with the next snapshot
   * @throws {RaftError} `INVALID_CONF_CHANGE` when it does not fit; the configuration stays as it was
   */
  applyConfChange(change: ConfChange | ConfChangeV2): ConfState {
    throw new Error(`being built ${change}`);
  }

  /**
   * Takes in a message from another node, or the response of a local storage thread.
   *
   * @throws {RaftError} `STEP_LOCAL_MESSAGE`, `STEP_PEER_NOT_FOUND`, and `PROPOSAL_DROPPED` for a forwarded proposal
   */
  step(message: RaftMessage): void {
    throw new Error(`being built ${message}`);
  }

  /**
   * Asks for a linearizable read (thesis, section 6.4). The answer comes as a {@link ReadState} with the same context in a
   * later Ready; or never, when there is no leader or a message is lost: ask again with another context. A context must not
   * be used twice in the cluster, so that a late answer cannot pass for another one.
   */
  readIndex(context: Uint8Array): void {
    throw new Error(`being built ${context}`);
  }

  /** Has the leader hand over to this voter once it is caught up (thesis, section 3.10); given up after an election timeout. */
  transferLeader(transfereeId: bigint): void {
    throw new Error(`being built ${transfereeId}`);
  }

  /** Has a follower forget its leader, so that it may vote at once although `checkQuorum` is on. Not with lease-based reads. */
  forgetLeader(): void {
    throw new Error('being built');
  }

  /** The last message to this node may be lost: the leader probes it instead of streaming. */
  reportUnreachable(id: bigint): void {
    throw new Error(`being built ${id}`);
  }

  /** How the sending of a snapshot ended. Each MsgSnap needs it, or a failed one stops the follower for ever. */
  reportSnapshot(id: bigint, status: 'finished' | 'failed'): void {
    throw new Error(`being built ${id}${status}`);
  }

  /** Whether {@link ready} would hold any work. */
  hasReady(): boolean {
    throw new Error('being built');
  }

  /** All work since the last one; what it holds is thereby handed over and must be done. */
  ready(): Ready {
    throw new Error('being built');
  }

  /** The work of the last Ready is done, entries stored and applied. Not with asynchronous storage writes. */
  advance(): void {
    throw new Error('being built');
  }

  /** The state of the node with its view of each peer. Allocates; for observers, not for hot paths. */
  status(): Status {
    throw new Error('being built');
  }

  /** The state of the node without its peers. */
  basicStatus(): BasicStatus {
    throw new Error('being built');
  }
}
