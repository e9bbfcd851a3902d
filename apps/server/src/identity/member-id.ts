import { clusterIdFromMemberIds, memberIdFromPeerUrls } from '@quorate/snapshot';
import type { EtcdUrl } from '../config/etcd-url.ts';
import type { InitialCluster } from '../config/initial-cluster.ts';

/** A member of a cluster about to be founded. */
export interface FoundingMember {
  readonly id: bigint;
  readonly name: string;
  readonly peerUrls: readonly string[];
}

/** Who founds the cluster, in the order of the ids, and the cluster's id. */
export interface FoundingCluster {
  readonly clusterId: bigint;
  readonly members: readonly FoundingMember[];
}

/** Works out all identities of a cluster from `--initial-cluster` and `--initial-cluster-token`. */
export function foundingCluster(initialCluster: InitialCluster, clusterToken: string): FoundingCluster {
  const members = [...initialCluster].map(([name, urls]) => {
    const peerUrls = urls.map((url: EtcdUrl) => url.text);
    return { id: memberIdFromPeerUrls(peerUrls, clusterToken), name, peerUrls };
  });
  members.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { clusterId: clusterIdFromMemberIds(members.map((member) => member.id)), members };
}
