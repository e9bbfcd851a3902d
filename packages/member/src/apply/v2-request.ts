import type { V2Request } from '@quorate/protocol';
import type { ClusterStore } from '../cluster/cluster-store.ts';
import type { Membership } from '../cluster/membership.ts';

const attributesPath = /^\/0\/members\/([0-9a-f]{1,16})\/attributes$/;
const clusterVersionPath = '/0/version';

/**
 * Carries out what etcd 3.5 still sends through its old store: a member publishing itself, and the cluster version. Anything
 * else of that kind is of the old API, which is gone, and changes nothing here.
 */
export function applyV2Request(
  request: V2Request,
  membership: Membership,
  clusterStore: ClusterStore,
  onClusterVersion: (version: string) => void,
): void {
  if (request.method !== 'PUT') return;
  if (request.path === clusterVersionPath) {
    clusterStore.setClusterVersion(request.val);
    onClusterVersion(request.val);
    return;
  }
  const id = attributesPath.exec(request.path)?.[1];
  if (id === undefined) return;
  const attributes = JSON.parse(request.val) as { name?: string; clientURLs?: string[] };
  const member = membership.setAttributes(BigInt(`0x${id}`), attributes.name ?? '', attributes.clientURLs ?? []);
  if (member) clusterStore.saveMember(member);
}
