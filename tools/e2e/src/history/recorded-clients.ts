import type { KeyValueOperation, KeyValueResponse, Observation } from '@quorate/linearizability';
import { GrpcConnection, type HistoryConnection } from './history-connection.ts';
import { OperationMaker } from './operation-maker.ts';

/** A client whose request failed waits so long, in milliseconds: what is unknown makes histories hard to check. */
const afterFailureMs = 100;

export interface RecordedClientsOptions {
  /** How the store is reached; each client begins with another one, and goes on to the next when an answer did not come. */
  readonly connections?: readonly HistoryConnection[];
  /** In place of connections: members, over gRPC alone. */
  readonly endpoints?: readonly string[];
  /** What all keys begin with. */
  readonly prefix: string;
  readonly random: () => number;
  readonly clients?: number;
  /** Each client waits up to so many milliseconds between two operations. */
  readonly thinkMsMax?: number;
  /** Clients stay at their endpoint after a failure. */
  readonly isPinned?: boolean;
}

/** A write that was answered. */
export interface AcknowledgedWrite {
  readonly key: string;
  readonly revision: number;
}

/**
 * Several clients that put, get, delete and compare the same few keys at the same time, and write down what they saw: a history that
 * can be checked. Its times are of one counter, as all clients live in this process: an operation begins before it is sent and ends
 * after its answer came.
 */
export class RecordedClients implements AsyncDisposable {
  readonly observations: Observation<KeyValueOperation, KeyValueResponse>[] = [];
  readonly acknowledged: AcknowledgedWrite[] = [];
  readonly #options: RecordedClientsOptions;
  readonly #maker: OperationMaker;
  readonly #connections: readonly HistoryConnection[];
  readonly #running: readonly Promise<void>[];
  #moment = 0;
  #answered = 0;
  #failed = 0;
  #isStopped = false;

  constructor(options: RecordedClientsOptions) {
    const { endpoints = [], connections, prefix, random, clients = 6 } = options;
    this.#options = options;
    this.#maker = new OperationMaker(prefix, random);
    this.#connections = connections ?? endpoints.map((endpoint) => new GrpcConnection(endpoint));
    this.#running = Array.from({ length: clients }, (_, number) => this.#run(number));
  }

  /** Operations that were answered. */
  get answered(): number {
    return this.#answered;
  }

  /** Operations without an answer. */
  get failed(): number {
    return this.#failed;
  }

  /** Resolves when so many operations more than now were answered. Rejects after `msMax`. */
  async more(count: number, msMax = 30_000): Promise<void> {
    const wanted = this.#answered + count;
    for (const endMs = performance.now() + msMax; this.#answered < wanted; ) {
      if (performance.now() > endMs) {
        throw new Error(`${this.#answered - wanted + count} of ${count} operations were answered in ${msMax} ms`);
      }
      await sleep(10);
    }
  }

  /** Begins no more operations; resolves when the last one has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#running);
    for (const connection of this.#connections) connection.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #run(number: number): Promise<void> {
    const { random, thinkMsMax = 10, isPinned } = this.#options;
    for (let at = number; !this.#isStopped; ) {
      const connection = this.#connections[at % this.#connections.length] as HistoryConnection;
      const isAnswered = await this.#observe(connection);
      if (!isAnswered && !isPinned) at++;
      await sleep(isAnswered ? random() * thinkMsMax : afterFailureMs);
    }
  }

  /** Whether an answer came. */
  async #observe(connection: HistoryConnection): Promise<boolean> {
    const operation = this.#maker.next();
    const invoked = ++this.#moment;
    try {
      const { response, revision } = await connection.execute(operation);
      this.observations.push({ operation, invoked, returned: ++this.#moment, response });
      this.#answered++;
      this.#maker.saw(operation, response);
      for (const key of written(operation, response)) this.acknowledged.push({ key, revision });
      return true;
    } catch (error) {
      this.#failed++;
      if (connection.didNothing(error) || !isWrite(operation)) return false;
      this.observations.push({ operation, invoked, returned: undefined, response: undefined });
      this.#maker.lostSightOf(operation);
      return false;
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function isWrite({ success, failure }: KeyValueOperation): boolean {
  return [...success, ...failure].some(({ kind }) => kind !== 'get');
}

/** The keys that an answered operation changed. */
function written({ success, failure }: KeyValueOperation, { succeeded, before }: KeyValueResponse): string[] {
  return (succeeded ? success : failure)
    .filter(({ kind }, at) => kind === 'put' || (kind === 'delete' && before?.[at] !== undefined))
    .map(({ key }) => key);
}
