import type { EtcdBackend, MemberState } from '@quorate/grpc-server';
import type { Member } from '@quorate/member';
import type { Clock } from '@quorate/ports';
import { MemberClusterBackend } from './cluster-backend.ts';
import { MemberKvBackend } from './kv-backend.ts';
import { MemberLeaseBackend } from './lease-backend.ts';
import { type MaintenanceOptions, MemberMaintenanceBackend } from './maintenance-backend.ts';
import { SpaceGuard } from './space-guard.ts';

export interface EtcdBackendOptions extends MaintenanceOptions {
  readonly clock: Clock;
}

/** A member as etcd's services see it. */
export function createEtcdBackend(member: Member, options: EtcdBackendOptions): EtcdBackend {
  const space = new SpaceGuard(member);
  return {
    member: memberState(member),
    kv: new MemberKvBackend(member, space),
    watch: member.state.watchHub,
    lease: new MemberLeaseBackend(member, space),
    cluster: new MemberClusterBackend(member, () => options.clock.wallMs()),
    maintenance: new MemberMaintenanceBackend(member, options),
  };
}

function memberState(member: Member): MemberState {
  return {
    clusterId: member.clusterId,
    memberId: member.id,
    raftTerm: () => member.term,
    revision: () => member.state.store.revision,
    hasLeader: () => member.leadership.hasLeader,
    isLearner: () => member.state.membership.get(member.id)?.isLearner ?? false,
    isCapable: () => member.state.clusterStore.clusterVersion !== undefined,
    onLeaderLost: (listener) => member.leadership.onLeaderLost(listener),
  };
}
