import { encodeMembers, type Member, MemberError } from '@quorate/member';
import { PeerRequestError, type PeerRequests } from '@quorate/peer';
import type { Failpoints } from '@quorate/ports';
import {
  HashKVResponse,
  LeaseInternalResponse,
  LeaseKeepAliveResponse,
  LeaseTimeToLiveResponse,
  ResponseHeader,
} from '@quorate/protocol';

const notFound = 404;
const preconditionFailed = 412;
const internalError = 500;

/** Answers what peers ask of this member besides raft. */
export function peerRequests(member: Member, version: () => string, failpoints?: Failpoints): PeerRequests {
  const { state } = member;
  const header = () =>
    ResponseHeader.create({
      clusterId: member.clusterId,
      memberId: member.id,
      revision: state.store.revision,
      raftTerm: member.term,
    });
  return {
    members: () => encodeMembers(state.membership.list()),
    version,
    promote: async (id) => {
      try {
        return encodeMembers(await member.membershipRequests.promoteHere(id));
      } catch (error) {
        throw promotionRefused(error);
      }
    },
    hashKv: async ({ revision }) => {
      try {
        const { hash, compactRevision, hashRevision } = await state.store.hashKv(revision);
        return HashKVResponse.create({ header: header(), hash, compactRevision, hashRevision });
      } catch (error) {
        // etcd answers with the text of the error alone, without its prefix.
        throw new PeerRequestError(400, textOf(error).replace(/^etcdserver: /, ''));
      }
    },
    renewLease: async ({ id }) => {
      await failpoints?.hit('beforeServeHTTPLeaseRenew');
      const ttl = await member.leases.renewHere(id);
      if (ttl === undefined) throw new PeerRequestError(notFound, 'lease not found');
      return LeaseKeepAliveResponse.create({ header: header(), id, ttl });
    },
    leaseTimeToLive: async ({ leaseTimeToLiveRequest: request }) => {
      const found = request && (await member.leases.timeToLiveHere(request.id, request.keys));
      if (!found) throw new PeerRequestError(notFound, 'lease not found');
      const { remainingTtl, grantedTtl, keys } = found;
      const answer = { header: header(), id: request.id, ttl: remainingTtl, grantedTtl, keys: [...keys] };
      return LeaseInternalResponse.create({ leaseTimeToLiveResponse: LeaseTimeToLiveResponse.create(answer) });
    },
    downgradeEnabled: async () => {
      await member.linearizableBarrier();
      return state.clusterStore.downgrade.enabled;
    },
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** etcd's members tell the refusals apart by these texts, and ask again and again at any other. */
function promotionRefused(cause: unknown): PeerRequestError {
  switch (cause instanceof MemberError ? cause.code : undefined) {
    case 'member-not-found':
      return new PeerRequestError(notFound, 'membership: ID not found', { cause });
    case 'member-not-learner':
      return new PeerRequestError(preconditionFailed, 'membership: can only promote a learner member', { cause });
    case 'learner-not-ready':
      return new PeerRequestError(preconditionFailed, textOf(cause), { cause });
    default:
      return new PeerRequestError(internalError, textOf(cause), { cause });
  }
}
