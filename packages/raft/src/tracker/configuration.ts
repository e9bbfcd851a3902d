import type { ConfState } from '@quorate/protocol';

/** Who is in the group and as what. Never changed in place: a change of membership makes another one. */
export interface Configuration {
  /** Voters; in a joint configuration those that come in. */
  readonly voters: ReadonlySet<bigint>;
  /** The voters that go out; empty unless the configuration is joint. */
  readonly votersOutgoing: ReadonlySet<bigint>;
  /** Nodes that get the log and have no vote (thesis, section 4.2.1). No voter of either half is among them. */
  readonly learners: ReadonlySet<bigint>;
  /** Outgoing voters that become learners when the joint configuration is left; they cannot be both at once. */
  readonly learnersNext: ReadonlySet<bigint>;
  /** Whether the leader leaves the joint configuration by itself as soon as it is applied. */
  readonly autoLeave: boolean;
}

const nobody: ReadonlySet<bigint> = new Set();

/** The configuration of a node that was told of none yet. */
export const emptyConfiguration: Configuration = {
  voters: nobody,
  votersOutgoing: nobody,
  learners: nobody,
  learnersNext: nobody,
  autoLeave: false,
};

/** Whether two sets of voters have to agree (paper, section 6). */
export function isJoint(configuration: Configuration): boolean {
  return configuration.votersOutgoing.size > 0;
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Ids in ascending order. */
export function sorted(ids: Iterable<bigint>): bigint[] {
  return Array.from(ids).sort(compare);
}

/** All voters of both halves, in ascending order. */
export function allVoters(configuration: Configuration): bigint[] {
  return sorted(new Set([...configuration.voters, ...configuration.votersOutgoing]));
}

/** The configuration as it is stored with a snapshot. */
export function toConfState(configuration: Configuration): ConfState {
  return {
    voters: sorted(configuration.voters),
    learners: sorted(configuration.learners),
    votersOutgoing: sorted(configuration.votersOutgoing),
    learnersNext: sorted(configuration.learnersNext),
    autoLeave: configuration.autoLeave,
  };
}
