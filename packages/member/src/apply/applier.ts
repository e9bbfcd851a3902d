import type { Lessor } from '@quorate/lease';
import { leaseGrantCost, putCost, type Store, txnCost } from '@quorate/mvcc-store';
import { AlarmAction, type AlarmMember, type AlarmRequest, AlarmType, type LeaseGrantRequest } from '@quorate/protocol';
import type { ClusterStore } from '../cluster/cluster-store.ts';
import type { Membership } from '../cluster/membership.ts';
import { MemberError } from '../member-error.ts';
import type { AlarmRegistry } from './alarm-registry.ts';
import type { AppliedResults } from './applied-results.ts';
import type { LoggedRequest, RequestKind } from './request-envelope.ts';

/** What entries act on. */
export interface ApplierTargets {
  readonly store: Store;
  readonly lessor: Lessor;
  readonly alarms: AlarmRegistry;
  readonly membership: Membership;
  readonly clusterStore: ClusterStore;
  /** Whether the database would stay within its quota with so many bytes more. */
  readonly hasRoomFor: (bytes: number) => boolean;
  /** Called after a cluster version was set. */
  readonly onClusterVersion: (version: string) => void;
}

/** Requests that a cluster with damaged data refuses (alarm CORRUPT). */
const refusedWhenCorrupt: ReadonlySet<RequestKind> = new Set([
  'put',
  'deleteRange',
  'txn',
  'compaction',
  'leaseGrant',
  'leaseRevoke',
]);

/** How many bytes a request may add to the database, by etcd's estimate; 0 for those that never add any. */
export function costOf(logged: LoggedRequest): number {
  switch (logged.kind) {
    case 'put':
      return putCost(logged.request);
    case 'txn':
      return txnCost(logged.request);
    case 'leaseGrant':
      return leaseGrantCost;
    default:
      return 0;
  }
}

/**
 * Carries out the requests of the log, one after the other, on every member alike: the outcome must depend on nothing but the
 * entries before. Errors are answers like any other.
 */
export class Applier {
  readonly #targets: ApplierTargets;

  constructor(targets: ApplierTargets) {
    this.#targets = targets;
  }

  /** Applies one request; throws what its caller is to be answered. */
  apply(logged: LoggedRequest): AppliedResults[RequestKind] {
    const { alarms, hasRoomFor } = this.#targets;
    if (refusedWhenCorrupt.has(logged.kind) && alarms.isActive(AlarmType.Corrupt)) throw new MemberError('corrupt');
    const cost = costOf(logged);
    if (cost > 0 && alarms.isActive(AlarmType.Nospace)) throw new MemberError('no-space');
    const hadRoom = cost === 0 || hasRoomFor(cost);
    const result = this.#dispatch(logged);
    // As in etcd, what exceeds the quota was let through before the alarm; it counts, and its caller is warned.
    if (!hadRoom) throw new MemberError('no-space');
    return result;
  }

  #dispatch(logged: LoggedRequest): AppliedResults[RequestKind] {
    const { store, lessor, membership, clusterStore, onClusterVersion } = this.#targets;
    switch (logged.kind) {
      case 'put':
        return store.put(logged.request);
      case 'deleteRange':
        return store.deleteRange(logged.request);
      case 'txn':
        return store.txn(logged.request);
      case 'compaction':
        return store.compact(logged.request.revision);
      case 'leaseGrant':
        return this.#grant(logged.request);
      case 'leaseRevoke':
        lessor.revoke(logged.request.id, (keys) => store.deleteKeys(keys));
        return undefined;
      case 'leaseCheckpoint':
        lessor.checkpoint(logged.request.checkpoints);
        return undefined;
      case 'alarm':
        return this.#alarm(logged.request);
      case 'clusterVersionSet':
        clusterStore.setClusterVersion(logged.request.ver);
        onClusterVersion(logged.request.ver);
        return undefined;
      case 'clusterMemberAttrSet': {
        const { memberId, memberAttributes } = logged.request;
        const member = membership.setAttributes(
          memberId,
          memberAttributes?.name ?? '',
          memberAttributes?.clientUrls ?? [],
        );
        if (member) clusterStore.saveMember(member);
        return undefined;
      }
      case 'downgradeInfoSet':
        clusterStore.setDowngrade({
          enabled: logged.request.enabled,
          targetVersion: logged.request.enabled ? logged.request.ver : '',
        });
        return undefined;
    }
  }

  #grant({ id, ttl }: LeaseGrantRequest): AppliedResults['leaseGrant'] {
    return { id, ttl: this.#targets.lessor.grant(id, ttl) };
  }

  #alarm({ action, memberId, alarm }: AlarmRequest): readonly AlarmMember[] {
    const { alarms } = this.#targets;
    switch (action) {
      case AlarmAction.Activate:
        return alarm === AlarmType.None ? [] : [alarms.activate(memberId, alarm)];
      case AlarmAction.Deactivate: {
        const taken = alarms.deactivate(memberId, alarm);
        return taken ? [taken] : [];
      }
      default:
        return alarms.list(alarm);
    }
  }
}
