import { ConfChangeTransition, ConfChangeType, type RaftMessage, type RaftSnapshot } from '@quorate/protocol';
import type { RaftConfig } from '../config.ts';
import type { Raft } from '../core/raft.ts';
import { RaftError } from '../raft-error.ts';
import { isJoint } from '../tracker/configuration.ts';
import { isSnapshot, Network } from './network.ts';
import { Safety } from './safety.ts';
import { SeededRandom } from './seeded-random.ts';
import { type Outlet, SimulatedNode } from './simulated-node.ts';

/** What all nodes start from: so that there is something before the log, as after a restore. */
const startIndex = 2;

/** What a run was like, to see that runs do what they are for. */
export interface Outcome {
  readonly committed: number;
  readonly reads: number;
  readonly term: number;
  readonly crashes: number;
}

/** Ticks of everybody within which a healthy group must get somewhere: dozens of election timeouts. */
const healRoundsMax = 1_000;

/** Turns within which a node that nobody disturbs has done all its work. */
const settleTurnsMax = 10_000;

const transitions = [
  ConfChangeTransition.ConfChangeTransitionAuto,
  ConfChangeTransition.ConfChangeTransitionJointImplicit,
  ConfChangeTransition.ConfChangeTransitionJointExplicit,
];

const changesOfVoters = [ConfChangeType.ConfChangeRemoveNode, ConfChangeType.ConfChangeAddLearnerNode];
const changesOfOthers = [
  ConfChangeType.ConfChangeAddNode,
  ConfChangeType.ConfChangeAddNode,
  ConfChangeType.ConfChangeAddLearnerNode,
];

/** A group of nodes, a network and a fate, all from one seed. */
export class Simulation implements Outlet {
  readonly #random: SeededRandom;
  readonly #network: Network;
  readonly #safety = new Safety(startIndex);
  readonly #nodes: SimulatedNode[];
  readonly #byId: ReadonlyMap<bigint, SimulatedNode>;
  readonly #fates: readonly (readonly [weight: number, act: () => void])[];
  readonly #totalWeight: number;
  readonly #floors = new Map<number, number>();
  /**
   * Whether the voters stay who they are. Otherwise a group may get stuck for good: a node that was removed and has the longest log
   * does not campaign, and one that does not know of the removal yet may need its vote.
   */
  readonly hasFixedMembership: boolean;
  #proposals = 0;
  #readsAnswered = 0;
  #crashes = 0;

  /** @param size voters to start with; two more nodes wait to be added */
  constructor(seed: number, size: number) {
    const random = new SeededRandom(seed);
    this.#random = random;
    this.#network = new Network({
      lostPercent: random.pick([0, 2, 10, 25]),
      doubledPercent: random.pick([0, 5, 20]),
      isReordered: random.chance(70),
    });
    this.hasFixedMembership = random.chance(35);
    const options = this.#options();
    const voters = Array.from({ length: size }, (_, at) => BigInt(at + 1));
    const confState = { voters, learners: [], votersOutgoing: [], learnersNext: [], autoLeave: false };
    const start: RaftSnapshot = {
      data: new Uint8Array(4),
      metadata: { confState, index: startIndex, term: 1 },
    };
    const ids = [...voters, BigInt(size + 1), BigInt(size + 2)];
    this.#nodes = ids.map((id) => {
      const isMember = id <= size;
      return new SimulatedNode({ ...options, id }, isMember ? start : undefined, this.#safety, this);
    });
    this.#byId = new Map(this.#nodes.map((node) => [node.id, node]));
    this.#fates = this.#possibleFates();
    this.#totalWeight = this.#fates.reduce((total, [weight]) => total + weight, 0);
  }

  #options(): Omit<RaftConfig, 'id' | 'storage'> {
    const random = this.#random;
    return {
      electionTicks: 3 + random.below(8),
      heartbeatTicks: 1,
      random,
      asyncStorageWrites: random.chance(50),
      preVote: random.chance(50),
      checkQuorum: random.chance(50),
      inflightMessagesMax: random.pick([1, 3, 100]),
      messageBytesMax: random.pick([1, 30, 1_000]),
      committedBytesPerReadyMax: random.pick([1, 40, 1_000]),
      uncommittedBytesMax: random.pick([40, 1_000]),
      stepDownOnRemoval: random.chance(50),
    };
  }

  /** Lets chance have its way for so many steps, checking all promises after each. */
  run(steps: number): Outcome {
    this.#first().raw.campaign();
    for (let step = 0; step < steps; step++) this.#step();
    return {
      committed: this.#safety.highestCommitted - startIndex,
      reads: this.#readsAnswered,
      term: Math.max(...this.#nodes.map(({ raft }) => raft.term)),
      crashes: this.#crashes,
    };
  }

  /**
   * The weather clears up: nothing is lost any more, and everybody ticks. Then, within some election timeouts, there must be a
   * leader that gets something committed, which every voter applies.
   */
  heal(): void {
    this.#network.weather = { lostPercent: 0, doubledPercent: 0, isReordered: false };
    this.#network.isolated = undefined;
    for (let round = 0; round < healRoundsMax; round++) {
      for (const node of this.#nodes) this.#act(node, ({ raw }) => raw.tick());
      this.#settle();
      if (round % 20 === 0) {
        for (const node of this.#nodes) this.#reportSnapshots(node);
      }
      const leader = this.#nodes.find(({ raft }) => raft.role === 'leader');
      if (leader === undefined || round % 10 !== 0) continue;
      const target = this.#safety.highestCommitted + 1;
      this.#act(leader, ({ raw }) => raw.propose(new Uint8Array([1])));
      this.#settle();
      if (this.#hasEveryVoterApplied(leader, target)) return;
    }
    throw new Error('nothing is agreed on any more, although nothing is lost');
  }

  #settle(): void {
    for (let turn = 0; turn < settleTurnsMax; turn++) {
      for (const node of this.#nodes) if (node.hasWork()) this.#act(node, (one) => one.work(this.#random));
      while (!this.#network.isIdle) this.#deliver();
      if (!this.#nodes.some((node) => node.hasWork())) return;
    }
    throw new Error('the nodes do not settle');
  }

  /** Whether a snapshot arrived was not always reported before; a follower without a report waits for ever. */
  #reportSnapshots(node: SimulatedNode): void {
    for (const { id, state } of node.raw.status().progress) {
      if (state === 'snapshot') this.#act(node, ({ raw }) => raw.reportSnapshot(id, 'failed'));
    }
  }

  #hasEveryVoterApplied({ raft }: SimulatedNode, index: number): boolean {
    const { voters, votersOutgoing } = raft.tracker.configuration;
    const ids = [...voters, ...votersOutgoing];
    return ids.every((id) => (this.#byId.get(id)?.raft.log.applied ?? 0) >= index);
  }

  #first(): SimulatedNode {
    return this.#nodes[0] as SimulatedNode;
  }

  #rafts(): Raft[] {
    return this.#nodes.map(({ raft }) => raft);
  }

  #step(): void {
    let at = this.#random.below(this.#totalWeight);
    for (const [weight, act] of this.#fates) {
      at -= weight;
      if (at < 0) {
        act();
        return;
      }
    }
  }

  /** What can happen, each as often as its weight says; how often nodes tick, crash and are told to change differs from run to run. */
  #possibleFates(): [weight: number, act: () => void][] {
    const random = this.#random;
    const anyNode = () => random.pick(this.#nodes);
    const on = (choose: () => SimulatedNode, act: (node: SimulatedNode) => void) => () => this.#act(choose(), act);
    const leader = () => this.#leaderOrAny();
    return [
      [450, () => (this.#network.isIdle ? this.#workOrTick() : this.#deliver())],
      [300, () => this.#workOrTick()],
      [random.pick([30, 60, 120]), on(anyNode, ({ raw }) => raw.tick())],
      [random.pick([40, 80]), on(leader, (node) => this.#propose(node))],
      [20, on(leader, (node) => this.#read(node))],
      [random.pick([0, 3, 16]), on(anyNode, (node) => this.#crash(node))],
      [this.hasFixedMembership ? 0 : random.pick([20, 80]), on(leader, (node) => this.#changeMembership(node))],
      [6, on(anyNode, (node) => node.compact(random))],
      [3, on(anyNode, ({ raw }) => raw.campaign())],
      [3, on(leader, ({ raw }) => raw.transferLeader(anyNode().id))],
      [2, on(anyNode, ({ raw }) => raw.forgetLeader())],
      [random.pick([3, 12]), () => this.#cutOff()],
    ];
  }

  #cutOff(): void {
    this.#network.isolated = this.#random.chance(50) ? this.#random.pick(this.#nodes).id : undefined;
  }

  /** When nobody has anything to do, only time can pass. */
  #workOrTick(): void {
    const busy = this.#busyNode();
    if (busy) this.#act(busy, (node) => node.work(this.#random));
    else if (this.#network.isIdle) this.#act(this.#random.pick(this.#nodes), ({ raw }) => raw.tick());
    else this.#deliver();
  }

  #busyNode(): SimulatedNode | undefined {
    const start = this.#random.below(this.#nodes.length);
    for (let at = 0; at < this.#nodes.length; at++) {
      const node = this.#nodes[(start + at) % this.#nodes.length] as SimulatedNode;
      if (node.hasWork()) return node;
    }
    return undefined;
  }

  #leaderOrAny(): SimulatedNode {
    const leaders = this.#nodes.filter(({ raft }) => raft.role === 'leader');
    return leaders.length > 0 && this.#random.chance(85) ? this.#random.pick(leaders) : this.#random.pick(this.#nodes);
  }

  #act(node: SimulatedNode, act: (node: SimulatedNode) => void): void {
    try {
      act(node);
    } catch (error) {
      const isRefusal = error instanceof RaftError && error.code === 'PROPOSAL_DROPPED';
      const isStranger = error instanceof RaftError && error.code === 'STEP_PEER_NOT_FOUND';
      if (!isRefusal && !isStranger) throw error;
    }
    this.#safety.afterStep(node.raft, this.#rafts());
  }

  #deliver(): void {
    const message = this.#network.next(this.#random, (lost) => this.#reportSnapshot(lost, 'failed'));
    if (message === undefined) return;
    const node = this.#byId.get(message.to);
    if (node === undefined) return;
    this.#act(node, ({ raw }) => raw.step(message));
    this.#reportSnapshot(message, 'finished');
  }

  #reportSnapshot(message: RaftMessage, status: 'finished' | 'failed'): void {
    if (!isSnapshot(message) || !this.#random.chance(80)) return;
    const sender = this.#byId.get(message.from);
    if (sender) this.#act(sender, ({ raw }) => raw.reportSnapshot(message.to, status));
    if (sender && status === 'failed') this.#act(sender, ({ raw }) => raw.reportUnreachable(message.to));
  }

  #crash(node: SimulatedNode): void {
    this.#crashes++;
    node.crash();
  }

  #propose({ raw }: SimulatedNode): void {
    const payload = () => {
      const number = ++this.#proposals;
      return new Uint8Array([number >> 8, number, ...new Uint8Array(this.#random.below(12))]);
    };
    if (this.#random.chance(70)) raw.propose(payload());
    else raw.proposeBatch([payload(), payload(), payload()]);
  }

  #read({ raw }: SimulatedNode): void {
    const number = this.#floors.size + 1;
    this.#floors.set(number, this.#safety.highestCommitted);
    raw.readIndex(new Uint8Array([number >> 8, number]));
  }

  #changeMembership({ raw, raft }: SimulatedNode): void {
    const random = this.#random;
    const context = new Uint8Array(0);
    const { configuration } = raft.tracker;
    if (isJoint(configuration) && random.chance(80)) {
      raw.proposeConfChange({ transition: ConfChangeTransition.ConfChangeTransitionAuto, changes: [], context });
      return;
    }
    const single = () => {
      const nodeId = random.pick(this.#nodes).id;
      const types = configuration.voters.has(nodeId) ? changesOfVoters : changesOfOthers;
      return { type: random.pick(types), nodeId };
    };
    if (random.chance(30)) {
      raw.proposeConfChange({ id: 0n, ...single(), context });
      return;
    }
    const changes = Array.from({ length: 1 + random.below(4) }, single);
    raw.proposeConfChange({ transition: random.pick(transitions), changes, context });
  }

  send(message: RaftMessage): void {
    this.#network.send(message);
  }

  read(node: SimulatedNode, context: Uint8Array, index: number): void {
    const number = ((context[0] ?? 0) << 8) | (context[1] ?? 0);
    this.#readsAnswered++;
    this.#safety.read(node.id, index, this.#floors.get(number) ?? 0);
  }
}

/** A run from a seed, in some runs followed by better times; errors name the seed. */
export function simulate(seed: number, size: number, steps: number): Outcome {
  try {
    const simulation = new Simulation(seed, size);
    const outcome = simulation.run(steps);
    if (seed % 4 === 0 && simulation.hasFixedMembership) simulation.heal();
    return outcome;
  } catch (error) {
    throw new Error(`seed ${seed}, ${size} nodes, ${steps} steps: ${String(error)}`, { cause: error });
  }
}
