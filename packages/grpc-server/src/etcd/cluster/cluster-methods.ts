import { services } from '@quorate/protocol';
import { unary } from '../../rpc/define-method.ts';
import type { AnyMethod } from '../../rpc/method.ts';
import type { EtcdBackend } from '../backend.ts';
import { fillClusterHeader } from '../response-header.ts';
import { checkPeerUrls } from './peer-urls.ts';

const service = services['etcdserverpb.Cluster'];

/** etcdserverpb.Cluster. */
export function clusterMethods({ member, cluster }: EtcdBackend): AnyMethod[] {
  return [
    unary(service.MemberAdd, async (request, _raw, call) => {
      checkPeerUrls(request.peerUrls);
      return fillClusterHeader(member, await cluster.memberAdd(request, call));
    }),
    unary(service.MemberRemove, async (request, _raw, call) =>
      fillClusterHeader(member, await cluster.memberRemove(request, call)),
    ),
    unary(service.MemberUpdate, async (request, _raw, call) =>
      fillClusterHeader(member, await cluster.memberUpdate(request, call)),
    ),
    unary(service.MemberList, async (request, _raw, call) =>
      fillClusterHeader(member, await cluster.memberList(request, call)),
    ),
    unary(service.MemberPromote, async (request, _raw, call) =>
      fillClusterHeader(member, await cluster.memberPromote(request, call)),
    ),
  ];
}
