import type { ConfChange } from '@quorate/protocol';
import { type BasicStatus, none, RaftError, type RawNode } from '@quorate/raft';

/** Bytes of proposals in one message; a follower forwards them to the leader as they are, and peers read messages whole. */
const batchBytesMax = 1024 * 1024;

interface Queued {
  readonly id: bigint;
  /** An encoded InternalRaftRequest, or a configuration change. */
  readonly payload: Uint8Array | ConfChange;
  /** Only for this member as the leader of this term; whoever leads, when undefined. */
  readonly term: number | undefined;
}

/**
 * Proposals of this turn, and those that raft could not take yet since there is no leader or it is handing over. A proposal
 * that nobody waits for any more is dropped instead of being committed behind its caller's back.
 */
export class ProposalQueue {
  readonly #isAwaited: (id: bigint) => boolean;
  readonly #onTooLate: (id: bigint) => void;
  #queue: Queued[] = [];

  /**
   * `isAwaited`: whether somebody still waits for the request with an id. `onTooLate`: one that was only for the leader of a term is dropped,
   * since this member is that no more.
   */
  constructor(isAwaited: (id: bigint) => boolean, onTooLate: (id: bigint) => void) {
    this.#isAwaited = isAwaited;
    this.#onTooLate = onTooLate;
  }

  get length(): number {
    return this.#queue.length;
  }

  add(id: bigint, payload: Uint8Array | ConfChange, term?: number): void {
    this.#queue.push({ id, payload, term });
  }

  /** Hands raft as much as it takes; the rest stays for the next turn. */
  flush(node: RawNode): void {
    if (this.#queue.length === 0) return;
    const status = node.basicStatus();
    if (status.leaderId === none) return;
    const queue = this.#queue.filter((queued) => this.#isStillWanted(queued, status));
    let done = 0;
    try {
      while (done < queue.length) done += proposeSome(node, queue, done);
    } catch (error) {
      if (!(error instanceof RaftError) || error.code !== 'PROPOSAL_DROPPED') throw error;
    }
    this.#queue = queue.slice(done);
  }

  #isStillWanted({ id, term }: Queued, { role, hardState }: BasicStatus): boolean {
    if (!this.#isAwaited(id)) return false;
    if (term === undefined || (role === 'leader' && hardState.term === term)) return true;
    this.#onTooLate(id);
    return false;
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
