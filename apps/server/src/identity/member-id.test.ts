import { clusterIdFromMemberIds, formatId, memberIdFromPeerUrls } from '@quorate/snapshot';
import { describe, expect, it } from 'vitest';
import { parseInitialCluster } from '../config/initial-cluster.ts';
import { foundingCluster } from './member-id.ts';

describe('identities', () => {
  // Both ids appear in the log of an etcd that is started without flags.
  it('of a member with etcd’s defaults are etcd’s', () => {
    const cluster = foundingCluster(parseInitialCluster('default=http://localhost:2380'), 'etcd-cluster');
    expect(cluster.members.map((member) => formatId(member.id))).toEqual(['8e9e05c52164694d']);
    expect(formatId(cluster.clusterId)).toBe('cdf818194e3a8c32');
  });

  it('do not depend on the order in which members and URLs are listed', () => {
    const one = foundingCluster(parseInitialCluster('a=http://h:1,b=http://h:2,a=http://h:3'), 't');
    const other = foundingCluster(parseInitialCluster('a=http://h:3,a=http://h:1,b=http://h:2'), 't');
    expect(other).toEqual(one);
    expect(one.members[0]?.id ?? 0n).toBeLessThan(one.members[1]?.id ?? 0n);
    expect(clusterIdFromMemberIds(one.members.map((member) => member.id).reverse())).toBe(one.clusterId);
  });

  it('differ with the token', () => {
    const cluster = parseInitialCluster('a=http://h:1');
    expect(foundingCluster(cluster, 's').clusterId).not.toBe(foundingCluster(cluster, 't').clusterId);
    expect(memberIdFromPeerUrls(['http://h:1'], 's')).not.toBe(memberIdFromPeerUrls(['http://h:1'], 't'));
  });
});
