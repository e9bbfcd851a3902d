import { silentLogger } from '@quorate/ports';
import { DeleteRangeRequest, KeyValue, LeaseGrantRequest, PutRequest, RangeRequest } from '@quorate/protocol';
import { SeededRandom, SimulatedDisk, VirtualClock } from '@quorate/simulated-ports';
import { type ClusterMember, clusterMember } from '../cluster/cluster-member.ts';
import { Member } from '../member.ts';
import type { MemberEnd } from '../member-end.ts';
import type { MemberOptions } from '../member-options.ts';
import { MemoryNetwork } from './memory-network.ts';

const clusterId = 0xc1a5n;
const bytes = (text: string) => new TextEncoder().encode(text);

/** One member of a test's cluster, with its disk, which outlasts it. */
export class TestMember {
  readonly id: bigint;
  readonly disk = new SimulatedDisk();
  readonly #cluster: TestCluster;
  #member: Member | undefined;
  end: MemberEnd | undefined;

  constructor(cluster: TestCluster, id: bigint) {
    this.#cluster = cluster;
    this.id = id;
  }

  get member(): Member {
    if (!this.#member) throw new Error(`member ${this.id} does not run`);
    return this.#member;
  }

  get isRunning(): boolean {
    return this.#member !== undefined;
  }

  async start(): Promise<void> {
    const opening = Member.open(this.#cluster.optionsOf(this), (end) => {
      this.end = end;
    });
    this.#member = await this.#cluster.finish(opening);
    this.#member.start();
    void this.#member.publish();
  }

  /** Stops in good order. */
  async stop(): Promise<void> {
    const stopping = this.member.stop();
    this.#member = undefined;
    await this.#cluster.finish(stopping);
  }

  /** The power goes: nothing that was not synced is there afterwards. */
  crash(): void {
    this.#cluster.network.detach(this.id);
    void this.#member?.stop().catch(() => {});
    this.#member = undefined;
    this.disk.crash('none');
  }

  async put(key: string, value: string, lease = 0n): Promise<number> {
    const request = PutRequest.create({ key: bytes(key), value: bytes(value), lease });
    const put = this.member.propose('put', request, PutRequest.encode(request));
    return (await this.#cluster.finish(put)).revision;
  }

  async delete(key: string): Promise<number> {
    const request = DeleteRangeRequest.create({ key: bytes(key) });
    const deleted = this.member.propose('deleteRange', request, DeleteRangeRequest.encode(request));
    return (await this.#cluster.finish(deleted)).deleted;
  }

  async grant(id: bigint, ttl: number): Promise<number> {
    const request = LeaseGrantRequest.create({ id, ttl });
    const granted = this.member.propose('leaseGrant', request, LeaseGrantRequest.encode(request));
    return (await this.#cluster.finish(granted)).ttl;
  }

  /** Reads a key linearizably. */
  async get(key: string): Promise<string | undefined> {
    await this.#cluster.finish(this.member.linearizableBarrier());
    return this.peek(key);
  }

  /** Reads a key of this member's own state. */
  peek(key: string): string | undefined {
    const [kv] = this.member.state.store.range(RangeRequest.create({ key: bytes(key) })).kvs;
    return kv && new TextDecoder().decode(KeyValue.decode(kv).value);
  }
}

/** A cluster in one process, under virtual time, with simulated disks and a network in memory. */
export class TestCluster {
  readonly clock = new VirtualClock();
  readonly network = new MemoryNetwork(this.clock);
  readonly members: TestMember[] = [];
  readonly #random: SeededRandom;
  readonly #overrides: Partial<MemberOptions>;
  #founders: ClusterMember[] = [];

  constructor(size: number, overrides: Partial<MemberOptions> = {}, seed = 1) {
    this.#random = new SeededRandom(seed);
    this.#overrides = overrides;
    for (let at = 1; at <= size; at++) this.members.push(new TestMember(this, BigInt(at)));
    this.#founders = this.members.map(({ id }) => memberOf(id));
  }

  /** Starts all members and waits for a leader that has its cluster's version. */
  async start(): Promise<void> {
    for (const member of this.members) await member.start();
    await this.clock.runUntil(
      () => this.running.every(({ member }) => member.state.clusterStore.clusterVersion),
      30_000,
    );
  }

  get running(): TestMember[] {
    return this.members.filter((member) => member.isRunning);
  }

  get leader(): TestMember {
    const leader = this.running.find(({ member }) => member.leadership.isLeader && !this.isCutOff(member.id));
    if (!leader) throw new Error('the cluster has no leader');
    return leader;
  }

  get followers(): TestMember[] {
    return this.running.filter(({ member }) => !member.leadership.isLeader);
  }

  /** A member that was added to the cluster and has no data yet. */
  addJoining(id: bigint): TestMember {
    const member = new TestMember(this, id);
    this.members.push(member);
    return member;
  }

  isCutOff(id: bigint): boolean {
    return !this.network.isConnected(id, id);
  }

  /** Lets time pass until a promise settles. */
  async finish<T>(promise: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => {
      settled = true;
    };
    promise.then(done, done);
    await this.clock.runUntil(() => settled, 60_000);
    return promise;
  }

  optionsOf({ id, disk }: TestMember): MemberOptions {
    const isFounder = this.#founders.some((founder) => founder.id === id);
    return {
      clock: this.clock,
      random: this.#random.fork(`member ${id}`),
      disk,
      logger: silentLogger,
      createTransport: () => this.network.transport(id),
      remote: {
        serverVersion: async () => '3.7.1',
        renewLease: async (_urls, leaseId) => this.leader.member.leases.renewHere(leaseId),
        leaseTimeToLive: async (_urls, leaseId, keys) => this.leader.member.leases.timeToLiveHere(leaseId, keys),
        promote: async (_urls, learnerId) => {
          await this.leader.member.membershipRequests.promoteHere(learnerId);
        },
      },
      name: `m${id}`,
      clientUrls: [`http://m${id}:2379`],
      dataDirectory: '/data',
      bootstrap: {
        state: isFounder ? 'new' : 'existing',
        memberId: id,
        clusterId,
        members: isFounder ? this.#founders : [...this.#founders, memberOf(id)],
      },
      heartbeatMs: 100,
      electionMs: 1000,
      preVote: true,
      electionTickAdvance: true,
      requestBytesMax: 1_572_864,
      quotaBytes: 2 ** 31,
      snapshotEntries: 10_000,
      catchUpEntries: 5000,
      walSegmentsMax: 5,
      snapshotFilesMax: 2,
      learnersMax: 1,
      strictReconfigCheck: true,
      walSegmentBytes: 256 * 1024,
      ...this.#overrides,
    };
  }
}

export function memberOf(id: bigint): ClusterMember {
  return clusterMember({ id, name: '', peerUrls: [`http://m${id}:2380`] });
}
