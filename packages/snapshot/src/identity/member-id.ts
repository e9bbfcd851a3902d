import { createHash } from 'node:crypto';

/**
 * The id of a member: the first eight bytes, big-endian, of the SHA-1 of its sorted peer URLs and the cluster's token, one after
 * the other without a separator. A member that is added later has no token but the time instead (`unixSeconds`), so that
 * the same URLs get another id.
 */
export function memberIdFromPeerUrls(peerUrls: readonly string[], clusterToken: string, unixSeconds?: number): bigint {
  const hash = createHash('sha1').update(peerUrls.toSorted().join('')).update(clusterToken);
  if (unixSeconds !== undefined) hash.update(String(unixSeconds));
  return hash.digest().readBigUInt64BE(0);
}

/** The id of a cluster: the same of its members' ids in ascending order, eight bytes big-endian each. */
export function clusterIdFromMemberIds(memberIds: readonly bigint[]): bigint {
  const sorted = memberIds.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const bytes = Buffer.alloc(8 * sorted.length);
  for (const [at, id] of sorted.entries()) bytes.writeBigUInt64BE(id, 8 * at);
  return createHash('sha1').update(bytes).digest().readBigUInt64BE(0);
}

/** Ids as file names, keys of buckets and people see them: lower-case hexadecimal without leading zeros. */
export function formatId(id: bigint): string {
  return id.toString(16);
}
