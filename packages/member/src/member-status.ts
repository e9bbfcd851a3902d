/** What a member says of itself at a moment. */
export interface MemberStatus {
  readonly memberId: bigint;
  readonly clusterId: bigint;
  readonly leaderId: bigint;
  readonly isLeader: boolean;
  readonly isLearner: boolean;
  readonly term: number;
  readonly committedIndex: number;
  readonly appliedIndex: number;
  readonly pendingProposals: number;
  readonly leaderChangesSeen: number;
}
