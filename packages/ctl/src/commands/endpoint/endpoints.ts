import { MemberListRequest, services } from '@quorate/protocol';
import type { Cluster } from '../../connection/cluster.ts';

/** The endpoints a command is about: those given, or with `--cluster` the client URLs of all members. */
export async function chosenEndpoints(cluster: Cluster, isWholeCluster: boolean): Promise<readonly string[]> {
  if (!isWholeCluster) return cluster.endpoints;
  const request = MemberListRequest.create({ linearizable: true });
  const { members } = await cluster.read(services['etcdserverpb.Cluster'].MemberList, request);
  return [...new Set(members.flatMap(({ clientUrls }) => clientUrls))];
}
