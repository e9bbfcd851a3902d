import type { LeaseBackend } from '@quorate/grpc-server';
import type { Member } from '@quorate/member';
import { leaseGrantCost } from '@quorate/mvcc-store';
import {
  LeaseGrantRequest,
  LeaseGrantResponse,
  LeaseLeasesResponse,
  type LeaseRevokeRequest,
  LeaseRevokeResponse,
  LeaseStatus,
  type LeaseTimeToLiveRequest,
  LeaseTimeToLiveResponse,
  ResponseHeader,
} from '@quorate/protocol';
import type { SpaceGuard } from './space-guard.ts';

/** Ids that the server picks are positive as signed 64-bit numbers. */
const positiveIdMask = (1n << 63n) - 1n;

/** Leases of a member: granted and revoked through the log, renewed at the leader. */
export class MemberLeaseBackend implements LeaseBackend {
  readonly #member: Member;
  readonly #space: SpaceGuard;

  constructor(member: Member, space: SpaceGuard) {
    this.#member = member;
    this.#space = space;
  }

  async grant(request: LeaseGrantRequest, raw: Uint8Array): Promise<LeaseGrantResponse> {
    this.#space.require(leaseGrantCost);
    const { id, ttl } = await (request.id === 0n
      ? this.#grantWithNewId(request.ttl)
      : this.#member.propose('leaseGrant', request, raw));
    return LeaseGrantResponse.create({ header: this.#headerNow(), id, ttl });
  }

  async revoke(request: LeaseRevokeRequest, raw: Uint8Array): Promise<LeaseRevokeResponse> {
    await this.#member.propose('leaseRevoke', request, raw);
    return LeaseRevokeResponse.create({ header: this.#headerNow() });
  }

  async renew(id: bigint): Promise<number> {
    return (await this.#member.leases.renew(id)) ?? 0;
  }

  async timeToLive({ id, keys }: LeaseTimeToLiveRequest): Promise<LeaseTimeToLiveResponse> {
    const found = await this.#member.leases.timeToLive(id, keys);
    const header = this.#headerNow();
    if (!found) return LeaseTimeToLiveResponse.create({ header, id, ttl: -1 });
    const { remainingTtl, grantedTtl, keys: attached } = found;
    return LeaseTimeToLiveResponse.create({ header, id, ttl: remainingTtl, grantedTtl, keys: [...attached] });
  }

  async leases(): Promise<LeaseLeasesResponse> {
    const leases = this.#member.state.lessor.leases().map((id) => LeaseStatus.create({ id }));
    return LeaseLeasesResponse.create({ header: this.#headerNow(), leases });
  }

  #grantWithNewId(ttl: number): Promise<{ readonly id: bigint; readonly ttl: number }> {
    const request = LeaseGrantRequest.create({ ttl, id: this.#member.nextRequestId() & positiveIdMask });
    return this.#member.propose('leaseGrant', request, LeaseGrantRequest.encode(request));
  }

  /** Only the revision: the service layer adds the rest. */
  #headerNow(): ResponseHeader {
    return ResponseHeader.create({ revision: this.#member.state.store.revision });
  }
}
