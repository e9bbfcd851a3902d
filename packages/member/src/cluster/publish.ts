import type { Failpoints, Logger } from '@quorate/ports';
import { ClusterMemberAttrSetRequest, MemberAttributes } from '@quorate/protocol';
import { formatId } from '@quorate/snapshot';

export interface PublishOptions {
  readonly memberId: bigint;
  readonly clusterId: bigint;
  readonly name: string;
  readonly clientUrls: readonly string[];
  readonly logger: Logger;
  readonly failpoints: Failpoints | undefined;
  readonly isStopped: () => boolean;
  readonly propose: (request: ClusterMemberAttrSetRequest, raw: Uint8Array) => Promise<unknown>;
}

/** Tells the cluster a member's name and client URLs, through the log; tries until that is done or the member stops. */
export async function publish(options: PublishOptions): Promise<void> {
  const { memberId, clusterId, name, clientUrls, logger, failpoints, isStopped, propose } = options;
  const memberAttributes = MemberAttributes.create({ name, clientUrls: [...clientUrls] });
  const request = ClusterMemberAttrSetRequest.create({ memberId, memberAttributes });
  while (!isStopped()) {
    try {
      await failpoints?.hit('beforePublishing');
      await propose(request, ClusterMemberAttrSetRequest.encode(request));
      logger.info('published local member to cluster through raft', {
        'local-member-id': formatId(memberId),
        'cluster-id': formatId(clusterId),
      });
      return;
    } catch (error) {
      if (isStopped()) return;
      logger.warn('failed to publish local member to cluster through raft', { error: String(error) });
    }
  }
}
