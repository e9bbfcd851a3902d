import type { Member } from '@quorate/member';
import { LeaseGrantRequest, LeaseRevokeRequest, PutRequest } from '@quorate/protocol';
import { utf8 } from './key-requests.ts';

export async function grantLease(member: Member, id: bigint, ttl: number): Promise<number> {
  const request = LeaseGrantRequest.create({ id, ttl });
  return (await member.propose('leaseGrant', request, LeaseGrantRequest.encode(request))).ttl;
}

export async function revokeLease(member: Member, id: bigint): Promise<void> {
  const request = LeaseRevokeRequest.create({ id });
  await member.propose('leaseRevoke', request, LeaseRevokeRequest.encode(request));
}

/** The TTL in seconds; undefined when there is no such lease. */
export function renewLease(member: Member, id: bigint): Promise<number | undefined> {
  return member.leases.renew(id);
}

/** Puts a key that goes with a lease; the revision. */
export async function putWithLease(member: Member, key: string, value: string, lease: bigint): Promise<number> {
  const request = PutRequest.create({ key: utf8(key), value: utf8(value), lease });
  return (await member.propose('put', request, PutRequest.encode(request))).revision;
}
