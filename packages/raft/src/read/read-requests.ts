import type { RaftMessage } from '@quorate/protocol';

/** A read that the leader was asked for, with the commit index at that moment. */
export interface ReadRequest {
  readonly sequence: number;
  readonly index: number;
  readonly message: RaftMessage;
}

/**
 * Reads that wait, at most. A leader without quorum answers none, and without `checkQuorum` it can stay one for long; further
 * requests are then lost, as any message may be.
 */
const waitingReadsMax = 65_536;

/**
 * The reads that a leader has not answered (thesis, section 6.4).
 *
 * Each gets a number of its own, never used twice by this node in a term, and heartbeats carry the latest one. Contexts that
 * callers gave are not trusted to be unique: the late answer to an old question must not confirm a new one with the same
 * context. That a follower acknowledged a number confirms all lower ones too: it was still following when they had been asked.
 */
export class ReadRequests {
  #sequence = 0;
  #waiting: ReadRequest[] = [];
  #postponed: RaftMessage[] = [];

  /** The latest number given out. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Whether any read waits for acknowledgements. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** A read is asked for while everything up to `index` is committed. Returns whether there was room for it. */
  add(index: number, message: RaftMessage): boolean {
    if (this.#waiting.length >= waitingReadsMax) return false;
    this.#sequence++;
    this.#waiting.push({ sequence: this.#sequence, index, message });
    return true;
  }

  /** Takes out the reads that are confirmed by a quorum's acknowledging of `sequence`. */
  confirm(sequence: number): ReadRequest[] {
    const end = this.#waiting.findIndex((request) => request.sequence > sequence);
    return this.#waiting.splice(0, end < 0 ? this.#waiting.length : end);
  }

  /** Keeps a read until the leader has committed an entry of its term. */
  postpone(message: RaftMessage): void {
    if (this.#postponed.length < waitingReadsMax) this.#postponed.push(message);
  }

  /** Takes out the reads that were postponed. */
  takePostponed(): RaftMessage[] {
    if (this.#postponed.length === 0) return [];
    const messages = this.#postponed;
    this.#postponed = [];
    return messages;
  }

  /** Forgets all: whoever asked has to ask the next leader. Numbers go on, so that none comes twice. */
  clear(): void {
    this.#waiting = [];
    this.#postponed = [];
  }
}
