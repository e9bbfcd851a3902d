import { createHash } from 'node:crypto';
import type { EtcdUrl } from '../config/etcd-url.ts';
import type { InitialCluster } from '../config/initial-cluster.ts';

/** The first eight bytes of a SHA-1, big-endian: how etcd makes every identity. */
function identityOf(bytes: Uint8Array): bigint {
  return createHash('sha1').update(bytes).digest().readBigUInt64BE(0);
}

/**
 * The id of a member that founds a cluster: SHA-1 over its sorted peer URLs and the cluster's token, so that every founder works
 * out the same ids without talking to the others.
 */
export function foundingMemberId(peerUrls: readonly string[], clusterToken: string): bigint {
  return identityOf(Buffer.from([...peerUrls].sort().join('') + clusterToken));
}

/** The id of a member that is added to a running cluster: the second of its addition stands in for the token. */
export function addedMemberId(peerUrls: readonly string[], unixSeconds: number): bigint {
  return identityOf(Buffer.from([...peerUrls].sort().join('') + Math.floor(unixSeconds)));
}

/** The id of a cluster: SHA-1 over its founders' ids in ascending order, eight big-endian bytes each. */
export function clusterId(memberIds: readonly bigint[]): bigint {
  const sorted = [...memberIds].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const bytes = Buffer.alloc(sorted.length * 8);
  sorted.forEach((id, index) => {
    bytes.writeBigUInt64BE(id, index * 8);
  });
  return identityOf(bytes);
}

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
    return { id: foundingMemberId(peerUrls, clusterToken), name, peerUrls };
  });
  members.sort((a, b) => (a.id < b.id ? -1 : 1));
  return { clusterId: clusterId(members.map((member) => member.id)), members };
}

/** An id as logs, paths and headers carry it: lower-case hexadecimal without leading zeros. */
export function formatId(id: bigint): string {
  return id.toString(16);
}
