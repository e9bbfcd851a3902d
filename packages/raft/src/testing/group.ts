import {
  type ConfState,
  type Entry,
  EntryType,
  type HardState,
  type MessageType,
  type RaftMessage,
  type RaftSnapshot,
} from '@quorate/protocol';
import { confChangeOf } from '../confchange/conf-change.ts';
import type { RaftConfig } from '../config.ts';
import { newMessage } from '../message/message-kinds.ts';
import { RawNode, raftOf } from '../raw-node.ts';
import type { ReadState } from '../ready.ts';
import { MemoryStorage } from '../storage/memory-storage.ts';

/** What may differ from node to node in a test. */
export type Options = Partial<Omit<RaftConfig, 'id' | 'storage'>>;

/** Text as bytes. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bytes as text. */
export function text(data: Uint8Array): string {
  return new TextDecoder().decode(data);
}

/** A configuration of voters and learners. */
export function members(voters: readonly number[], learners: readonly number[] = []): ConfState {
  return {
    voters: voters.map(BigInt),
    learners: learners.map(BigInt),
    votersOutgoing: [],
    learnersNext: [],
    autoLeave: false,
  };
}

/** A snapshot that holds nothing but a configuration. */
export function snapshotOf(confState: ConfState, index = 1, term = 1, content = ''): RaftSnapshot {
  return { data: bytes(content), metadata: { confState, index, term } };
}

/** A normal entry. */
export function entry(term: number, index: number, data = ''): Entry {
  return { type: EntryType.EntryNormal, term, index, data: bytes(data) };
}

/** A message with some of its fields. */
export function message(type: MessageType, from: number, to: number, fields: Partial<RaftMessage> = {}): RaftMessage {
  return { ...newMessage(type, BigInt(to)), from: BigInt(from), ...fields };
}

/** A node with a storage and a list for a state machine. */
export class Member {
  readonly id: bigint;
  readonly storage = new MemoryStorage();
  readonly options: Options;
  raw: RawNode;
  applied: Entry[] = [];
  reads: ReadState[] = [];
  confState: ConfState;

  constructor(
    id: number,
    start: RaftSnapshot | undefined,
    options: Options,
    log: readonly Entry[] = [],
    state?: HardState,
  ) {
    this.id = BigInt(id);
    this.options = options;
    if (start) this.storage.applySnapshot(start);
    this.storage.append(log);
    if (state) this.storage.setHardState(state);
    this.confState = this.storage.initialState().confState;
    this.raw = this.#start();
  }

  #start(): RawNode {
    return new RawNode({
      electionTicks: 10,
      heartbeatTicks: 1,
      inflightMessagesMax: 256,
      random: { below: () => 0 },
      ...this.options,
      id: this.id,
      storage: this.storage,
    });
  }

  /** The process dies and comes back with what was stored. */
  restart(): void {
    this.raw = this.#start();
  }

  get raft() {
    return raftOf(this.raw);
  }

  /** What it has stored and what it has not, from the beginning of the log on. */
  log(): Entry[] {
    const { log } = this.raft;
    return log.slice(log.firstIndex(), log.lastIndex() + 1, Number.POSITIVE_INFINITY);
  }

  /** The log as `term:data`. */
  logText(): string[] {
    return this.log().map(({ term, data }) => `${term}:${text(data)}`);
  }

  /** Does all there is to do and gives the messages to others. */
  work(): RaftMessage[] {
    const out: RaftMessage[] = [];
    while (this.raw.hasReady()) {
      const ready = this.raw.ready();
      if (ready.hardState) this.storage.setHardState(ready.hardState);
      if (ready.snapshot) this.storage.applySnapshot(ready.snapshot);
      this.storage.append(ready.entries);
      out.push(...ready.messages);
      this.reads.push(...ready.readStates);
      for (const one of ready.committedEntries) {
        this.applied.push(one);
        const change = confChangeOf(one);
        if (change) {
          this.confState = this.raw.applyConfChange(change);
          // A node that comes in can only use a snapshot in which it is a member.
          this.storage.createSnapshot(one.index, this.confState, bytes(''));
        }
      }
      this.raw.advance();
    }
    return out;
  }

  tick(count: number): void {
    for (let at = 0; at < count; at++) this.raw.tick();
  }
}

/** Nodes 1, 2, 3 … that are all voters, with a network that delivers in order what is not dropped. */
export class Group {
  readonly members: Member[];
  inFlight: RaftMessage[] = [];
  /** Every message that was delivered or dropped. */
  readonly seen: RaftMessage[] = [];
  /** Whether a message is lost. */
  isLost: (message: RaftMessage) => boolean = () => false;

  constructor(size: number, options: Options = {}) {
    const ids = Array.from({ length: size }, (_, at) => at + 1);
    const start = snapshotOf(members(ids));
    this.members = ids.map((id) => new Member(id, start, options));
  }

  member(id: number): Member {
    const found = this.members[id - 1];
    if (found === undefined) throw new Error(`there is no member ${id}`);
    return found;
  }

  /** Adds a node that is in no configuration yet. */
  add(options: Options = {}): Member {
    const added = new Member(this.members.length + 1, undefined, options);
    this.members.push(added);
    return added;
  }

  /** Cuts nodes off from the others and from each other. */
  isolate(...ids: number[]): void {
    this.isLost = ({ from, to }) => ids.includes(Number(from)) || ids.includes(Number(to));
  }

  /** Everything arrives again. */
  heal(): void {
    this.isLost = () => false;
  }

  /** Lets all nodes work and all messages arrive until nothing is left. */
  settle(): void {
    for (let round = 0; round < 1_000; round++) {
      for (const one of this.members) this.inFlight.push(...one.work());
      if (this.inFlight.length === 0) return;
      const arriving = this.inFlight;
      this.inFlight = [];
      for (const one of arriving) this.#deliver(one);
    }
    throw new Error('the group does not settle');
  }

  #deliver(one: RaftMessage): void {
    this.seen.push(one);
    if (this.isLost(one)) return;
    const target = this.members[Number(one.to) - 1];
    try {
      target?.raw.step(one);
    } catch (error) {
      if (!(error instanceof Error && error.name === 'RaftError')) throw error;
    }
  }

  /** Has a node elected. */
  elect(id: number): Member {
    this.member(id).raw.campaign();
    this.settle();
    return this.member(id);
  }

  /** Proposes on a node and lets the group settle. */
  propose(id: number, data: string): void {
    this.member(id).raw.propose(bytes(data));
    this.settle();
  }

  /** Ticks a node and lets the group settle after each tick. */
  tick(id: number, count = 1): void {
    for (let at = 0; at < count; at++) {
      this.member(id).raw.tick();
      this.settle();
    }
  }
}
