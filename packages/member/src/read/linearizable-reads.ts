import type { Clock, Timer } from '@quorate/ports';
import { MemberError } from '../member-error.ts';

/** How long to wait for raft's answer before asking again; the question may have been lost with a leader. */
const retryIntervalMs = 500;

interface Batch {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function batch(): Batch {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // A batch may fail after its last reader went away.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/** What the reads ask of raft: confirm leadership for this context, and give the commit index it had then. */
export interface ReadIndexSource {
  /** A context that was never used before in the cluster: a late answer to another question must never fit. */
  nextContext(): bigint;
  requestReadIndex(context: bigint): void;
  /** Calls back at the end of the turn, when all reads of the turn have gathered. */
  scheduleFlush(): void;
}

/**
 * Linearizable reads (thesis section 6.4): all that arrive while a question is out share the next one. A read runs once raft
 * has confirmed the leader and everything up to the index it gave is applied here.
 */
export class LinearizableReads {
  readonly #clock: Clock;
  readonly #source: ReadIndexSource;
  readonly #timeoutMs: number;
  #gathering: Batch | undefined;
  #asked: { readonly batch: Batch; readonly contexts: Set<bigint>; readonly startedMs: number } | undefined;
  #retry: Timer | undefined;
  // In the order of their indexes: answers come in order, and commit indexes never go back.
  #confirmed: { readonly batch: Batch; readonly index: number }[] = [];
  #appliedIndex = 0;

  constructor(clock: Clock, source: ReadIndexSource, timeoutMs: number) {
    this.#clock = clock;
    this.#source = source;
    this.#timeoutMs = timeoutMs;
  }

  /** Resolves when a read that began before this call may be answered from this member's state. */
  barrier(): Promise<void> {
    if (!this.#gathering) {
      this.#gathering = batch();
      if (!this.#asked) this.#source.scheduleFlush();
    }
    return this.#gathering.promise;
  }

  /** Asks raft for the reads that have gathered, unless a question is out already. */
  flush(): void {
    if (!this.#gathering || this.#asked) return;
    this.#asked = { batch: this.#gathering, contexts: new Set(), startedMs: this.#clock.monotonicMs() };
    this.#gathering = undefined;
    this.#ask();
  }

  /** Raft's answer to a question; one that nobody waits for is dropped. */
  confirm(context: bigint, index: number): void {
    if (!this.#asked?.contexts.has(context)) return;
    const { batch } = this.#asked;
    this.#endQuestion();
    if (index <= this.#appliedIndex) batch.resolve();
    else this.#confirmed.push({ batch, index });
  }

  /** The state machine has applied everything up to this index. */
  applied(index: number): void {
    this.#appliedIndex = index;
    while (this.#confirmed[0] && this.#confirmed[0].index <= index) this.#confirmed.shift()?.batch.resolve();
  }

  /** The leader is another one: the question that is out may never be answered, so it is put to the new leader at once. */
  leaderChanged(): void {
    if (!this.#asked) return;
    this.#retry?.cancel();
    this.#ask();
  }

  /** Fails every read that waits, and those to come in the same turn. */
  stop(): void {
    this.#retry?.cancel();
    const error = new MemberError('stopped');
    for (const { batch } of [...this.#confirmed, ...(this.#asked ? [this.#asked] : [])]) batch.reject(error);
    this.#gathering?.reject(error);
    this.#confirmed = [];
    this.#asked = undefined;
    this.#gathering = undefined;
  }

  #ask(): void {
    if (!this.#asked) return;
    const context = this.#source.nextContext();
    this.#asked.contexts.add(context);
    this.#retry = this.#clock.setTimer(retryIntervalMs, () => this.#askAgain());
    this.#source.requestReadIndex(context);
  }

  #askAgain(): void {
    if (!this.#asked) return;
    if (this.#clock.monotonicMs() - this.#asked.startedMs < this.#timeoutMs) {
      this.#ask();
      return;
    }
    const { batch } = this.#asked;
    this.#endQuestion();
    batch.reject(new MemberError('timeout'));
  }

  #endQuestion(): void {
    this.#retry?.cancel();
    this.#asked = undefined;
    if (this.#gathering) this.#source.scheduleFlush();
  }
}
