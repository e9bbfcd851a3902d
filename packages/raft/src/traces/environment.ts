import { type HardState, MessageType, type RaftMessage } from '@quorate/protocol';
import { describeMessage } from '../describe/describe-message.ts';
import { describeReady } from '../describe/describe-ready.ts';
import { isLocalThread, none } from '../ids.ts';
import { isLocalMessage } from '../message/message-kinds.ts';
import { RaftError } from '../raft-error.ts';
import { TraceError } from './trace-arguments.ts';
import type { TraceNode } from './trace-node.ts';
import { TraceOutput } from './trace-output.ts';

/** To whom messages in flight go, or that they are lost. */
export interface Recipient {
  readonly id: number;
  readonly isDropped: boolean;
}

/** Rounds after which nodes that never settle are given up on. */
const stabilizeRoundsMax = 10_000;

/** In-memory nodes with the ids 1, 2, 3 … and the messages in flight between them. */
export class Environment {
  readonly nodes: TraceNode[] = [];
  readonly output = new TraceOutput();
  #inFlight: RaftMessage[] = [];

  node(id: number): TraceNode {
    const node = this.nodes[id - 1];
    if (node === undefined) throw new TraceError(`there is no node ${id}`);
    return node;
  }

  /** Puts messages into flight. */
  queue(...messages: RaftMessage[]): void {
    this.#inFlight.push(...messages);
  }

  /** Does for several nodes, each under a heading, what is done for one alone without. */
  forEach(ids: readonly number[], heading: (id: number) => string, run: (id: number) => void): void {
    const [single] = ids;
    if (single !== undefined && ids.length === 1) {
      run(single);
      return;
    }
    for (const id of ids) this.#block(heading(id), () => run(id));
  }

  #block(heading: string, run: () => void): void {
    this.output.write(`> ${heading}`);
    this.output.indented(run);
  }

  processReady(id: number): void {
    const node = this.node(id);
    const ready = node.raw.ready();
    this.output.write(describeReady(ready));
    const isAsync = node.config.asyncStorageWrites === true;
    if (!isAsync) {
      node.store(ready.hardState, ready.entries, ready.snapshot);
      node.apply(ready.committedEntries);
    }
    for (const message of ready.messages) {
      if (!isLocalThread(message.to)) this.queue(message);
      else if (message.type === MessageType.MsgStorageAppend) node.appendWork.push(message);
      else node.applyWork.push(message);
    }
    if (!isAsync) node.raw.advance();
  }

  processAppendThread(id: number): void {
    const node = this.node(id);
    const work = this.#takeWork(node.appendWork, 'no append work to perform');
    if (work === undefined) return;
    const { term, vote, commit } = work;
    const isStateEmpty = term === 0 && vote === none && commit === 0;
    const hardState: HardState | undefined = isStateEmpty ? undefined : { term, vote, commit };
    node.store(hardState, work.entries, work.snapshot);
    this.#respond(work);
  }

  processApplyThread(id: number): void {
    const node = this.node(id);
    const work = this.#takeWork(node.applyWork, 'no apply work to perform');
    if (work === undefined) return;
    node.apply(work.entries);
    this.#respond(work);
  }

  #takeWork(queue: RaftMessage[], nothing: string): RaftMessage | undefined {
    const work = queue.shift();
    if (work === undefined) this.output.write(nothing);
    else this.output.write(`Processing:\n${describeMessage({ ...work, responses: [] })}`);
    return work;
  }

  #respond(work: RaftMessage): void {
    this.output.write('Responses:');
    for (const response of work.responses) this.output.write(describeMessage(response));
    this.queue(...work.responses);
  }

  /** Delivers or drops what is in flight, of one type or of all. Returns how many messages that were. */
  deliver(recipients: readonly Recipient[], type: MessageType | undefined): number {
    let count = 0;
    for (const recipient of recipients) {
      const isMeant = (message: RaftMessage) => this.#isMeant(message, recipient, type);
      const messages = this.#inFlight.filter(isMeant);
      this.#inFlight = this.#inFlight.filter((message) => !isMeant(message));
      count += messages.length;
      for (const message of messages) this.#deliverOne(message, recipient);
    }
    return count;
  }

  #isMeant(message: RaftMessage, { id, isDropped }: Recipient, type: MessageType | undefined): boolean {
    if (message.to !== BigInt(id) || (isDropped && isLocalMessage(message))) return false;
    return type === undefined || message.type === type;
  }

  #deliverOne(message: RaftMessage, { id, isDropped }: Recipient): void {
    this.output.write(`${isDropped ? 'dropped: ' : ''}${describeMessage(message)}`);
    if (isDropped) return;
    try {
      this.node(id).raw.step(message);
    } catch (error) {
      if (!(error instanceof RaftError)) throw error;
      this.output.write(error.message);
    }
  }

  /** Lets nodes work, messages arrive and threads run until nothing is left to do. */
  stabilize(ids: readonly number[]): void {
    for (let round = 0; this.#stabilizeRound(ids); round++) {
      if (round > stabilizeRoundsMax) throw new TraceError('the nodes do not settle');
    }
  }

  #stabilizeRound(ids: readonly number[]): boolean {
    let isBusy = false;
    const doWhile = (heading: (id: number) => string, hasWork: (id: number) => boolean, run: (id: number) => void) => {
      for (const id of ids) {
        if (!hasWork(id)) continue;
        isBusy = true;
        this.#block(heading(id), () => run(id));
      }
    };
    doWhile(
      (id) => `${id} handling Ready`,
      (id) => this.node(id).raw.hasReady(),
      (id) => this.processReady(id),
    );
    doWhile(
      (id) => `${id} receiving messages`,
      (id) => this.#inFlight.some((message) => message.to === BigInt(id)),
      (id) => this.deliver([{ id, isDropped: false }], undefined),
    );
    doWhile(
      (id) => `${id} processing append thread`,
      (id) => this.node(id).appendWork.length > 0,
      (id) => {
        while (this.node(id).appendWork.length > 0) this.processAppendThread(id);
      },
    );
    doWhile(
      (id) => `${id} processing apply thread`,
      (id) => this.node(id).applyWork.length > 0,
      (id) => {
        while (this.node(id).applyWork.length > 0) this.processApplyThread(id);
      },
    );
    return isBusy;
  }
}
