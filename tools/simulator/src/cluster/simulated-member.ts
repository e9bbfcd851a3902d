import { Member, type MemberEnd } from '@quorate/member';
import type { Clock } from '@quorate/ports';
import { SimulatedDisk, type Survival } from '@quorate/simulated-ports';
import { DiskTrouble } from './disk-trouble.ts';
import { between } from './link-weather.ts';
import { ProcessClock, type Skew } from './process-clock.ts';
import type { SimulatedCluster } from './simulated-cluster.ts';
import type { Endpoint } from './simulated-network.ts';

/** From one start of a member's process to its end. */
export interface Life {
  readonly clock: ProcessClock;
  readonly number: number;
  /** True milliseconds. */
  readonly startedMs: number;
  member: Member | undefined;
  endpoint: Endpoint | undefined;
  /** Calls that wait for an answer of this process: told when it dies. */
  readonly callers: Set<(error: Error) => void>;
  /** A fault of its disk happened in this life, which may rightly end it. */
  hadDiskFault: boolean;
}

/** What a call ends with when the process dies: nobody knows whether it took effect. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
}

/** A machine of the cluster: a disk that outlasts crashes, clocks, and the process that runs on it, if it does. */
export class SimulatedMember {
  readonly id: bigint;
  readonly name: string;
  readonly url: string;
  readonly disk: SimulatedDisk;
  readonly trouble: DiskTrouble;
  skew: Skew = { rate: 1, offsetMs: 0, wallOffsetMs: 0 };
  /** It was removed from the cluster, or its data is lost: it never starts again. */
  isGone = false;
  /** Bits of its files were flipped: it may refuse to start. */
  isDamaged = false;
  /** How many faults keep it from being started. */
  heldDown = 0;
  readonly #cluster: SimulatedCluster;
  #life: Life | undefined;
  #lives = 0;

  constructor(cluster: SimulatedCluster, id: bigint) {
    this.#cluster = cluster;
    this.id = id;
    this.name = `m${id}`;
    this.url = `http://${this.name}:2380`;
    this.trouble = new DiskTrouble(cluster.random.fork(`disk of ${this.name}`));
    this.trouble.onPowerCut = () => this.#losePower();
    const device: Clock = {
      monotonicMs: () => cluster.clock.monotonicMs(),
      wallMs: () => cluster.clock.wallMs(),
      setTimer: (delayMs, callback) => (this.#life?.clock ?? cluster.clock).setTimer(delayMs, callback),
      nextTurn: (callback) => (this.#life?.clock ?? cluster.clock).nextTurn(callback),
    };
    this.disk = new SimulatedDisk({ clock: device, latencyMs: this.trouble.latencyMs });
  }

  get life(): Life | undefined {
    return this.#life;
  }

  /** The member, when its process has started up and is not stopped. */
  get member(): Member | undefined {
    return this.#life?.member;
  }

  get isRunning(): boolean {
    return this.#life?.member !== undefined && this.#life.clock.isRunning;
  }

  /** Starts the process; it takes part in the cluster some time later, or refuses. */
  start(): void {
    if (this.isGone || this.#life || this.heldDown > 0) return;
    const clock = new ProcessClock(this.#cluster.clock, this.skew);
    const life: Life = {
      clock,
      number: ++this.#lives,
      startedMs: this.#cluster.clock.monotonicMs(),
      member: undefined,
      endpoint: undefined,
      callers: new Set(),
      hadDiskFault: this.trouble.isFull || this.trouble.syncsFail,
    };
    this.#life = life;
    this.disk.faults = this.trouble.faults;
    this.#cluster.trace.tell(this.name, () => `starts (life ${life.number})`);
    const options = this.#cluster.optionsOf(this, life);
    clock.nextTurn(() => {
      Member.open(options, (end) => this.#ended(life, end)).then(
        (member) => this.#opened(life, member),
        (error) => this.#refused(life, error),
      );
    });
  }

  /** The process ends at once, wherever it was; `survival` decides over what was not synced. */
  crash(survival: Survival, why: string): void {
    const life = this.#life;
    if (!life) return;
    this.#cluster.trace.tell(this.name, () => `crashes: ${why} (unsynced data: ${survival})`);
    this.#end(life);
    this.disk.crash(survival, this.#cluster.random.fork(`crash ${this.name} ${life.number}`));
  }

  /** Makes its disk go wrong in a way that may rightly end the process. */
  spoilDisk(spoil: (trouble: DiskTrouble) => void): void {
    if (this.#life) this.#life.hadDiskFault = true;
    spoil(this.trouble);
  }

  /** Its wall clock jumps; what it shows goes on from there over restarts. */
  jumpWall(byMs: number): void {
    this.skew = { ...this.skew, wallOffsetMs: this.skew.wallOffsetMs + byMs };
    this.#life?.clock.jumpWall(byMs);
  }

  pause(): void {
    this.#life?.clock.pause();
  }

  resume(): void {
    this.#life?.clock.resume();
  }

  /** A client's call to this member: there and back through the network; rejects when the process is down or dies. */
  async call<T>(action: (member: Member) => T | Promise<T>): Promise<T> {
    const { clock, clientRandom } = this.#cluster;
    const there = between(clientRandom, 0.05, 1);
    const back = between(clientRandom, 0.05, 1);
    await new Promise<void>((resolve) => clock.setTimer(there, resolve));
    const life = this.#life;
    const member = life?.member;
    if (!life || !member) throw new ConnectionLost('not running');
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    life.callers.add(reject);
    life.clock.run(() => {
      Promise.resolve()
        .then(() => action(member))
        .then(resolve, reject);
    });
    const result = await promise.finally(() => life.callers.delete(reject));
    await new Promise<void>((done) => clock.setTimer(back, done));
    return result;
  }

  /** In the midst of a disk operation: nothing of the process goes on, and the machine is back a turn later. */
  #losePower(): void {
    const life = this.#life;
    if (!life) return;
    this.#cluster.trace.tell(this.name, () => 'loses power in a disk operation');
    this.#end(life);
    this.#cluster.clock.nextTurn(() =>
      this.disk.crash('some', this.#cluster.random.fork(`power ${this.name} ${life.number}`)),
    );
  }

  #opened(life: Life, member: Member): void {
    if (this.#life !== life) return;
    life.member = member;
    this.#cluster.opened(this, life, member);
    member.start();
    void member.publish();
  }

  #refused(life: Life, error: unknown): void {
    if (this.#life !== life) return;
    this.#cluster.trace.tell(this.name, () => `does not start: ${String(error)}`);
    this.#end(life);
    this.disk.crash('all');
    if (this.isDamaged) this.isGone = true;
    else if (!life.hadDiskFault) this.#cluster.violations.addError('a member starts again', error);
  }

  #ended(life: Life, end: MemberEnd): void {
    if (this.#life !== life) return;
    this.#cluster.trace.tell(this.name, () => `ends: ${end.kind === 'failed' ? String(end.error) : 'removed'}`);
    this.#end(life);
    this.disk.crash('all');
    if (end.kind === 'removed') this.isGone = true;
    else if (!life.hadDiskFault && !this.isDamaged) this.#cluster.violations.addError('a member goes on', end.error);
  }

  #end(life: Life): void {
    this.#life = undefined;
    life.clock.kill();
    this.#cluster.lifeEnded(life);
    if (life.endpoint) this.#cluster.network.detach(life.endpoint);
    for (const caller of [...life.callers]) caller(new ConnectionLost('the member died'));
  }
}
