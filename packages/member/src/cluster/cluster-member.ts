/** A member of the cluster as every member knows it. */
export interface ClusterMember {
  readonly id: bigint;
  /** Where its peers reach it. */
  readonly peerUrls: readonly string[];
  /** Replicates the log without a vote (thesis section 4.2.1). */
  readonly isLearner: boolean;
  /** Empty until the member has published itself: it was added but has not started yet. */
  readonly name: string;
  readonly clientUrls: readonly string[];
}

/** Makes a member, with nothing published yet unless it is given. */
export function clusterMember(fields: Partial<ClusterMember> & Pick<ClusterMember, 'id' | 'peerUrls'>): ClusterMember {
  return {
    id: fields.id,
    peerUrls: [...fields.peerUrls],
    isLearner: fields.isLearner ?? false,
    name: fields.name ?? '',
    clientUrls: [...(fields.clientUrls ?? [])],
  };
}

/** Whether the member has started once: only then has it published a name. */
export function isStarted(member: ClusterMember): boolean {
  return member.name.length > 0;
}
