import type { Member } from '@quorate/member';
import type { SeededRandom } from '@quorate/simulated-ports';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import { ConnectionLost, type SimulatedMember } from '../cluster/simulated-member.ts';
import type { Observed } from './observed.ts';

/** A client gives up waiting for an answer after so many milliseconds of true time. */
const answerMsMax = 9_000;

/** Errors that applying a request came to, or that it was refused with before it was proposed: it had no effect. */
const refusals: ReadonlySet<string> = new Set(['StoreError', 'LeaseError']);
const refusalCodes: ReadonlySet<string> = new Set(['too-many-requests', 'request-too-large', 'not-primary-lessor']);

/** Whether an error says for certain that the request had no effect; otherwise it may have one, even later. */
export function isRefusal(error: unknown): boolean {
  const { name, code, message } = error as { name?: string; code?: string; message?: string };
  if (refusals.has(name ?? '')) return true;
  if (error instanceof ConnectionLost) return message === 'not running';
  return refusalCodes.has(code ?? '');
}

/** What all kinds of clients have in common: a member they talk to, another when that one fails, and an end. */
export abstract class Client {
  protected readonly cluster: SimulatedCluster;
  protected readonly random: SeededRandom;
  protected readonly observed: Observed;
  readonly name: string;
  #endpoint: SimulatedMember | undefined;
  #isStopping = false;
  #running: Promise<void> = Promise.resolve();
  #isIdle = true;

  constructor(cluster: SimulatedCluster, observed: Observed, name: string) {
    this.cluster = cluster;
    this.observed = observed;
    this.name = name;
    this.random = cluster.random.fork(name);
  }

  /** Whether it has come to its end. */
  get isIdle(): boolean {
    return this.#isIdle;
  }

  protected get isStopping(): boolean {
    return this.#isStopping;
  }

  start(): void {
    this.#isIdle = false;
    this.#running = this.work().then(
      () => this.#ended(),
      (error) => {
        this.cluster.violations.addError('a client works', error);
        this.#ended();
      },
    );
  }

  /** Has it come to an end when its present request is answered. */
  stop(): void {
    this.#isStopping = true;
  }

  /** Everything the client does. */
  protected abstract work(): Promise<void>;

  /** Waits for true time to pass. */
  protected sleep(ms: number): Promise<void> {
    return new Promise((resolve) => this.cluster.clock.setTimer(ms, resolve));
  }

  /** A pause between two requests. */
  protected think(): Promise<void> {
    return this.sleep(1 + this.random.below(this.cluster.settings.thinkMsMax));
  }

  /** The member it talks to at the moment. */
  protected get endpoint(): SimulatedMember {
    const { members } = this.cluster;
    if (!this.#endpoint || this.#endpoint.isGone) this.changeEndpoint();
    return this.#endpoint ?? (members[0] as SimulatedMember);
  }

  protected changeEndpoint(): void {
    const choice = this.cluster.members.filter(({ isGone }) => !isGone);
    this.#endpoint = choice[this.random.below(Math.max(1, choice.length))];
  }

  /** Asks the member it talks to. A failure has it talk to another from then on. */
  protected async ask<T>(action: (member: Member) => T | Promise<T>, withinMs = answerMsMax): Promise<T> {
    const { clock } = this.cluster;
    const machine = this.endpoint;
    try {
      const { promise: late, reject } = Promise.withResolvers<never>();
      const timer = clock.setTimer(withinMs, () => reject(new Error('the client waited long enough')));
      return await Promise.race([machine.call(action), late]).finally(() => timer.cancel());
    } catch (error) {
      if (!isRefusal(error) || error instanceof ConnectionLost) {
        this.changeEndpoint();
        // A correct client backs off.
        await this.sleep(20 + this.random.below(100));
      }
      throw error;
    }
  }

  protected tell(what: () => string): void {
    this.cluster.trace.tell(this.name, what);
  }

  #ended(): void {
    this.#isIdle = true;
    void this.#running;
  }
}
