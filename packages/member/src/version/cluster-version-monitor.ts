import type { Clock, Logger, Timer } from '@quorate/ports';
import {
  clusterVersionMin,
  clusterVersionOf,
  compareVersions,
  formatVersion,
  parseVersion,
  type SemanticVersion,
} from './semantic-version.ts';

/** How often the leader looks at its members' versions. */
const intervalMs = 4000;

/** What the monitor sees and does through its member. */
export interface VersionMonitorSource {
  isLeader(): boolean;
  /** The cluster version that was decided last. */
  clusterVersion(): string | undefined;
  /** The server version of each member, this one included; undefined for one that does not answer. */
  memberVersions(): Promise<readonly (string | undefined)[]>;
  /** The older version that the cluster is on its way to; undefined when it is on no such way. */
  downgradeTarget(): string | undefined;
  /** Proposes that the way to an older version is at its end. */
  endDowngrade(): Promise<unknown>;
  /** Proposes a cluster version. */
  propose(version: string): Promise<unknown>;
}

function oldest(versions: readonly (string | undefined)[]): SemanticVersion | undefined {
  let result: SemanticVersion | undefined;
  for (const text of versions) {
    const version = text === undefined ? undefined : parseVersion(text);
    if (!version) return undefined;
    if (!result || compareVersions(version, result) < 0) result = version;
  }
  return result;
}

/**
 * The version that the leader should propose, if any: the oldest member's, without its patch. A new cluster in which a
 * member has not answered starts at the least version, so that it can serve at all; after that the version only goes up,
 * and only when every member has answered.
 */
export function decideClusterVersion(
  current: string | undefined,
  memberVersions: readonly (string | undefined)[],
): string | undefined {
  const least = oldest(memberVersions);
  const allowed = least && clusterVersionOf(least);
  if (current === undefined) return allowed ? formatVersion(allowed) : clusterVersionMin;
  const decided = parseVersion(current);
  if (!decided || !allowed || compareVersions(decided, allowed) >= 0) return undefined;
  return formatVersion(allowed);
}

/**
 * What a cluster on its way to an older version needs next: the cluster version goes down first, so that members of the older
 * version can take over one by one; when all of them have, the way is at its end.
 */
export function decideDowngrade(
  current: string | undefined,
  target: string,
  memberVersions: readonly (string | undefined)[],
): 'lower' | 'end' | 'wait' {
  const [from, to] = [parseVersion(current ?? ''), parseVersion(target)];
  if (!from || !to) return 'wait';
  if (compareVersions(from, to) > 0) return 'lower';
  const arrived = memberVersions.every((text) => {
    const version = parseVersion(text ?? '');
    return version !== undefined && compareVersions(clusterVersionOf(version), to) === 0;
  });
  return arrived ? 'end' : 'wait';
}

/** Keeps the cluster version at what the oldest member can do, as long as this member leads. */
export class ClusterVersionMonitor {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #source: VersionMonitorSource;
  #timer: Timer | undefined;
  #running = false;
  #stopped = false;

  constructor(clock: Clock, logger: Logger, source: VersionMonitorSource) {
    this.#clock = clock;
    this.#logger = logger;
    this.#source = source;
  }

  start(): void {
    this.#timer = this.#clock.setTimer(intervalMs, () => {
      this.check();
      if (!this.#stopped) this.start();
    });
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** Looks at once, for example because this member has just become the leader. */
  check(): void {
    if (this.#running || this.#stopped || !this.#source.isLeader()) return;
    this.#running = true;
    void this.#decide().finally(() => {
      this.#running = false;
    });
  }

  async #decide(): Promise<void> {
    try {
      const versions = await this.#source.memberVersions();
      if (this.#stopped || !this.#source.isLeader()) return;
      const target = this.#source.downgradeTarget();
      if (target !== undefined) await this.#downgrade(target, versions);
      else await this.#set(decideClusterVersion(this.#source.clusterVersion(), versions));
    } catch (error) {
      // The next look comes soon; a leader that cannot commit has more pressing troubles, which are reported elsewhere.
      this.#logger.debug('cluster version not decided', { error: String(error) });
    }
  }

  async #set(version: string | undefined): Promise<void> {
    if (version === undefined) return;
    this.#logger.info('setting up initial or new cluster version', { 'cluster-version': version });
    await this.#source.propose(version);
  }

  async #downgrade(target: string, versions: readonly (string | undefined)[]): Promise<void> {
    const next = decideDowngrade(this.#source.clusterVersion(), target, versions);
    if (next === 'lower') {
      await this.#set(target);
      this.#logger.info('The server is ready to downgrade', { 'target-version': target });
    } else if (next === 'end') {
      await this.#source.endDowngrade();
      this.#logger.info('the cluster has been downgraded', { 'cluster-version': target });
    }
  }
}
