import type { ConfState, HardState } from '@quorate/protocol';
import type { Role } from './ready.ts';

/** How the leader feeds a follower: one append at a time, a stream of appends, or a snapshot. */
export type ReplicationState = 'probe' | 'replicate' | 'snapshot';

/** What a leader knows of a node, as of the moment of the call. */
export interface ProgressStatus {
  readonly id: bigint;
  readonly state: ReplicationState;
  /** The last entry that is known to be stored there. */
  readonly matchIndex: number;
  /** The next entry to send. */
  readonly nextIndex: number;
  readonly isLearner: boolean;
  /** Whether nothing is sent until it answers. */
  readonly isPaused: boolean;
  /** The index of the snapshot under way to it; 0 without one. */
  readonly pendingSnapshotIndex: number;
  /** Whether it was heard of since the last check of the quorum. */
  readonly isRecentlyActive: boolean;
  /** Appends sent and not yet acknowledged. */
  readonly inflightMessages: number;
  readonly isInflightFull: boolean;
}

/** What can be told about a node without looking at each of its peers. */
export interface BasicStatus {
  readonly id: bigint;
  readonly role: Role;
  readonly leaderId: bigint;
  readonly hardState: HardState;
  readonly appliedIndex: number;
  readonly lastIndex: number;
  /** To whom leadership is being transferred; `0n` when to nobody. */
  readonly transfereeId: bigint;
}

/** A node as an observer sees it. */
export interface Status extends BasicStatus {
  /** The configuration in force. */
  readonly confState: ConfState;
  /** In ascending order of ids; empty unless this node leads. */
  readonly progress: readonly ProgressStatus[];
}
