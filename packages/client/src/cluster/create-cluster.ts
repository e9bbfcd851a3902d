import { Member, type ResponseHeader, services } from '@quorate/protocol';
import type { Transport } from '../connection/transport.ts';
import { headerOf } from '../kv/results.ts';
import type { Cluster, MembersResult } from './cluster.ts';

const rpcs = services['etcdserverpb.Cluster'];

/** The members of the cluster. */
export function createCluster(transport: Transport): Cluster {
  return {
    members: async (options = {}) => {
      const request = { linearizable: options.serializable !== true };
      return membersResult(await transport.unary(rpcs.MemberList, request, 'read', options));
    },
    add: async (peerUrls, options = {}) => {
      const request = { peerUrls: [...peerUrls], isLearner: options.learner ?? false };
      const response = await transport.unary(rpcs.MemberAdd, request, 'write', options);
      return { ...membersResult(response), member: response.member ?? Member.create() };
    },
    remove: async (id, options) => membersResult(await transport.unary(rpcs.MemberRemove, { id }, 'write', options)),
    update: async (id, peerUrls, options) =>
      membersResult(await transport.unary(rpcs.MemberUpdate, { id, peerUrls: [...peerUrls] }, 'write', options)),
    promote: async (id, options) => membersResult(await transport.unary(rpcs.MemberPromote, { id }, 'write', options)),
  };
}

function membersResult(response: {
  readonly members: Member[];
  readonly header: ResponseHeader | undefined;
}): MembersResult {
  return { members: response.members, header: headerOf(response) };
}
