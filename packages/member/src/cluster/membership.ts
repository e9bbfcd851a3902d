import { MemberError } from '../member-error.ts';
import { type ClusterMember, clusterMember } from './cluster-member.ts';

/** A change of the cluster's membership, before it is proposed and again when it is applied. */
export type MembershipChange =
  | { readonly kind: 'add'; readonly member: ClusterMember }
  | { readonly kind: 'promote'; readonly id: bigint }
  | { readonly kind: 'remove'; readonly id: bigint }
  | { readonly kind: 'update'; readonly id: bigint; readonly peerUrls: readonly string[] };

/**
 * The members of the cluster, and the ids that were removed and may never come back. Every member holds the same after
 * applying the same entries. Persisting it is the caller's business.
 */
export class Membership {
  readonly #members = new Map<bigint, ClusterMember>();
  readonly #removed = new Set<bigint>();
  readonly #learnersMax: number;

  /** `learnersMax` is `--max-learners`: how many learners the cluster may hold at a time. */
  constructor(learnersMax: number) {
    this.#learnersMax = learnersMax;
  }

  /** All members, ordered by id. */
  list(): ClusterMember[] {
    return [...this.#members.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  get(id: bigint): ClusterMember | undefined {
    return this.#members.get(id);
  }

  voters(): ClusterMember[] {
    return this.list().filter((member) => !member.isLearner);
  }

  removedIds(): bigint[] {
    return [...this.#removed];
  }

  isRemoved(id: bigint): boolean {
    return this.#removed.has(id);
  }

  /**
   * Refuses, by throwing a `MemberError`, a change that contradicts the membership. Looked at when the entry is applied; a promotion at the
   * leader also before it is proposed.
   */
  validate(change: MembershipChange): void {
    const id = change.kind === 'add' ? change.member.id : change.id;
    if (this.#removed.has(id)) throw new MemberError('member-not-found');
    if (change.kind === 'add') {
      if (this.#members.has(id)) throw new MemberError('member-id-exists');
      this.#refuseUsedUrls(change.member.peerUrls, undefined);
      if (change.member.isLearner) this.#refuseLearnerTooMany();
      return;
    }
    const member = this.#members.get(id);
    if (!member) throw new MemberError('member-not-found');
    if (change.kind === 'promote' && !member.isLearner) throw new MemberError('member-not-learner');
    if (change.kind === 'update') this.#refuseUsedUrls(change.peerUrls, id);
  }

  /** Carries out a change that `validate` let through; returns the member as it is after it, or was before its removal. */
  apply(change: MembershipChange): ClusterMember {
    if (change.kind === 'add') {
      this.#members.set(change.member.id, change.member);
      return change.member;
    }
    const member = this.#members.get(change.id);
    if (!member) throw new MemberError('member-not-found');
    if (change.kind === 'remove') {
      this.#members.delete(change.id);
      this.#removed.add(change.id);
      return member;
    }
    const changed = clusterMember(
      change.kind === 'promote' ? { ...member, isLearner: false } : { ...member, peerUrls: change.peerUrls },
    );
    this.#members.set(change.id, changed);
    return changed;
  }

  /** Takes what a member published about itself; undefined when it is not (or no longer) a member. */
  setAttributes(id: bigint, name: string, clientUrls: readonly string[]): ClusterMember | undefined {
    const member = this.#members.get(id);
    if (!member) return undefined;
    const changed = clusterMember({ ...member, name, clientUrls });
    this.#members.set(id, changed);
    return changed;
  }

  /** Replaces everything, with what a database holds. */
  restore(members: Iterable<ClusterMember>, removed: Iterable<bigint>): void {
    this.#members.clear();
    this.#removed.clear();
    for (const member of members) this.#members.set(member.id, member);
    for (const id of removed) this.#removed.add(id);
  }

  /**
   * Whether the cluster would keep a quorum of started members after a voter more (`'add'`), or after losing the voter with the
   * given id. Guards `--strict-reconfig-check`.
   */
  isReadyFor(change: 'add' | { readonly remove: bigint }): boolean {
    const voters = this.voters();
    if (change === 'add') {
      const started = voters.filter((member) => member.name).length;
      // A lone member may always grow to two: there is no other way to a cluster.
      if (started === 1 && voters.length === 1) return true;
      return started >= Math.floor((voters.length + 1) / 2) + 1;
    }
    const staying = voters.filter((member) => member.id !== change.remove);
    if (staying.length === 0) return false;
    return staying.filter((member) => member.name).length >= Math.floor(staying.length / 2) + 1;
  }

  #refuseUsedUrls(urls: readonly string[], except: bigint | undefined): void {
    for (const member of this.#members.values()) {
      if (member.id !== except && member.peerUrls.some((url) => urls.includes(url))) {
        throw new MemberError('peer-url-exists');
      }
    }
  }

  #refuseLearnerTooMany(): void {
    const learners = [...this.#members.values()].filter((member) => member.isLearner).length;
    if (learners >= this.#learnersMax) throw new MemberError('too-many-learners');
  }
}
