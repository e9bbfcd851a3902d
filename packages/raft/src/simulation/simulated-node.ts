import {
  type ConfState,
  type Entry,
  EntryType,
  type HardState,
  MessageType,
  type RaftMessage,
  type RaftSnapshot,
} from '@quorate/protocol';
import { confChangeOf } from '../confchange/conf-change.ts';
import type { RaftConfig } from '../config.ts';
import type { Raft } from '../core/raft.ts';
import { isLocalThread, none } from '../ids.ts';
import { RaftError } from '../raft-error.ts';
import { RawNode, raftOf } from '../raw-node.ts';
import type { Ready } from '../ready.ts';
import { MemoryStorage } from '../storage/memory-storage.ts';
import { contentOf, type Safety } from './safety.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The process dies at one of three points while it does a Ready, each once in so many. */
const diesOneIn = 150;

/** Where a node puts what leaves it. */
export interface Outlet {
  send(message: RaftMessage): void;
  read(node: SimulatedNode, context: Uint8Array, index: number): void;
}

function stateToBytes(state: number): Uint8Array {
  return new Uint8Array([state >>> 24, state >>> 16, state >>> 8, state]);
}

function bytesToState(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
}

/**
 * A node with a disk, a state machine and the threads of asynchronous storage writes. The state machine is one number, which each
 * entry mixes itself into; it is lost in a crash down to the last snapshot, and so is what was not synced.
 */
export class SimulatedNode {
  readonly id: bigint;
  raw: RawNode;
  raft: Raft;
  readonly #options: Omit<RaftConfig, 'storage'>;
  readonly #storage = new MemoryStorage();
  readonly #safety: Safety;
  readonly #outlet: Outlet;
  #syncedHardState: HardState = { term: 0, vote: none, commit: 0 };
  #appendWork: RaftMessage[] = [];
  #applyWork: RaftMessage[] = [];
  /** Responses of the threads, on their way back. */
  #local: RaftMessage[] = [];
  #state: number;
  #applied: number;
  #confState: ConfState;

  constructor(options: Omit<RaftConfig, 'storage'>, start: RaftSnapshot | undefined, safety: Safety, outlet: Outlet) {
    this.id = options.id;
    this.#options = options;
    this.#safety = safety;
    this.#outlet = outlet;
    if (start) this.#storage.applySnapshot(start);
    const { data, metadata } = this.#storage.snapshot();
    this.#state = data.length > 0 ? bytesToState(data) : 0;
    this.#applied = metadata.index;
    this.#confState = metadata.confState;
    this.raw = new RawNode({ ...options, storage: this.#storage, appliedIndex: metadata.index });
    this.raft = raftOf(this.raw);
  }

  /** The process dies and comes back: with what is on disk, and nothing else. */
  crash(): void {
    this.#storage.setHardState(this.#syncedHardState);
    const { data, metadata } = this.#storage.snapshot();
    // Commit indexes are not synced, but a snapshot is, and everything it covers was committed.
    if (metadata.index > this.#syncedHardState.commit) {
      this.#syncedHardState = { ...this.#syncedHardState, commit: metadata.index };
      this.#storage.setHardState(this.#syncedHardState);
    }
    this.#appendWork = [];
    this.#applyWork = [];
    this.#local = [];
    this.#state = data.length > 0 ? bytesToState(data) : 0;
    this.#applied = metadata.index;
    this.#confState = metadata.confState;
    this.raw = new RawNode({ ...this.#options, storage: this.#storage, appliedIndex: metadata.index });
    this.raft = raftOf(this.raw);
    this.#safety.crashed(this.id);
  }

  /** Whether there is anything to do without a message or a tick. */
  hasWork(): boolean {
    return this.#local.length > 0 || this.#appendWork.length > 0 || this.#applyWork.length > 0 || this.raw.hasReady();
  }

  /** Does some of its work: a Ready, or one piece of a thread's. */
  work(random: SeededRandom): void {
    if (!this.#options.asyncStorageWrites) {
      if (this.raw.hasReady()) this.#processReady(random);
      return;
    }
    const kind = random.below(4);
    if (kind === 0 && this.#appendWork.length > 0) this.#append();
    else if (kind === 1 && this.#applyWork.length > 0) this.#apply();
    else if (kind === 2 && this.#local.length > 0) this.raw.step(this.#local.shift() as RaftMessage);
    else if (this.raw.hasReady()) this.#handOut(this.raw.ready());
    else if (this.#appendWork.length > 0) this.#append();
    else if (this.#applyWork.length > 0) this.#apply();
    else if (this.#local.length > 0) this.raw.step(this.#local.shift() as RaftMessage);
  }

  /** Without threads everything is done at once, but the process may die at any point of it. */
  #processReady(random: SeededRandom): void {
    const ready = this.raw.ready();
    const dies = random.below(diesOneIn);
    if (dies === 0) {
      // A leader may send appends while it writes; all else waits for the disk.
      if (random.chance(50)) this.#send(ready.messages.filter(({ type }) => type === MessageType.MsgApp));
      this.crash();
      return;
    }
    this.#store(ready.hardState, ready.entries, ready.snapshot, ready.mustSync);
    if (dies === 1) {
      this.crash();
      return;
    }
    this.#send(ready.messages);
    this.#reads(ready);
    if (dies === 2) {
      this.crash();
      return;
    }
    this.#applyEntries(ready.committedEntries);
    this.raw.advance();
  }

  #handOut(ready: Ready): void {
    this.#reads(ready);
    for (const message of ready.messages) {
      if (!isLocalThread(message.to)) this.#send([message]);
      else if (message.type === MessageType.MsgStorageAppend) this.#appendWork.push(message);
      else this.#applyWork.push(message);
    }
  }

  #append(): void {
    const { term, vote, commit, entries, snapshot, responses } = this.#appendWork.shift() as RaftMessage;
    const hardState = term === 0 && vote === none && commit === 0 ? undefined : { term, vote, commit };
    this.#store(hardState, entries, snapshot, entries.length > 0 || responses.length > 0);
    for (const response of responses) {
      if (response.to === this.id) this.#local.push(response);
      else this.#send([response]);
    }
  }

  #apply(): void {
    const { entries, responses } = this.#applyWork.shift() as RaftMessage;
    this.#applyEntries(entries);
    this.#local.push(...responses);
  }

  #store(
    hardState: HardState | undefined,
    entries: readonly Entry[],
    snapshot: RaftSnapshot | undefined,
    mustSync: boolean,
  ): void {
    if (hardState) this.#storage.setHardState(hardState);
    if (snapshot) {
      this.#storage.applySnapshot(snapshot);
      this.#state = bytesToState(snapshot.data);
      this.#applied = snapshot.metadata.index;
      this.#confState = snapshot.metadata.confState;
      this.#safety.stateIs(this.id, this.#applied, this.#state);
      this.#safety.membershipIs(this.id, this.#applied, this.#confState);
    }
    this.#storage.append(entries);
    if (mustSync || snapshot) this.#syncedHardState = this.#storage.initialState().hardState;
  }

  #applyEntries(entries: readonly Entry[]): void {
    for (const entry of entries) {
      // With threads, a snapshot may have been stored after this work was handed out.
      if (entry.index <= this.#applied) continue;
      this.#state = Math.imul(this.#state ^ contentOf(entry), 0x01000193) >>> 0;
      this.#applied = entry.index;
      if (entry.type !== EntryType.EntryNormal) this.#changeMembership(entry);
      this.#safety.applied(this.id, entry, this.#state);
      this.#safety.membershipIs(this.id, this.#applied, this.#confState);
    }
  }

  /** What does not fit is turned down, by all nodes alike. */
  #changeMembership(entry: Entry): void {
    const change = confChangeOf(entry);
    if (change === undefined) return;
    try {
      this.#confState = this.raw.applyConfChange(change);
      // A node that comes in can only use a snapshot in which it is a member.
      this.#storage.createSnapshot(entry.index, this.#confState, stateToBytes(this.#state));
    } catch (error) {
      if (!(error instanceof RaftError && error.code === 'INVALID_CONF_CHANGE')) throw error;
    }
  }

  /** Makes a snapshot of the state machine and forgets some of the log before it. */
  compact(random: SeededRandom): void {
    const { metadata } = this.#storage.snapshot();
    if (this.#applied <= metadata.index) return;
    this.#storage.createSnapshot(this.#applied, this.#confState, stateToBytes(this.#state));
    const first = this.#storage.firstIndex();
    const to = first + random.below(this.#applied - first + 2) - 1;
    if (to >= first) this.#storage.compact(to);
  }

  #send(messages: readonly RaftMessage[]): void {
    for (const message of messages) {
      this.#safety.sent(message);
      this.#outlet.send(message);
    }
  }

  #reads(ready: Ready): void {
    for (const { context, index } of ready.readStates) this.#outlet.read(this, context, index);
  }
}
