import type { Clock, Failpoints, Timer } from '@quorate/ports';
import { type Entry, type HardState, MessageType, type RaftMessage, type RaftSnapshot } from '@quorate/protocol';
import {
  isLocalThread,
  localAppendThread,
  type MemoryStorage,
  none,
  type RawNode,
  type Ready,
  type SoftState,
} from '@quorate/raft';
import { HeldEntries } from './held-entries.ts';
import { logWithFailpoints } from './log-with-failpoints.ts';
import type { RaftLogWriter } from './raft-log-writer.ts';

/** What the loop hands on. */
export interface RaftLoopDelegate {
  /** The end of a turn's input: hand raft the proposals and reads that have gathered. */
  gather(node: RawNode): void;
  /** Term, vote or commit index changed. */
  hardState(state: HardState): void;
  /** Committed entries, in order. Synchronous: when it returns they are applied. */
  applyEntries(entries: readonly Entry[]): void;
  /** Writes into the log that a snapshot, whose database has arrived before, stands for all entries up to it; resolves when durable. */
  recordSnapshot(snapshot: RaftSnapshot): Promise<void>;
  /** Replaces the whole state with a snapshot that is on record; resolves when that is durable. */
  installSnapshot(snapshot: RaftSnapshot): Promise<void>;
  /** A read that was asked for with this context may run once this index is applied. */
  readState(context: Uint8Array, index: number): void;
  /** Another leader, none, or another role. */
  softStateChanged(state: SoftState): void;
  /** Messages for other members, none of them MsgSnap. */
  send(messages: readonly RaftMessage[]): void;
  sendSnapshot(message: RaftMessage): void;
  /** The member cannot go on: the log could not be written, or an invariant is broken. */
  fail(error: unknown): void;
}

export interface RaftLoopOptions {
  readonly node: RawNode;
  readonly storage: MemoryStorage;
  readonly log: RaftLogWriter;
  readonly clock: Clock;
  /** One tick of raft, in milliseconds (`--heartbeat-interval`). */
  readonly tickMs: number;
  readonly delegate: RaftLoopDelegate;
  readonly failpoints?: Failpoints | undefined;
}

function hardStateOf(message: RaftMessage): HardState | undefined {
  // The three are set together when any of them changed, and a stored hard state has a term.
  if (message.term === 0 && message.vote === none && message.commit === 0) return undefined;
  return { term: message.term, vote: message.vote, commit: message.commit };
}

/**
 * Drives a raft node with asynchronous storage writes (thesis section 10.2): everything that arrives in a turn of the event
 * loop becomes one batch of work. Appends go to the log, which syncs one batch while the next one gathers; what depends on
 * an append (acknowledgements, votes, the node's own progress) is delivered when the log says that it is durable; committed
 * entries are applied on the spot.
 */
export class RaftLoop {
  readonly #node: RawNode;
  readonly #storage: MemoryStorage;
  readonly #log: RaftLogWriter;
  readonly #clock: Clock;
  readonly #tickMs: number;
  readonly #delegate: RaftLoopDelegate;
  readonly #failpoints: Failpoints | undefined;
  readonly #heldEntries: HeldEntries | undefined;
  #tickTimer: Timer | undefined;
  #turnScheduled = false;
  #inTurn = false;
  #stopped = false;
  /** Appends that wait for a snapshot before them to be installed; undefined when none is being installed. */
  #behindSnapshot: RaftMessage[] | undefined;
  /** The last append that was handed to the log. */
  #lastAppend: Promise<void> = Promise.resolve();

  constructor(options: RaftLoopOptions) {
    this.#node = options.node;
    this.#storage = options.storage;
    const { failpoints } = options;
    this.#failpoints = failpoints;
    this.#log = failpoints ? logWithFailpoints(options.log, failpoints) : options.log;
    this.#heldEntries = failpoints && new HeldEntries(failpoints, (entries) => this.#applyHeld(entries));
    this.#clock = options.clock;
    this.#tickMs = options.tickMs;
    this.#delegate = options.delegate;
  }

  /** Begins to tick and does what raft has to do already. */
  start(): void {
    this.#scheduleTick();
    this.schedule();
  }

  /** Stops ticking and handing on work; resolves when no append is under way any more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#tickTimer?.cancel();
    await this.#lastAppend.catch(() => {});
  }

  /** Has a turn run soon, after the input that has already arrived. */
  schedule(): void {
    if (this.#turnScheduled || this.#stopped) return;
    this.#turnScheduled = true;
    this.#clock.nextTurn(() => {
      this.#turnScheduled = false;
      this.turn();
    });
  }

  /** Hands raft a message of another member. Messages that raft refuses are dropped: the network may lose any. */
  receive(message: RaftMessage): void {
    if (this.#stopped) return;
    this.#step(message);
    this.schedule();
  }

  /** Runs raft until it has nothing to do. */
  turn(): void {
    if (this.#inTurn || this.#stopped) return;
    this.#inTurn = true;
    try {
      this.#delegate.gather(this.#node);
      while (!this.#stopped && this.#node.hasReady()) this.#handle(this.#node.ready());
    } catch (error) {
      this.#fail(error);
    } finally {
      this.#inTurn = false;
    }
  }

  #scheduleTick(): void {
    this.#tickTimer = this.#clock.setTimer(this.#tickMs, () => {
      if (this.#stopped) return;
      this.#node.tick();
      this.#scheduleTick();
      this.turn();
    });
  }

  #step(message: RaftMessage): void {
    try {
      this.#node.step(message);
    } catch (error) {
      // A message from a member that is unknown here, or a forwarded proposal that found no leader: both are lost messages.
      if ((error as { name?: string }).name !== 'RaftError') this.#fail(error);
    }
  }

  #handle(ready: Ready): void {
    if (ready.hardState) this.#delegate.hardState(ready.hardState);
    if (ready.softState) this.#delegate.softStateChanged(ready.softState);
    for (const read of ready.readStates) this.#delegate.readState(read.context, read.index);
    const outgoing: RaftMessage[] = [];
    const local: RaftMessage[] = [];
    for (const message of ready.messages) this.#route(message, outgoing, local);
    // To the others first: they write the entries while this member does.
    if (outgoing.length > 0) this.#send(outgoing);
    for (const message of local) {
      if (message.to === localAppendThread) this.#append(message);
      else this.#apply(message);
    }
  }

  #route(message: RaftMessage, outgoing: RaftMessage[], local: RaftMessage[]): void {
    if (isLocalThread(message.to)) local.push(message);
    else if (message.type === MessageType.MsgSnap) this.#delegate.sendSnapshot(message);
    else outgoing.push(message);
  }

  #apply(message: RaftMessage): void {
    if (this.#heldEntries) {
      const applied = () => {
        for (const response of message.responses) this.#step(response);
        this.schedule();
      };
      this.#heldEntries.apply(message.entries, applied, (error) => this.#fail(error));
      return;
    }
    this.#delegate.applyEntries(message.entries);
    for (const response of message.responses) this.#step(response);
  }

  #applyHeld(entries: readonly Entry[]): void {
    if (!this.#stopped) this.#delegate.applyEntries(entries);
  }

  #append(message: RaftMessage): void {
    if (this.#behindSnapshot) {
      this.#behindSnapshot.push(message);
    } else if (message.snapshot) {
      this.#behindSnapshot = [];
      void this.#installThenAppend(message, message.snapshot);
    } else {
      this.#appendEntries(message);
    }
  }

  #appendEntries(message: RaftMessage): void {
    const hardState = hardStateOf(message);
    // Answers that need no write of their own still speak of all that was appended before them.
    const isEmpty = hardState === undefined && message.entries.length === 0;
    const append = isEmpty ? this.#lastAppend : this.#log.append(hardState, message.entries);
    this.#lastAppend = append;
    append.then(
      () => this.#appended(message),
      (error) => this.#fail(error),
    );
  }

  #appended(message: RaftMessage): void {
    if (this.#stopped) return;
    try {
      const hardState = hardStateOf(message);
      if (hardState) this.#storage.setHardState(hardState);
      this.#storage.append(message.entries);
    } catch (error) {
      this.#fail(error);
      return;
    }
    this.#deliver(message.responses);
    this.turn();
  }

  /** What depended on the append: to this node itself, or to others. */
  #deliver(responses: readonly RaftMessage[]): void {
    const outgoing: RaftMessage[] = [];
    const id = this.#node.basicStatus().id;
    for (const response of responses) {
      if (response.to === id) this.#step(response);
      else outgoing.push(response);
    }
    if (outgoing.length > 0) this.#send(outgoing);
  }

  #isLeader(): boolean {
    const { id, leaderId } = this.#node.basicStatus();
    return id === leaderId;
  }

  #send(messages: readonly RaftMessage[]): void {
    const held = this.#failpoints?.hit(this.#isLeader() ? 'raftBeforeLeaderSend' : 'raftBeforeFollowerSend');
    if (held === undefined) this.#delegate.send(messages);
    // A point that is set to fail loses the messages, as the network might.
    else held.then(() => this.#stopped || this.#delegate.send(messages)).catch(() => {});
  }

  async #installThenAppend(message: RaftMessage, snapshot: RaftSnapshot): Promise<void> {
    try {
      await this.#lastAppend;
      await this.#delegate.recordSnapshot(snapshot);
      // A record beyond the commit index in the log does not count: without this, a crash would leave a database that is ahead of it.
      await this.#log.append(hardStateOf(message), message.entries);
      await this.#heldEntries?.idle();
      await this.#delegate.installSnapshot(snapshot);
      if (this.#stopped) return;
      await this.#failpoints?.hit('raftBeforeApplySnap');
      this.#storage.applySnapshot(snapshot);
      await this.#failpoints?.hit('raftAfterApplySnap');
    } catch (error) {
      this.#fail(error);
      return;
    }
    const waiting = this.#behindSnapshot ?? [];
    this.#behindSnapshot = undefined;
    this.#lastAppend = Promise.resolve();
    this.#appended(message);
    for (const next of waiting) this.#append(next);
  }

  #fail(error: unknown): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#tickTimer?.cancel();
    this.#delegate.fail(error);
  }
}
