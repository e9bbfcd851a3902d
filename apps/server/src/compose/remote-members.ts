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

/** The leader answers with etcd's text; the client is told the same. */
function promotionError(error: unknown): unknown {
  if (!(error instanceof PeerError) || error.status === undefined) return error;
  for (const code of ['member-not-found', 'member-not-learner', 'learner-not-ready'] as const) {
    const known = new MemberError(code);
    if (error.message.includes(known.message.replace(/^etcdserver: /, ''))) return known;
  }
  return error;
}
