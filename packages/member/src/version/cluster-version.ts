import type { Clock, Logger } from '@quorate/ports';
import { ClusterVersionSetRequest, DowngradeInfoSetRequest } from '@quorate/protocol';
import type { ClusterStore } from '../cluster/cluster-store.ts';
import type { Membership } from '../cluster/membership.ts';
import type { Proposer } from '../proposal/proposer.ts';
import type { RemoteMembers } from '../transport/remote-members.ts';
import { ClusterVersionMonitor } from './cluster-version-monitor.ts';
import { compareVersions, etcdVersion, parseVersion } from './semantic-version.ts';

/** From this cluster version on the database says its own version, and remaining times of leases are kept in it. */
const versionedStorage = { major: 3, minor: 6, patch: 0 };

export interface ClusterVersionOptions {
  readonly memberId: bigint;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly membership: Membership;
  readonly clusterStore: ClusterStore;
  readonly remote: RemoteMembers;
  readonly isLeader: () => boolean;
  readonly proposer: Proposer;
}

/** The version that the cluster works at: decided by the leader, known to all, and what follows from it. */
export class ClusterVersion {
  readonly #options: ClusterVersionOptions;
  readonly #monitor: ClusterVersionMonitor;
  readonly #decided = Promise.withResolvers<void>();

  constructor(options: ClusterVersionOptions) {
    this.#options = options;
    const { clock, logger, membership, clusterStore, remote, memberId, isLeader, proposer } = options;
    this.#monitor = new ClusterVersionMonitor(clock, logger, {
      isLeader,
      clusterVersion: () => clusterStore.clusterVersion,
      downgradeTarget: () => (clusterStore.downgrade.enabled ? clusterStore.downgrade.targetVersion : undefined),
      endDowngrade: () => this.setDowngrade(false, ''),
      memberVersions: () =>
        Promise.all(
          membership
            .list()
            .map((member) =>
              member.id === memberId ? etcdVersion : remote.serverVersion(member.peerUrls).catch(() => undefined),
            ),
        ),
      propose: (version) => {
        const request = ClusterVersionSetRequest.create({ ver: version });
        return proposer.propose('clusterVersionSet', request, ClusterVersionSetRequest.encode(request));
      },
    });
  }

  start(): void {
    this.#monitor.start();
  }

  stop(): void {
    this.#monitor.stop();
  }

  /** Has the version decided or raised now if this member leads. */
  check(): void {
    this.#monitor.check();
  }

  /** Resolves when the cluster has a version. */
  decided(): Promise<void> {
    return this.#options.clusterStore.clusterVersion === undefined ? this.#decided.promise : Promise.resolve();
  }

  /** Puts the cluster on its way to an older version (`3.6.0`), or takes it off that way. */
  setDowngrade(enabled: boolean, targetVersion: string): Promise<undefined> {
    const request = DowngradeInfoSetRequest.create({ enabled, ver: targetVersion });
    return this.#options.proposer.propose('downgradeInfoSet', request, DowngradeInfoSetRequest.encode(request));
  }

  /** A version was applied. */
  applied(version: string): void {
    this.#options.logger.info('updated cluster version', { 'cluster-version': version });
    this.#decided.resolve();
    if (this.#isAtLeast(version)) this.#options.clusterStore.setStorageVersion(version);
  }

  /** Whether every member keeps the remaining times of leases, so that it makes sense to send them. */
  get keepsRemainingTtl(): boolean {
    return this.#isAtLeast(this.#options.clusterStore.clusterVersion ?? '');
  }

  #isAtLeast(version: string): boolean {
    const parsed = parseVersion(version);
    return parsed !== undefined && compareVersions(parsed, versionedStorage) >= 0;
  }
}
