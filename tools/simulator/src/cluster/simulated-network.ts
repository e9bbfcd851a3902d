import type { PeerHandler, SnapshotBody } from '@quorate/member';
import { MessageType, RaftMessage } from '@quorate/protocol';
import type { SeededRandom, VirtualClock } from '@quorate/simulated-ports';
import { arrivals, fairWeather, type Weather } from './link-weather.ts';
import type { ProcessClock } from './process-clock.ts';

/** One process on the network; a restarted member is another one. */
export interface Endpoint {
  readonly id: bigint;
  readonly clock: ProcessClock;
  readonly handler: PeerHandler;
  /** Hears of who sent something: a member that is behind has to answer one that joined later. */
  readonly onSender?: (id: bigint) => void;
}

/** Sees every message, before the network decides on it. */
export type Wiretap = (message: RaftMessage, fate: 'sent' | 'lost' | 'blocked') => void;

/** A connection is taken for broken when a snapshot has not got through in this time, in milliseconds. */
const snapshotTimeoutMs = 10_000;
const snapshotChunkMs = 0.5;
/** A question to a member that does not answer is given up after so long, in milliseconds. */
const callMsMax = 1500;

/** Carries messages between members as bytes: late, twice, in another order, or not at all. */
export class SimulatedNetwork {
  weather: Weather = fairWeather;
  /** Called once, when a member has begun to take in a snapshot. */
  onSnapshotArriving: ((receiver: bigint) => void) | undefined;
  readonly #clock: VirtualClock;
  readonly #random: SeededRandom;
  readonly #wiretap: Wiretap;
  readonly #endpoints = new Map<bigint, Endpoint>();
  /** How many faults block a direction, by `from>to`. */
  readonly #blocks = new Map<string, number>();
  /** When a pair of members could last not reach each other, in true milliseconds. */
  readonly #brokenMs = new Map<string, number>();
  #delivered = 0;

  constructor(clock: VirtualClock, random: SeededRandom, wiretap: Wiretap) {
    this.#clock = clock;
    this.#random = random;
    this.#wiretap = wiretap;
  }

  /** Messages that have arrived. */
  get delivered(): number {
    return this.#delivered;
  }

  attach(endpoint: Endpoint): void {
    this.#endpoints.set(endpoint.id, endpoint);
    this.#breakAll(endpoint.id);
  }

  detach(endpoint: Endpoint): void {
    if (this.#endpoints.get(endpoint.id) !== endpoint) return;
    this.#endpoints.delete(endpoint.id);
    this.#breakAll(endpoint.id);
  }

  /** Blocks one direction until the answer is called. */
  block(from: bigint, to: bigint): () => void {
    const key = `${from}>${to}`;
    this.#blocks.set(key, (this.#blocks.get(key) ?? 0) + 1);
    this.#break(from, to);
    return () => {
      this.#blocks.set(key, (this.#blocks.get(key) ?? 0) - 1);
      this.#break(from, to);
    };
  }

  /** Whether messages get from one to the other at the moment; a paused process still takes them in. */
  reaches(from: bigint, to: bigint): boolean {
    return this.#endpoints.has(from) && this.#endpoints.has(to) && !this.#blocks.get(`${from}>${to}`);
  }

  /** Since when both directions have been open, in true milliseconds; undefined when one is not. */
  connectedSinceMs(a: bigint, b: bigint): number | undefined {
    if (!this.reaches(a, b) || !this.reaches(b, a)) return undefined;
    return this.#brokenMs.get(pairOf(a, b)) ?? 0;
  }

  send(from: Endpoint, message: RaftMessage): void {
    const { to } = message;
    if (!this.reaches(from.id, to)) {
      this.#wiretap(message, 'blocked');
      if (this.#random.below(2) === 0) this.#clock.setTimer(1, () => this.#tellUnreachable(from, to));
      return;
    }
    // A stream never repeats, and etcd relies on it for proposals that a follower passes on: there, twice means applied twice.
    const times = arrivals(this.weather, this.#random, message.type !== MessageType.MsgProp);
    this.#wiretap(message, times.length > 0 ? 'sent' : 'lost');
    if (times.length === 0) return;
    const bytes = RaftMessage.encode(message);
    for (const delayMs of times) this.#clock.setTimer(delayMs, () => this.#arrive(from, to, bytes));
  }

  /** A call from a member to another that is no raft message; rejects when either way is blocked or a process is dead. */
  async call<T>(from: Endpoint, to: bigint, call: () => Promise<T>): Promise<T> {
    await this.#travel(from.id, to);
    const callee = this.#endpoints.get(to);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    callee?.clock.run(() => {
      call().then(resolve, reject);
    });
    // A connection to a process that is dead or does not run hangs until somebody gives up.
    const timer = this.#clock.setTimer(callMsMax, () => reject(new Error('no answer')));
    const result = await promise.finally(() => timer.cancel());
    await this.#travel(to, from.id);
    return result;
  }

  /** Sends a MsgSnap with its database; both ends and the way must hold until the end. */
  async sendSnapshot(from: Endpoint, message: RaftMessage, body: SnapshotBody): Promise<void> {
    const { to } = message;
    const encoded = RaftMessage.encode(message);
    let isTold = false;
    const tell = (delivered: boolean) => {
      if (isTold) return;
      isTold = true;
      from.clock.run(() => from.handler.reportSnapshot(to, delivered));
    };
    try {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body.chunks) chunks.push(chunk.slice());
      await this.#travel(from.id, to);
      const receiver = this.#endpoints.get(to);
      this.#wiretap(message, 'sent');
      this.#clock.setTimer(snapshotTimeoutMs, () => tell(false));
      receiver?.clock.run(() => {
        receiver.onSender?.(from.id);
        this.#snapshotArrives(receiver.id);
        receiver.handler.receiveSnapshot(RaftMessage.decode(encoded), this.#inTransit(from, receiver, chunks)).then(
          () => tell(true),
          () => tell(false),
        );
      });
    } catch {
      this.#wiretap(message, 'lost');
      tell(false);
    } finally {
      body.close();
    }
  }

  #snapshotArrives(receiver: bigint): void {
    const listener = this.onSnapshotArriving;
    this.onSnapshotArriving = undefined;
    listener?.(receiver);
  }

  async *#inTransit(from: Endpoint, to: Endpoint, chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
    for (const chunk of chunks) {
      await new Promise<void>((resolve) => to.clock.setTimer(snapshotChunkMs, resolve));
      if (this.#endpoints.get(from.id) !== from || !this.reaches(from.id, to.id)) throw new Error('connection lost');
      yield chunk;
    }
  }

  async #travel(from: bigint, to: bigint): Promise<void> {
    const [delayMs] = arrivals(this.weather, this.#random, false);
    await new Promise<void>((resolve) => this.#clock.setTimer(delayMs ?? 100, resolve));
    if (delayMs === undefined || !this.reaches(from, to)) throw new Error('unreachable');
  }

  #arrive(from: Endpoint, to: bigint, bytes: Uint8Array): void {
    if (!this.reaches(from.id, to)) return;
    const receiver = this.#endpoints.get(to);
    receiver?.clock.run(() => {
      this.#delivered++;
      receiver.onSender?.(from.id);
      if (receiver.handler.isRemoved(from.id)) this.#tellRemoved(from, to);
      else receiver.handler.receive(RaftMessage.decode(bytes));
    });
  }

  #tellRemoved(to: Endpoint, from: bigint): void {
    this.#clock.setTimer(1, () => {
      if (this.reaches(from, to.id)) to.clock.run(() => to.handler.removedFromCluster());
    });
  }

  #tellUnreachable(from: Endpoint, to: bigint): void {
    from.clock.run(() => from.handler.reportUnreachable(to));
  }

  #breakAll(id: bigint): void {
    for (const other of this.#endpoints.keys()) this.#break(id, other);
  }

  #break(a: bigint, b: bigint): void {
    this.#brokenMs.set(pairOf(a, b), this.#clock.monotonicMs());
  }
}

function pairOf(a: bigint, b: bigint): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}
