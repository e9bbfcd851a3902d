import { goJsonString, goJsonStrings } from './go-json.ts';

/** A member as etcd's files know it. */
export interface StoredMember {
  readonly id: bigint;
  readonly peerUrls: readonly string[];
  readonly isLearner?: boolean;
  /** Empty or missing until the member was started. */
  readonly name?: string;
  readonly clientUrls?: readonly string[];
}

/** Who is in a cluster, who was, and which version it runs. */
export interface StoredMembership {
  readonly members: readonly StoredMember[];
  readonly removedIds?: readonly bigint[];
  readonly clusterVersion?: string;
}

/**
 * A member as JSON, as it stands in the `members` bucket and in the context of the change that adds it:
 * `{"id":…,"peerURLs":[…],"isLearner":true,"name":"…","clientURLs":[…]}`.
 */
export function encodeMemberJson(member: StoredMember): string {
  const attributes = attributeFields(member);
  return `{${[`"id":${member.id}`, ...raftAttributeFields(member), ...attributes].join(',')}}`;
}

/** `{"peerURLs":[…],"isLearner":true}` */
export function encodeRaftAttributesJson(member: StoredMember): string {
  return `{${raftAttributeFields(member).join(',')}}`;
}

/** `{"name":"…","clientURLs":[…]}` */
export function encodeAttributesJson(member: StoredMember): string {
  return `{${attributeFields(member).join(',')}}`;
}

function raftAttributeFields({ peerUrls, isLearner }: StoredMember): string[] {
  return [`"peerURLs":${goJsonStrings(peerUrls)}`, ...(isLearner ? ['"isLearner":true'] : [])];
}

function attributeFields({ name, clientUrls }: StoredMember): string[] {
  const fields: string[] = [];
  if (name) fields.push(`"name":${goJsonString(name)}`);
  if (clientUrls !== undefined && clientUrls.length > 0) fields.push(`"clientURLs":${goJsonStrings(clientUrls)}`);
  return fields;
}
