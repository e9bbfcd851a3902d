import type { SeededRandom } from '@quorate/simulated-ports';
import { fairWeather, type Weather } from '../cluster/link-weather.ts';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import type { SimulatedMember } from '../cluster/simulated-member.ts';
import { describeFault, type FaultKind, type PlannedFault } from './fault-plan.ts';
import { flipBits } from './flip-bits.ts';
import type { Operator } from './operator.ts';

/** How often processes that have ended are looked for and started again, in milliseconds. */
const superviseMs = 300;

/** Brings a plan of faults over a cluster, and heals it. */
export class FaultInjector {
  /** How many faults of each kind came about. */
  readonly counts = new Map<FaultKind, number>();
  readonly #cluster: SimulatedCluster;
  readonly #operator: Operator;
  readonly #random: SeededRandom;
  readonly #open = new Set<() => void>();
  #isHealed = false;
  #hasFlipped = false;

  constructor(cluster: SimulatedCluster, operator: Operator) {
    this.#cluster = cluster;
    this.#operator = operator;
    this.#random = cluster.random.fork('faults');
  }

  start(plan: readonly PlannedFault[]): void {
    for (const fault of plan) this.#cluster.clock.setTimer(fault.atMs, () => this.#begin(fault));
    this.#supervise();
  }

  /** Ends all faults that are going on, and begins no more. */
  heal(): void {
    this.#isHealed = true;
    for (const end of [...this.#open]) end();
  }

  /** Starts what has ended and may run, as a service manager does. */
  #supervise(): void {
    for (const member of this.#cluster.members) if (this.#cluster.wasTold(member)) member.start();
    this.#replaceLost();
    this.#cluster.clock.setTimer(superviseMs, () => this.#supervise());
  }

  /** A member whose data turned out to be damaged is removed, and another takes its place. */
  #replaceLost(): void {
    if (this.#operator.isBusy) return;
    const lost = this.#cluster.members.find(
      ({ isGone, isDamaged, id }) => isGone && isDamaged && this.#isInCluster(id),
    );
    if (lost) void this.#operator.replace(lost);
  }

  /** The member whose files were damaged, as long as the cluster has not let go of it. */
  #damaged(): SimulatedMember | undefined {
    // While nobody runs, nobody can say that it was let go of.
    const mayBeMember = (id: bigint) => this.#cluster.running.length === 0 || this.#isInCluster(id);
    return this.#cluster.members.find(({ isDamaged, isGone, id }) => isDamaged && (!isGone || mayBeMember(id)));
  }

  #isInCluster(id: bigint): boolean {
    return this.#cluster.running.some(({ member }) => member?.state.membership.get(id) !== undefined);
  }

  #begin(fault: PlannedFault): void {
    if (this.#isHealed) return;
    const random = this.#random.fork(`fault ${fault.number}`);
    this.#cluster.trace.tell('fault', () => describeFault(fault));
    const end = this.#inject(fault.kind, random);
    if (end === undefined) return;
    this.counts.set(fault.kind, (this.counts.get(fault.kind) ?? 0) + 1);
    const endOnce = () => {
      if (!this.#open.delete(endOnce)) return;
      this.#cluster.trace.tell('fault', () => `${fault.number} ends`);
      end();
    };
    this.#open.add(endOnce);
    this.#cluster.clock.setTimer(fault.lastsMs, endOnce);
  }

  /** Carries out a fault; the answer ends it. Undefined when there is nobody to hit. */
  #inject(kind: FaultKind, random: SeededRandom): (() => void) | undefined {
    const machine = this.#victim(random);
    if (!machine) return undefined;
    switch (kind) {
      case 'kill':
        return this.#takeDown([machine], () => machine.crash('all', 'it is killed'));
      case 'power-cut':
        return this.#takeDown([machine], () =>
          machine.crash(random.below(2) === 0 ? 'some' : 'none', 'the power goes'),
        );
      case 'power-cut-of-all':
        return this.#takeDown(this.#cluster.members, (each) => each.crash('some', 'the power goes everywhere'));
      case 'power-cut-in-operation':
        machine.spoilDisk((trouble) => {
          trouble.operationsToPowerCut = 1 + random.below(60);
        });
        return () => {
          machine.trouble.operationsToPowerCut = undefined;
        };
      case 'pause':
        machine.pause();
        return () => machine.resume();
      case 'isolate':
        return this.#cut([machine], () => true);
      case 'split':
        return this.#cut(
          this.#cluster.members.filter(() => random.below(2) === 0),
          () => true,
        );
      case 'one-way': {
        const isInward = random.below(2) === 0;
        return this.#cut([machine], (direction) => (direction === 'in') === isInward);
      }
      case 'bad-weather':
        this.#cluster.network.weather = badWeather(random);
        return () => {
          this.#cluster.network.weather = fairWeather;
        };
      case 'slow-disk':
        machine.trouble.slowMsMax = 20 + random.below(1500);
        return () => {
          machine.trouble.slowMsMax = 0;
        };
      case 'full-disk':
        machine.spoilDisk((trouble) => {
          trouble.isFull = true;
        });
        return () => {
          machine.trouble.isFull = false;
        };
      case 'failing-sync':
        machine.spoilDisk((trouble) => {
          trouble.syncsFail = true;
        });
        return () => {
          machine.trouble.syncsFail = false;
        };
      case 'flipped-bits':
        return this.#flip(machine, random);
      case 'replace-member':
        if (this.#operator.isBusy) return undefined;
        // Removing a sound member while another may be lost is how operators lose clusters.
        void this.#operator.replace(this.#damaged() ?? machine);
        return () => {};
      case 'move-leader':
        void this.#operator.moveLeader();
        return () => {};
      case 'compact':
        void this.#operator.compact();
        return () => {};
      case 'defragment':
        return this.#defragment(machine, random);
      case 'jump-wall':
        return this.#jumpWall(machine, random);
      case 'pause-in-snapshot':
        return this.#pauseInSnapshot(random);
      case 'add-learner':
        if (this.#operator.isBusy || this.#damaged()) return undefined;
        void this.#operator.visitAsLearner(1_000 + random.below(8_000));
        return () => {};
      case 'fill-space':
        if (this.#operator.isBusy) return undefined;
        void this.#operator.fillSpace(500 + random.below(4_000));
        return () => {};
    }
  }

  /** The leader in two of three cases, since most goes wrong with it. */
  #victim(random: SeededRandom): SimulatedMember | undefined {
    const { leader } = this.#cluster;
    if (leader && random.below(3) !== 0) return leader;
    const choice = this.#cluster.members.filter(({ isGone }) => !isGone);
    return choice[random.below(Math.max(1, choice.length))];
  }

  #takeDown(machines: readonly SimulatedMember[], crash: (machine: SimulatedMember) => void): () => void {
    const down = [...machines];
    for (const machine of down) {
      crash(machine);
      machine.heldDown++;
    }
    return () => {
      for (const machine of down) machine.heldDown--;
    };
  }

  /** Blocks what goes into and out of a part of the cluster, as far as `isCut` says. */
  #cut(part: readonly SimulatedMember[], isCut: (direction: 'in' | 'out') => boolean): () => void {
    const { network, members } = this.#cluster;
    const unblock: (() => void)[] = [];
    for (const inside of part) {
      for (const outside of members) {
        if (part.includes(outside)) continue;
        if (isCut('out')) unblock.push(network.block(inside.id, outside.id));
        if (isCut('in')) unblock.push(network.block(outside.id, inside.id));
      }
    }
    return () => {
      for (const open of unblock) open();
    };
  }

  /** Forth or back, by anything from a moment to a year; back to where it was started once, for a fourth of them. */
  #jumpWall(machine: SimulatedMember, random: SeededRandom): () => void {
    const magnitude = random.below(4);
    const byMs = random.below([50, 5_000, 86_400_000, 2 ** 31][magnitude] ?? 50);
    const livedMs = Math.round(this.#cluster.clock.monotonicMs() - (machine.life?.startedMs ?? 0));
    machine.jumpWall(magnitude === 0 ? -livedMs : random.below(2) === 0 ? byMs : -byMs);
    return () => {};
  }

  /** At once, or as soon as a member takes in a leader's snapshot, that member. */
  #defragment(machine: SimulatedMember, random: SeededRandom): () => void {
    const { network, clock, members } = this.#cluster;
    if (random.below(2) === 0) {
      void this.#operator.defragment(machine);
      return () => {};
    }
    const afterMs = random.below(40);
    network.onSnapshotArriving = (receiver) =>
      clock.setTimer(afterMs, () => {
        const found = members.find(({ id }) => id === receiver);
        if (found && !this.#isHealed) void this.#operator.defragment(found);
      });
    return () => {};
  }

  /** The next member that takes in a leader's snapshot stops in the midst of it. */
  #pauseInSnapshot(random: SeededRandom): () => void {
    const { network, clock } = this.#cluster;
    let paused: SimulatedMember | undefined;
    let isOver = false;
    const afterMs = random.below(60);
    network.onSnapshotArriving = (receiver) =>
      clock.setTimer(afterMs, () => {
        if (isOver) return;
        paused = this.#cluster.members.find(({ id }) => id === receiver);
        paused?.pause();
      });
    return () => {
      isOver = true;
      network.onSnapshotArriving = undefined;
      paused?.resume();
    };
  }

  /** At most one member of a run: what a cluster promises holds as long as a minority is damaged. */
  #flip(machine: SimulatedMember, random: SeededRandom): (() => void) | undefined {
    if (this.#hasFlipped || this.#operator.isBusy || this.#cluster.members.some(({ isGone }) => isGone))
      return undefined;
    const end = this.#takeDown([machine], () => machine.crash('all', 'bits of its files are flipped'));
    if (flipBits(machine.disk, random)) {
      this.#hasFlipped = true;
      machine.isDamaged = true;
    }
    return end;
  }
}

function badWeather(random: SeededRandom): Weather {
  return {
    lossPerMille: random.below(3) === 0 ? random.below(700) : random.below(100),
    duplicatePerMille: random.below(300),
    delayMsMin: 0.2,
    delayMsMax: 5 + random.below(random.below(3) === 0 ? 500 : 50),
    latePerMille: random.below(100),
    lateMsMax: 1000 + random.below(5000),
  };
}
