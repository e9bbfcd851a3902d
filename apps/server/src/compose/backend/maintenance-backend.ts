import type { DatabaseCopy, MaintenanceBackend } from '@quorate/grpc-server';
import { etcdVersion, type Member, MemberError, parseVersion } from '@quorate/member';
import type { Clock } from '@quorate/ports';
import {
  type AlarmMember,
  type AlarmRequest,
  AlarmResponse,
  AlarmType,
  AlarmTypeTable,
  DowngradeAction,
  DowngradeInfo,
  type DowngradeRequest,
  DowngradeResponse,
  type HashKVRequest,
  HashKVResponse,
  HashResponse,
  StatusResponse,
} from '@quorate/protocol';

export interface MaintenanceOptions {
  readonly clock: Clock;
  /** Where the database is, for the file that a defragmentation builds beside it. */
  readonly databasePath: string;
  readonly quotaBytes: number;
  readonly onDefragmented: (seconds: number) => void;
  readonly onDefragmenting: (underWay: boolean) => void;
}

/** Upkeep of one member: status, alarms, defragmentation, hashes, copies, leadership, downgrades. */
export class MemberMaintenanceBackend implements MaintenanceBackend {
  readonly #member: Member;
  readonly #options: MaintenanceOptions;

  constructor(member: Member, options: MaintenanceOptions) {
    this.#member = member;
    this.#options = options;
  }

  async alarm(request: AlarmRequest, raw: Uint8Array): Promise<AlarmResponse> {
    const alarms = await this.#member.propose('alarm', request, raw);
    return AlarmResponse.create({ alarms: [...alarms] });
  }

  async status(): Promise<StatusResponse> {
    const { state } = this.#member;
    const { leaderId, term, committedIndex, appliedIndex, isLearner } = this.#member.status();
    const { database } = state.backend;
    const { downgrade, storageVersion } = state.clusterStore;
    const errors = this.alarms().map(
      (alarm) => `memberID:${alarm.memberId} alarm:${AlarmTypeTable.names.get(alarm.alarm)}`,
    );
    return StatusResponse.create({
      version: etcdVersion,
      dbSize: database.sizeBytes(),
      dbSizeInUse: database.sizeInUseBytes(),
      dbSizeQuota: Number.isFinite(this.#options.quotaBytes) ? this.#options.quotaBytes : 0,
      leader: leaderId,
      raftIndex: committedIndex,
      raftTerm: term,
      raftAppliedIndex: appliedIndex,
      errors: leaderId === 0n ? ['etcdserver: no leader', ...errors] : errors,
      isLearner,
      storageVersion: storageVersion ?? '',
      downgradeInfo: DowngradeInfo.create({ enabled: downgrade.enabled, targetVersion: downgrade.targetVersion }),
    });
  }

  async defragment(): Promise<void> {
    const { clock, databasePath, onDefragmented, onDefragmenting } = this.#options;
    const startedMs = clock.monotonicMs();
    onDefragmenting(true);
    try {
      const tempPath = `${databasePath}.tmp.${this.#member.nextRequestId().toString(16)}`;
      await this.#member.state.backend.database.defragment({ clock, tempPath });
      onDefragmented((clock.monotonicMs() - startedMs) / 1000);
    } finally {
      onDefragmenting(false);
    }
  }

  async hash(): Promise<HashResponse> {
    await this.#member.state.flush();
    const { hash } = await this.#member.state.store.hash();
    return HashResponse.create({ hash });
  }

  async hashKv({ revision }: HashKVRequest): Promise<HashKVResponse> {
    const { hash, compactRevision, hashRevision } = await this.#member.state.store.hashKv(revision);
    return HashKVResponse.create({ hash, compactRevision, hashRevision });
  }

  async snapshot(): Promise<DatabaseCopy> {
    const { state } = this.#member;
    const { database } = await state.copy();
    return {
      sizeBytes: database.sizeBytes,
      storageVersion: state.clusterStore.storageVersion ?? '',
      chunks: database.chunks(),
    };
  }

  async moveLeader(targetId: bigint): Promise<void> {
    await this.#member.moveLeader(targetId);
  }

  async downgrade({ action, version }: DowngradeRequest): Promise<DowngradeResponse> {
    await this.#member.linearizableBarrier();
    const { clusterStore } = this.#member.state;
    const current = clusterStore.clusterVersion;
    if (action === DowngradeAction.Cancel) {
      if (!clusterStore.downgrade.enabled) throw new MemberError('no-inflight-downgrade');
      await this.#member.version.setDowngrade(false, '');
    } else {
      const target = downgradeTarget(version, current);
      if (clusterStore.downgrade.enabled) throw new MemberError('downgrade-in-process');
      if (action === DowngradeAction.Enable) await this.#member.version.setDowngrade(true, target);
    }
    return DowngradeResponse.create({ version: current ?? '' });
  }

  alarms(): readonly AlarmMember[] {
    return this.#member.state.alarms.list(AlarmType.None);
  }
}

/** The version that a downgrade would go to; it must be exactly one minor below the cluster's. */
function downgradeTarget(version: string, clusterVersion: string | undefined): string {
  const target = parseVersion(version);
  if (!target) throw new MemberError('wrong-downgrade-version-format');
  const current = parseVersion(clusterVersion ?? '');
  if (!current) throw new MemberError('cluster-version-unavailable');
  if (target.major !== current.major || target.minor !== current.minor - 1) {
    throw new MemberError('invalid-downgrade-target-version');
  }
  return `${target.major}.${target.minor}.0`;
}
