import type { ClusterBackend } from '@quorate/grpc-server';
import { type ClusterMember, clusterMember, type Member } from '@quorate/member';
import {
  type MemberAddRequest,
  MemberAddResponse,
  type MemberListRequest,
  MemberListResponse,
  Member as MemberMessage,
  type MemberPromoteRequest,
  MemberPromoteResponse,
  type MemberRemoveRequest,
  MemberRemoveResponse,
  type MemberUpdateRequest,
  MemberUpdateResponse,
} from '@quorate/protocol';
import { memberIdFromPeerUrls } from '@quorate/snapshot';

function messageOf(member: ClusterMember): MemberMessage {
  const { id, name, peerUrls, clientUrls, isLearner } = member;
  return MemberMessage.create({ id, name, peerUrls: [...peerUrls], clientUrls: [...clientUrls], isLearner });
}

/** The members of the cluster: changed through the log, listed from the state. */
export class MemberClusterBackend implements ClusterBackend {
  readonly #member: Member;
  readonly #nowMs: () => number;

  /** `nowMs`: milliseconds since the epoch; the ids of added members depend on it. */
  constructor(member: Member, nowMs: () => number) {
    this.#member = member;
    this.#nowMs = nowMs;
  }

  async memberAdd({ peerUrls, isLearner }: MemberAddRequest): Promise<MemberAddResponse> {
    const added = clusterMember({
      id: memberIdFromPeerUrls(peerUrls, '', Math.floor(this.#nowMs() / 1000)),
      peerUrls,
      isLearner,
    });
    const members = await this.#member.membershipRequests.add(added);
    return MemberAddResponse.create({ member: messageOf(added), members: members.map(messageOf) });
  }

  async memberRemove({ id }: MemberRemoveRequest): Promise<MemberRemoveResponse> {
    const members = await this.#member.membershipRequests.remove(id);
    return MemberRemoveResponse.create({ members: members.map(messageOf) });
  }

  async memberUpdate({ id, peerUrls }: MemberUpdateRequest): Promise<MemberUpdateResponse> {
    const members = await this.#member.membershipRequests.update(id, peerUrls);
    return MemberUpdateResponse.create({ members: members.map(messageOf) });
  }

  async memberList({ linearizable }: MemberListRequest): Promise<MemberListResponse> {
    if (linearizable) await this.#member.linearizableBarrier();
    return MemberListResponse.create({ members: this.#member.state.membership.list().map(messageOf) });
  }

  async memberPromote({ id }: MemberPromoteRequest): Promise<MemberPromoteResponse> {
    const members = await this.#member.membershipRequests.promote(id);
    return MemberPromoteResponse.create({ members: members.map(messageOf) });
  }
}
