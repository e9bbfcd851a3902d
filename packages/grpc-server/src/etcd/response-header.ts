import type { ResponseHeader } from '@quorate/protocol';
import type { MemberState } from './backend.ts';

/** A response that has a header, or will have. */
interface WithHeader {
  header: ResponseHeader | undefined;
}

/** The header of an answer at a revision; 0 leaves the revision out, as answers about the cluster do. */
export function headerAt(member: MemberState, revision: number): ResponseHeader {
  return { clusterId: member.clusterId, memberId: member.memberId, revision, raftTerm: member.raftTerm() };
}

/** Completes a response's header as etcd does: a revision that is set stays, a missing one is the current one. */
export function fillHeader<Response extends WithHeader>(member: MemberState, response: Response): Response {
  const revision = response.header?.revision ?? 0;
  response.header = headerAt(member, revision === 0 ? member.revision() : revision);
  return response;
}

/** Completes the header of an answer about the cluster, which names no revision. */
export function fillClusterHeader<Response extends WithHeader>(member: MemberState, response: Response): Response {
  response.header = headerAt(member, 0);
  return response;
}
