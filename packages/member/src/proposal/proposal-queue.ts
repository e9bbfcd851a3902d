import type { ConfChange } from '@quorate/protocol';
import { none, RaftError, type RawNode } from '@quorate/raft';

/** Bytes of proposals in one message; a follower forwards them to the leader as they are, and peers read messages whole. */
const batchBytesMax = 1024 * 1024;

interface Queued {
  readonly id: bigint;
  /** An encoded InternalRaftRequest, or a configuration change. */
  readonly payload: Uint8Array | ConfChange;
}

/**
 * Proposals of this turn, and those that raft could not take yet since there is no leader or it is handing over. A proposal
 * that nobody waits for any more is dropped instead of being committed behind its caller's back.
 */
export class ProposalQueue {
  readonly #isAwaited: (id: bigint) => boolean;
  #queue: Queued[] = [];

  /** `isAwaited`: whether somebody still waits for the request with an id. */
  constructor(isAwaited: (id: bigint) => boolean) {
    this.#isAwaited = isAwaited;
  }

  get length(): number {
    return this.#queue.length;
  }

  add(id: bigint, payload: Uint8Array | ConfChange): void {
    this.#queue.push({ id, payload });
  }

  /** Hands raft as much as it takes; the rest stays for the next turn. */
  flush(node: RawNode): void {
    if (this.#queue.length === 0 || node.basicStatus().leaderId === none) return;
    const queue = this.#queue.filter(({ id }) => this.#isAwaited(id));
    let done = 0;
    try {
      while (done < queue.length) done += proposeSome(node, queue, done);
    } catch (error) {
      if (!(error instanceof RaftError) || error.code !== 'PROPOSAL_DROPPED') throw error;
    }
    this.#queue = queue.slice(done);
  }
}

/** Proposes the next batch, or the next configuration change; returns how many were taken. */
function proposeSome(node: RawNode, queue: readonly Queued[], from: number): number {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  for (let at = from; at < queue.length; at++) {
    const payload = queue[at]?.payload;
    if (!(payload instanceof Uint8Array)) {
      if (batch.length === 0 && payload) {
        node.proposeConfChange(payload);
        return 1;
      }
      break;
    }
    if (batch.length > 0 && bytes + payload.length > batchBytesMax) break;
    batch.push(payload);
    bytes += payload.length;
  }
  node.proposeBatch(batch);
  return batch.length;
}
