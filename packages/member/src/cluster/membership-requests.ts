import type { Clock } from '@quorate/ports';
import { type ConfChange, ConfChangeType } from '@quorate/protocol';
import type { RawNode } from '@quorate/raft';
import type { Leadership } from '../leadership/leadership.ts';
import { MemberError } from '../member-error.ts';
import type { PeerTransport } from '../transport/peer-transport.ts';
import type { RemoteMembers } from '../transport/remote-members.ts';
import { type ClusterMember, clusterMember, isStarted } from './cluster-member.ts';
import { encodeConfigChangeContext, encodeMember } from './member-json.ts';
import type { Membership } from './membership.ts';

/** A learner may become a voter when it holds so much of the leader's log. */
const readyShare = 0.9;

/** A member counts as connected when it has been reachable for so long. */
const connectedMs = 5000;

export interface MembershipRequestsOptions {
  readonly memberId: bigint;
  readonly membership: Membership;
  readonly node: RawNode;
  readonly transport: PeerTransport;
  readonly remote: RemoteMembers;
  readonly leadership: Leadership;
  readonly clock: Clock;
  readonly strictReconfigCheck: boolean;
  /** Puts a change through the log; resolves the members after it. */
  readonly propose: (change: Omit<ConfChange, 'id'>) => Promise<readonly ClusterMember[]>;
}

/**
 * Changes of the cluster's members on request, with the checks that keep an operator from losing the quorum. Whether a member is there, or its URLs
 * are taken, is looked at when the entry is applied, by all alike: this member may not have heard of the others' latest changes yet.
 */
export class MembershipRequests {
  readonly #options: MembershipRequestsOptions;

  constructor(options: MembershipRequestsOptions) {
    this.#options = options;
  }

  /** Adds a member that has not started yet; resolves all members. */
  async add(member: ClusterMember): Promise<readonly ClusterMember[]> {
    const { membership, strictReconfigCheck, propose } = this.#options;
    if (strictReconfigCheck) {
      // A learner does not count for the quorum, but a cluster that is not whole has enough to do as it is.
      if (!member.isLearner && !membership.isReadyFor('add')) throw new MemberError('not-enough-started-members');
      if (!this.#isConnectedToAll()) throw new MemberError('unhealthy');
    }
    return propose({
      type: member.isLearner ? ConfChangeType.ConfChangeAddLearnerNode : ConfChangeType.ConfChangeAddNode,
      nodeId: member.id,
      context: new TextEncoder().encode(encodeConfigChangeContext({ member, isPromote: false })),
    });
  }

  /** Removes a member for good; resolves those that stay. */
  async remove(id: bigint): Promise<readonly ClusterMember[]> {
    const { propose } = this.#options;
    this.#checkRemoval(id);
    return propose({ type: ConfChangeType.ConfChangeRemoveNode, nodeId: id, context: new Uint8Array(0) });
  }

  /** Gives a member other peer URLs; resolves all members. */
  async update(id: bigint, peerUrls: readonly string[]): Promise<readonly ClusterMember[]> {
    const { propose } = this.#options;
    return propose({
      type: ConfChangeType.ConfChangeUpdateNode,
      nodeId: id,
      context: new TextEncoder().encode(encodeMember(clusterMember({ id, peerUrls }))),
    });
  }

  /** Makes a voter of a learner, at the leader; resolves all members. */
  async promote(id: bigint): Promise<readonly ClusterMember[]> {
    const { leadership, membership, remote } = this.#options;
    if (leadership.isLeader) return this.promoteHere(id);
    const leader = membership.get(leadership.leaderId);
    if (!leader) throw new MemberError('no-leader');
    await remote.promote(leader.peerUrls, id);
    return membership.list();
  }

  /** Makes a voter of a learner; this member must lead, since only the leader knows how far the learner is. */
  async promoteHere(id: bigint): Promise<readonly ClusterMember[]> {
    const { membership, node, leadership, strictReconfigCheck, propose } = this.#options;
    if (!leadership.isLeader) throw new MemberError('not-leader');
    membership.validate({ kind: 'promote', id });
    const { progress } = node.status();
    const learner = progress.find((one) => one.id === id);
    const leader = progress.find((one) => one.id === this.#options.memberId);
    if (!learner || !leader || learner.matchIndex < leader.matchIndex * readyShare) {
      throw new MemberError('learner-not-ready');
    }
    if (strictReconfigCheck && !membership.isReadyFor('add')) throw new MemberError('not-enough-started-members');
    const member = clusterMember({ id, peerUrls: [] });
    return propose({
      type: ConfChangeType.ConfChangeAddNode,
      nodeId: id,
      context: new TextEncoder().encode(encodeConfigChangeContext({ member, isPromote: true })),
    });
  }

  #checkRemoval(id: bigint): void {
    const { membership, strictReconfigCheck, clock, transport, memberId } = this.#options;
    const target = membership.get(id);
    if (!strictReconfigCheck || target?.isLearner) return;
    if (!membership.isReadyFor({ remove: id })) throw new MemberError('not-enough-started-members');
    // A member that is down may always go: the quorum only gains by it.
    if (id !== memberId && transport.activeSinceMs(id) === undefined) return;
    const staying = membership.voters().filter((voter) => voter.id !== id && isStarted(voter));
    const active = staying.filter((voter) => this.#isConnected(voter.id, clock.monotonicMs()));
    if (active.length < Math.floor(staying.length / 2) + 1) throw new MemberError('unhealthy');
  }

  #isConnectedToAll(): boolean {
    const nowMs = this.#options.clock.monotonicMs();
    return this.#options.membership.voters().every((voter) => this.#isConnected(voter.id, nowMs));
  }

  #isConnected(id: bigint, nowMs: number): boolean {
    if (id === this.#options.memberId) return true;
    const sinceMs = this.#options.transport.activeSinceMs(id);
    return sinceMs !== undefined && nowMs - sinceMs >= connectedMs;
  }
}
