import { MemberError, type RemoteMembers } from '@quorate/member';
import { PeerClient, PeerError, type PeerHttp } from '@quorate/peer';
import { LeaseInternalRequest, LeaseTimeToLiveRequest } from '@quorate/protocol';

/** A member that does not say its version in this time counts as not answering, in milliseconds. */
const versionTimeoutMs = 2000;

/** One attempt to reach the leader on behalf of a client; the caller tries again within the request's own timeout. */
const leaseTimeoutMs = 2000;

/** Promoting goes through the log. */
const promoteTimeoutMs = 7000;

/** What a member asks others, over etcd's peer protocol. */
export function remoteMembers(http: PeerHttp): RemoteMembers {
  const client = new PeerClient(http);
  return {
    serverVersion: (urls) => client.serverVersion(urls, versionTimeoutMs),
    renewLease: (urls, id) => client.renewLease(urls, id, leaseTimeoutMs),
    leaseTimeToLive: async (urls, id, withKeys) => {
      const asked = LeaseTimeToLiveRequest.create({ id, keys: withKeys });
      const request = LeaseInternalRequest.create({ leaseTimeToLiveRequest: asked });
      const answer = (await client.leaseTimeToLive(urls, request, leaseTimeoutMs))?.leaseTimeToLiveResponse;
      return answer && { grantedTtl: answer.grantedTtl, remainingTtl: answer.ttl, keys: answer.keys };
    },
    promote: async (urls, id) => {
      try {
        await client.promote(urls, id, promoteTimeoutMs);
      } catch (error) {
        throw promotionError(error);
      }
    },
  };
}

/** What the leader's refusal means, as etcd's members read it: the one text is a part of the other, and 404 needs none. */
function promotionError(error: unknown): unknown {
  if (!(error instanceof PeerError)) return error;
  if (error.status === 404) return new MemberError('member-not-found');
  if (error.status !== 412) return error;
  return new MemberError(error.message.includes('in sync with leader') ? 'learner-not-ready' : 'member-not-learner');
}
