import { Entry, type HardState, MessageType, RaftMessage } from '@quorate/protocol';
import { localAppendThread, MemoryStorage, type RawNode, type Ready } from '@quorate/raft';
import { VirtualClock } from '@quorate/simulated-ports';
import { describe, expect, it } from 'vitest';
import { RaftLoop, type RaftLoopDelegate } from './raft-loop.ts';

/** A log whose writes end when the test says so; one with nothing to write ends at once, as that of `@quorate/wal` does. */
class HandLog {
  readonly #ends: (() => void)[] = [];

  append(hardState: HardState | undefined, entries: readonly Entry[]): Promise<void> {
    if (hardState === undefined && entries.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#ends.push(resolve));
  }

  endNext(): void {
    this.#ends.shift()?.();
  }
}

/** Gives out the work that the test has put there. */
function scriptedNode(readies: Ready[]): RawNode {
  const node = {
    hasReady: () => readies.length > 0,
    ready: () => readies.shift(),
    step() {},
    tick() {},
    basicStatus: () => ({ id: 1n, leaderId: 2n }),
  };
  return node as unknown as RawNode;
}

function appendWork(entries: Entry[], response: RaftMessage): Ready {
  const message = RaftMessage.create({
    type: MessageType.MsgStorageAppend,
    to: localAppendThread,
    from: 1n,
    entries,
    responses: [response],
  });
  return {
    softState: undefined,
    hardState: undefined,
    readStates: [],
    entries,
    snapshot: undefined,
    committedEntries: [],
    messages: [message],
    mustSync: true,
  };
}

const answer = (index: number) => RaftMessage.create({ type: MessageType.MsgAppResp, from: 1n, to: 2n, index });

function setUp(readies: Ready[]) {
  const clock = new VirtualClock();
  const log = new HandLog();
  const sent: RaftMessage[] = [];
  const steps: string[] = [];
  const delegate: RaftLoopDelegate = {
    gather() {},
    hardState() {},
    applyEntries() {},
    recordSnapshot: async () => void steps.push('record'),
    installSnapshot: async () => void steps.push('install'),
    readState() {},
    softStateChanged() {},
    send: (messages) => sent.push(...messages),
    sendSnapshot() {},
    fail(error) {
      throw error;
    },
  };
  const storage = new MemoryStorage();
  const loop = new RaftLoop({ node: scriptedNode(readies), storage, log, clock, tickMs: 100, delegate });
  return { clock, log, sent, steps, loop, storage };
}

describe('the raft loop', () => {
  it('sends no answer before what was appended earlier is durable, even when the answer itself needs no write', async () => {
    const entry = Entry.create({ term: 1, index: 1, data: Uint8Array.of(1) });
    const { clock, log, sent, loop, storage } = setUp([appendWork([entry], answer(1)), appendWork([], answer(2))]);
    loop.turn();
    await clock.runTurns();
    expect(sent).toEqual([]);
    expect(storage.lastIndex()).toBe(0);
    log.endNext();
    await clock.runTurns();
    expect(sent.map(({ index }) => index)).toEqual([1, 2]);
    expect(storage.lastIndex()).toBe(1);
  });

  it('sends an answer that needs no write at once when no append is under way', async () => {
    const { clock, sent, loop } = setUp([appendWork([], answer(7))]);
    loop.turn();
    await clock.runTurns();
    expect(sent.map(({ index }) => index)).toEqual([7]);
  });

  it('puts a snapshot in place once its record and the commit index that reaches it are in the log', async () => {
    const confState = { voters: [1n], votersOutgoing: [], learners: [], learnersNext: [], autoLeave: false };
    const snapshot = { data: new Uint8Array(0), metadata: { index: 9, term: 1, confState } };
    const work = appendWork([], answer(9));
    const [message] = work.messages;
    if (message) Object.assign(message, { snapshot, term: 1, commit: 9 });
    const { clock, log, sent, steps, loop, storage } = setUp([work]);
    loop.turn();
    await clock.runTurns();
    expect(steps).toEqual(['record']);
    log.endNext();
    await clock.runTurns();
    expect(steps).toEqual(['record', 'install']);
    expect(storage.lastIndex()).toBe(9);
    expect(sent.map(({ index }) => index)).toEqual([9]);
  });
});
