import { VirtualClock } from '@quorate/simulated-ports';
import { expect, test } from 'vitest';
import { type ClusterMember, clusterMember } from './cluster-member.ts';
import { Membership } from './membership.ts';
import { MembershipRequests, type MembershipRequestsOptions } from './membership-requests.ts';

const member = (id: bigint): ClusterMember =>
  clusterMember({ id, peerUrls: [`http://h${id}:2380`], name: `m${id}`, clientUrls: [] });

/** Requests at a member that knows of the members 1, 2 and 3, all of them up; what is proposed is kept. */
function requestsAt(strictReconfigCheck: boolean) {
  const proposed: bigint[] = [];
  const membership = new Membership(1);
  membership.restore([1n, 2n, 3n].map(member), []);
  const requests = new MembershipRequests({
    memberId: 1n,
    membership,
    transport: { activeSinceMs: () => -10_000 },
    clock: new VirtualClock(),
    strictReconfigCheck,
    propose: async ({ nodeId }: { nodeId: bigint }) => {
      proposed.push(nodeId);
      return [];
    },
  } as unknown as MembershipRequestsOptions);
  return { requests, proposed };
}

test.each([true, false])(
  'whether a member is there is for the log to say, not for a member that may lag behind (strict: %s)',
  async (strict) => {
    const { requests, proposed } = requestsAt(strict);
    await requests.remove(4n);
    await requests.update(5n, ['http://h5:2380']);
    await requests.add(member(2n));
    expect(proposed).toEqual([4n, 5n, 2n]);
  },
);
