import {
  type ClusterMember,
  clusterMember,
  type Member,
  type MemberOptions,
  type PeerTransport,
} from '@quorate/member';
import { silentLogger } from '@quorate/ports';
import { describeMessage } from '@quorate/raft';
import type { SeededRandom, VirtualClock } from '@quorate/simulated-ports';
import type { AgreedHistory } from '../checks/agreed-history.ts';
import type { RaftSafety } from '../checks/raft-safety.ts';
import type { Violations } from '../checks/violation.ts';
import type { Settings } from '../run/settings.ts';
import type { Trace } from '../trace/trace.ts';
import { type Life, SimulatedMember } from './simulated-member.ts';
import { SimulatedNetwork } from './simulated-network.ts';
import { SimulatedTransport } from './simulated-transport.ts';

const clusterId = 0xc1a5n;

export interface ClusterParts {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  readonly settings: Settings;
  readonly trace: Trace;
  readonly violations: Violations;
  readonly history: AgreedHistory;
  readonly safety: RaftSafety;
}

/** The machines of a cluster and the network between them. */
export class SimulatedCluster {
  readonly clock: VirtualClock;
  readonly random: SeededRandom;
  /** For the ways of clients' calls. */
  readonly clientRandom: SeededRandom;
  readonly settings: Settings;
  readonly trace: Trace;
  readonly violations: Violations;
  readonly history: AgreedHistory;
  readonly network: SimulatedNetwork;
  readonly members: SimulatedMember[] = [];
  readonly #safety: RaftSafety;
  /** What a member is told of the cluster when it starts without a log. */
  readonly #bootstraps = new Map<bigint, MemberOptions['bootstrap']>();
  #nextId = 1n;

  constructor(parts: ClusterParts) {
    this.clock = parts.clock;
    this.random = parts.random;
    this.clientRandom = parts.random.fork('client network');
    this.settings = parts.settings;
    this.trace = parts.trace;
    this.violations = parts.violations;
    this.history = parts.history;
    this.#safety = parts.safety;
    this.network = new SimulatedNetwork(parts.clock, parts.random.fork('network'), (message, fate) => {
      this.#safety.see(message);
      this.trace.tell('network', () => `${fate} ${describeMessage(message)}`);
    });
    const founders = Array.from({ length: parts.settings.members }, () => this.newMember());
    const members = founders.map(({ id, url }) => clusterMember({ id, peerUrls: [url] }));
    for (const { id } of founders) this.#bootstraps.set(id, { state: 'new', memberId: id, clusterId, members });
  }

  /** A machine that is not part of the cluster yet. */
  newMember(): SimulatedMember {
    const member = new SimulatedMember(this, this.#nextId++);
    const random = this.random.fork(`clock of ${member.name}`);
    const { driftMax } = this.settings;
    member.skew = {
      rate: 1 + driftMax * (random.below(2001) / 1000 - 1),
      offsetMs: random.below(1_000_000),
      wallOffsetMs: random.below(200_000) - 100_000,
    };
    this.members.push(member);
    return member;
  }

  /** Lets a machine join, after the cluster has taken its member in. */
  join(member: SimulatedMember, members: readonly ClusterMember[]): void {
    this.#bootstraps.set(member.id, { state: 'existing', memberId: member.id, clusterId, members });
    member.start();
  }

  /** Whether a machine knows which cluster it belongs to. */
  wasTold(member: SimulatedMember): boolean {
    return this.#bootstraps.has(member.id);
  }

  get running(): SimulatedMember[] {
    return this.members.filter((member) => member.isRunning);
  }

  get leader(): SimulatedMember | undefined {
    return this.running
      .filter(({ member }) => member?.leadership.isLeader)
      .sort((a, b) => (b.member?.term ?? 0) - (a.member?.term ?? 0))[0];
  }

  byUrls(urls: readonly string[]): SimulatedMember | undefined {
    return this.members.find(({ url }) => urls.includes(url));
  }

  /** Callbacks of all processes so far, and messages that have arrived. */
  #ended = 0;
  get events(): number {
    let events = this.#ended + this.network.delivered;
    for (const { life } of this.members) events += life?.clock.callbacks ?? 0;
    return events;
  }

  /** Counts what a process did that has ended. */
  lifeEnded(life: Life): void {
    this.#ended += life.clock.callbacks;
  }

  /** A member's files are open: from here on, everything it applies is looked at. */
  opened(machine: SimulatedMember, life: Life, member: Member): void {
    const { store, consistentIndex, watchHub } = member.state;
    const { name } = machine;
    let next = store.revision + 1;
    store.onRestore(() => {
      next = store.revision + 1;
      this.trace.tell(name, () => `goes over to a leader's database at revision ${store.revision}`);
    });
    store.onChange((revision, changes) => {
      if (life.clock.isDead) return;
      if (revision !== next) this.violations.add('revisions', `${name} applies ${revision} after ${next - 1}`);
      next = revision + 1;
      this.history.applied(name, revision, changes, consistentIndex, this.clock.monotonicMs());
    });
    this.trace.tell(name, () => `runs at revision ${store.revision}, ${watchHub.counts.streams} streams`);
  }

  optionsOf(machine: SimulatedMember, life: Life): MemberOptions {
    const { settings } = this;
    const bootstrap = this.#bootstraps.get(machine.id);
    if (!bootstrap) throw new Error(`${machine.name} was told of no cluster`);
    return {
      clock: life.clock,
      random: this.random.fork(`member ${machine.id} ${life.number}`),
      disk: machine.disk,
      logger: silentLogger,
      createTransport: (): PeerTransport => new SimulatedTransport(this, machine, life),
      remote: this.#remoteOf(life),
      observer: {
        leaderChanged: (leaderId, isLeader) => {
          this.trace.tell(
            machine.name,
            () => `follows m${leaderId}${isLeader ? ', itself' : ''} in term ${life.member?.term}`,
          );
          if (isLeader && life.member) this.#safety.leads(machine.id, life.member.term);
        },
      },
      name: machine.name,
      clientUrls: [`http://${machine.name}:2379`],
      dataDirectory: '/data',
      bootstrap,
      heartbeatMs: settings.heartbeatMs,
      electionMs: settings.electionMs,
      preVote: settings.preVote,
      electionTickAdvance: true,
      requestBytesMax: 1_572_864,
      quotaBytes: settings.quotaBytes,
      snapshotEntries: settings.snapshotEntries,
      catchUpEntries: settings.catchUpEntries,
      walSegmentsMax: 3,
      snapshotFilesMax: 2,
      learnersMax: 1,
      strictReconfigCheck: true,
      walSegmentBytes: settings.walSegmentBytes,
      databaseCacheBytes: settings.databaseCacheBytes,
      batchIntervalMs: settings.batchIntervalMs,
      compactionBatchMax: settings.compactionBatchMax,
      compactionPauseMs: 10,
    };
  }

  #remoteOf(life: Life): MemberOptions['remote'] {
    const ask = <T>(urls: readonly string[], question: (member: Member) => Promise<T>): Promise<T> => {
      const callee = this.byUrls(urls);
      const { endpoint } = life;
      if (!callee || !endpoint) return Promise.reject(new Error('unknown member'));
      return this.network.call(endpoint, callee.id, () =>
        callee.member ? question(callee.member) : Promise.reject(new Error('not running')),
      );
    };
    return {
      serverVersion: (urls) => ask(urls, async () => '3.7.1'),
      renewLease: (urls, id) => ask(urls, (member) => member.leases.renewHere(id)),
      leaseTimeToLive: (urls, id, keys) => ask(urls, (member) => member.leases.timeToLiveHere(id, keys)),
      promote: (urls, id) => ask(urls, async (member) => void (await member.membershipRequests.promoteHere(id))),
    };
  }
}
