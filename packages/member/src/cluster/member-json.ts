import { encodeMemberJson } from '@quorate/snapshot';
import { type ClusterMember, clusterMember } from './cluster-member.ts';

/** Why a JSON document of the cluster could not be read. */
export class ClusterJsonError extends Error {
  override readonly name = 'ClusterJsonError';
  readonly code = 'malformed-json';
}

interface MemberDocument {
  readonly id?: bigint | string;
  readonly peerURLs?: readonly string[] | null;
  readonly isLearner?: boolean;
  readonly name?: string;
  readonly clientURLs?: readonly string[] | null;
  readonly isPromote?: boolean;
}

interface JsonWithSource {
  parse(text: string, reviver: (key: string, value: unknown, context: { source?: string }) => unknown): unknown;
}

/** `JSON` as of Node 22: numbers can be read by their digits, which 64-bit ids need. */
const json = JSON as unknown as JsonWithSource;

function parse(text: string): unknown {
  try {
    return json.parse(text, (key, value, context) =>
      key === 'id' && typeof value === 'number' ? BigInt(context.source ?? value) : value,
    );
  } catch (cause) {
    throw new ClusterJsonError(`not a JSON document of a cluster member: ${text.slice(0, 200)}`, { cause });
  }
}

function memberOf(value: unknown): ClusterMember {
  const document = value as MemberDocument | null;
  if (document === null || typeof document !== 'object' || typeof document.id !== 'bigint') {
    throw new ClusterJsonError(`a cluster member's document lacks its id: ${String(value)}`);
  }
  return clusterMember({
    id: document.id,
    peerUrls: document.peerURLs ?? [],
    isLearner: document.isLearner ?? false,
    name: document.name ?? '',
    clientUrls: document.clientURLs ?? [],
  });
}

/** A member as the `members` bucket, bootstrap entries and `GET /members` hold it. */
export function encodeMember(member: ClusterMember): string {
  return encodeMemberJson(member);
}

/** Reads `encodeMember`'s form; throws `ClusterJsonError`. */
export function decodeMember(text: string): ClusterMember {
  return memberOf(parse(text));
}

/** A list of members as `GET /members` answers it. */
export function encodeMembers(members: readonly ClusterMember[]): string {
  return `[${members.map(encodeMember).join(',')}]`;
}

/** Reads `encodeMembers`' form; throws `ClusterJsonError`. */
export function decodeMembers(text: string): ClusterMember[] {
  const list = parse(text);
  if (!Array.isArray(list)) throw new ClusterJsonError(`not a list of cluster members: ${text.slice(0, 200)}`);
  return list.map(memberOf);
}

/** What a configuration change entry says besides the node's id: whom it adds, and whether it promotes a learner. */
export interface ConfigChangeContext {
  readonly member: ClusterMember;
  readonly isPromote: boolean;
}

/** The context of an entry that adds or promotes a member. */
export function encodeConfigChangeContext({ member, isPromote }: ConfigChangeContext): string {
  return `${encodeMember(member).slice(0, -1)},"isPromote":${isPromote}}`;
}

/** Reads the context of a configuration change; bootstrap entries hold a bare member, which is never a promotion. */
export function decodeConfigChangeContext(text: string): ConfigChangeContext {
  const document = parse(text);
  return { member: memberOf(document), isPromote: (document as MemberDocument).isPromote ?? false };
}
