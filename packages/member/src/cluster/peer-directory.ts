import type { PeerTransport } from '../transport/peer-transport.ts';
import type { ClusterMember } from './cluster-member.ts';
import type { MembershipChange } from './membership.ts';

/** Keeps the transport's peers in line with the cluster's members. */
export class PeerDirectory {
  readonly #memberId: bigint;
  readonly #transport: PeerTransport;

  constructor(memberId: bigint, transport: PeerTransport) {
    this.#memberId = memberId;
    this.#transport = transport;
  }

  /** Adds all of them but this member itself. */
  addAll(members: readonly ClusterMember[]): void {
    for (const member of members) this.#add(member);
  }

  /** Follows a change; `member` is as it is after it, or was before its removal. */
  follow(change: MembershipChange, member: ClusterMember): void {
    if (member.id === this.#memberId) return;
    if (change.kind === 'remove') {
      this.#transport.removePeer(member.id);
      return;
    }
    this.#add(member);
    if (change.kind === 'update') this.#transport.updatePeer(member.id, member.peerUrls);
  }

  #add(member: ClusterMember): void {
    if (member.id !== this.#memberId) this.#transport.addPeer(member.id, member.peerUrls);
  }
}
