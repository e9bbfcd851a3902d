import type { Member, ResponseHeader } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';

export interface MembersResult {
  readonly members: readonly Member[];
  readonly header: ResponseHeader;
}

/**
 * The members of the cluster. All methods reject with `EtcdError`.
 *
 * @example
 * ```ts
 * import { EtcdClient } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * const { members } = await client.cluster.members({ serializable: true });
 * console.log(members.map(({ name, clientUrls, isLearner }) => [name, clientUrls, isLearner]));
 * ```
 */
export interface Cluster {
  /** As a quorum has it; with `serializable`, as the member asked has it. */
  members(options?: CallOptions & { readonly serializable?: boolean | undefined }): Promise<MembersResult>;
  add(
    peerUrls: readonly string[],
    options?: CallOptions & { readonly learner?: boolean | undefined },
  ): Promise<MembersResult & { readonly member: Member }>;
  remove(memberId: bigint, options?: CallOptions): Promise<MembersResult>;
  update(memberId: bigint, peerUrls: readonly string[], options?: CallOptions): Promise<MembersResult>;
  /** Makes a learner a voter. Rejects with `learner-not-ready` until it has caught up. */
  promote(memberId: bigint, options?: CallOptions): Promise<MembersResult>;
}
