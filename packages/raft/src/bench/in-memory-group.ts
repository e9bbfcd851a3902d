import type { RaftMessage } from '@quorate/protocol';
import { MemoryStorage, RawNode } from '../index.ts';

/** Entries that are kept behind what is applied; more would measure the growing of arrays. */
const keptEntries = 10_000;

interface Node {
  readonly raw: RawNode;
  readonly storage: MemoryStorage;
  applied: number;
}

/** Nodes that store in memory and hand each other messages as objects: raft alone, without disk, network and codecs. */
export class InMemoryGroup {
  readonly #nodes: Node[];
  #inFlight: RaftMessage[] = [];

  constructor(size: number) {
    const voters = Array.from({ length: size }, (_, at) => BigInt(at + 1));
    const confState = { voters, learners: [], votersOutgoing: [], learnersNext: [], autoLeave: false };
    this.#nodes = voters.map((id) => {
      const storage = new MemoryStorage();
      storage.applySnapshot({ data: new Uint8Array(0), metadata: { confState, index: 1, term: 1 } });
      const raw = new RawNode({
        id,
        storage,
        electionTicks: 10,
        heartbeatTicks: 1,
        random: { below: () => 0 },
        inflightMessagesMax: 512,
        messageBytesMax: 1024 * 1024,
        checkQuorum: true,
        preVote: true,
      });
      return { raw, storage, applied: 1 };
    });
    this.#leader.raw.campaign();
    this.settle();
  }

  get #leader(): Node {
    return this.#nodes[0] as Node;
  }

  /** Entries that the last node has applied. */
  get applied(): number {
    return (this.#nodes.at(-1) as Node).applied;
  }

  propose(batch: readonly Uint8Array[]): void {
    const [single] = batch;
    if (single && batch.length === 1) this.#leader.raw.propose(single);
    else this.#leader.raw.proposeBatch(batch);
  }

  /** Until everything is replicated and applied everywhere. */
  settle(): void {
    do {
      for (const node of this.#nodes) this.#work(node);
      const arriving = this.#inFlight;
      this.#inFlight = [];
      for (const message of arriving) this.#nodes[Number(message.to) - 1]?.raw.step(message);
    } while (this.#inFlight.length > 0 || this.#nodes.some(({ raw }) => raw.hasReady()));
  }

  #work(node: Node): void {
    while (node.raw.hasReady()) {
      const { hardState, entries, messages, committedEntries } = node.raw.ready();
      if (hardState) node.storage.setHardState(hardState);
      node.storage.append(entries);
      for (const message of messages) this.#inFlight.push(message);
      node.applied = committedEntries.at(-1)?.index ?? node.applied;
      node.raw.advance();
    }
    if (node.applied - node.storage.firstIndex() > 2 * keptEntries) node.storage.compact(node.applied - keptEntries);
  }
}
