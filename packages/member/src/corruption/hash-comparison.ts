/** The hash of a member's keys at one revision. */
export interface MemberHash {
  readonly hash: number;
  /** Up to where that member was compacted; -1: never. */
  readonly compactRevision: number;
  /** The member's own revision when it answered. */
  readonly revision: number;
}

/** What a member answered, or why it did not. */
export interface PeerHash {
  readonly memberId: bigint;
  readonly answer: MemberHash | undefined;
  readonly error: string | undefined;
}

/** A suspicion, with what speaks for it. */
export interface Suspicion {
  /** 0: it cannot be told whose data is damaged. */
  readonly memberId: bigint;
  readonly reason: string;
  readonly hash: number;
  readonly expected: number;
}

/**
 * Whom the leader suspects after it hashed twice, before and after the others did, with a look at its quorum between: itself, when
 * its own hash of one revision changed; another, that is ahead of its leader, or has another hash at the same compaction. Followers
 * may have fallen behind with entries and compactions; nobody can be ahead.
 */
export function suspectsOf(
  leaderId: bigint,
  before: MemberHash,
  after: MemberHash,
  peers: readonly PeerHash[],
): Suspicion[] {
  const suspects: Suspicion[] = [];
  const suspect = (memberId: bigint, reason: string, hash: number) =>
    suspects.push({ memberId, reason, hash, expected: before.hash });
  if (
    before.hash !== after.hash &&
    before.revision === after.revision &&
    before.compactRevision === after.compactRevision
  ) {
    suspect(leaderId, 'found hash mismatch', after.hash);
  }
  for (const { memberId, answer } of peers) {
    if (answer === undefined) continue;
    if (answer.revision > after.revision) {
      suspect(memberId, "revision from follower must be less than or equal to leader's", answer.hash);
    } else if (answer.compactRevision > after.compactRevision) {
      suspect(memberId, "compact revision from follower must be less than or equal to leader's", answer.hash);
    } else if (answer.compactRevision === before.compactRevision && answer.hash !== before.hash) {
      suspect(memberId, 'same compact revision then hashes must match', answer.hash);
    }
  }
  return suspects;
}

export interface CompactionVerdict {
  readonly suspects: readonly Suspicion[];
  /** How many others had a hash that could be compared. */
  readonly compared: number;
}

/**
 * Compares the hash that a compaction left at the leader with the others' of the same revision and compaction. Those that differ from
 * what a quorum has are suspected; where no quorum agrees, nobody in particular (0).
 */
export function judgeCompaction(
  leaderId: bigint,
  leader: Omit<MemberHash, 'revision'>,
  peers: readonly PeerHash[],
): CompactionVerdict {
  const holders = new Map<number, bigint[]>([[leader.hash, [leaderId]]]);
  let compared = 0;
  for (const { memberId, answer } of peers) {
    if (answer?.compactRevision !== leader.compactRevision) continue;
    compared++;
    const same = holders.get(answer.hash);
    if (same) same.push(memberId);
    else holders.set(answer.hash, [memberId]);
  }
  if (holders.size === 1) return { suspects: [], compared };
  const quorum = Math.floor((peers.length + 1) / 2) + 1;
  const agreed = [...holders].find(([, members]) => members.length >= quorum)?.[0];
  const reason = 'Detected compaction hash mismatch';
  if (agreed === undefined) {
    return { suspects: [{ memberId: 0n, reason, hash: leader.hash, expected: leader.hash }], compared };
  }
  const suspects = [...holders]
    .filter(([hash]) => hash !== agreed)
    .flatMap(([hash, members]) => members.map((memberId) => ({ memberId, reason, hash, expected: agreed })));
  return { suspects, compared };
}
