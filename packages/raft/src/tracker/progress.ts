import { assert } from '../raft-error.ts';
import type { ProgressStatus, ReplicationState } from '../status.ts';
import type { Inflights } from './inflights.ts';

/**
 * What a leader knows about one node, and what it may send it next.
 *
 * ```
 *            reject, unreachable                     behind the log
 *   replicate ──────────────────▶ probe ──────────────────────────▶ snapshot
 *       ▲                          │ ▲                                  │
 *       └──────────────────────────┘ └──────────────────────────────────┘
 *              acknowledged               sent, failed, or caught up
 * ```
 *
 * A probe sends one append and waits; replicate streams them, assuming that each arrives; snapshot sends nothing until the
 * snapshot is through.
 */
export class Progress {
  readonly id: bigint;
  /** The last index known to be stored there (paper, figure 2: matchIndex). */
  match = 0;
  /** The next index to send (nextIndex); above `match`. */
  next: number;
  /** The commit index it was told of last. Lost messages make it too high, a heartbeat response sets that right. */
  sentCommit = 0;
  state: ReplicationState = 'probe';
  /** In state snapshot: the index of the one that was sent. */
  pendingSnapshot = 0;
  /** Heard of since the last check of the quorum. A new node counts as active: it had no time to speak yet. */
  isRecentlyActive = false;
  /** The single probe is out, or the window is full: wait for an answer or a heartbeat's. */
  isFlowPaused = false;
  isLearner: boolean;
  inflights: Inflights;
  /** The latest read of this leader whose heartbeat it answered. */
  readAcknowledged = 0;

  constructor(id: bigint, next: number, isLearner: boolean, inflights: Inflights) {
    this.id = id;
    this.next = next;
    this.isLearner = isLearner;
    this.inflights = inflights;
  }

  /** Back to knowing nothing but where to start, as every new leader does (paper, figure 2). */
  reset(lastIndex: number, isSelf: boolean): void {
    this.#enter('probe');
    this.match = isSelf ? lastIndex : 0;
    this.next = lastIndex + 1;
    this.sentCommit = 0;
    this.isRecentlyActive = false;
    this.readAcknowledged = 0;
  }

  #enter(state: ReplicationState): void {
    this.state = state;
    this.isFlowPaused = false;
    this.pendingSnapshot = 0;
    this.inflights.clear();
  }

  /** Sends one append at a time from now on; after a snapshot the first one follows it. */
  becomeProbe(): void {
    const afterSnapshot = this.state === 'snapshot' ? this.pendingSnapshot + 1 : 0;
    this.#enter('probe');
    this.next = Math.max(this.match + 1, afterSnapshot);
    this.sentCommit = Math.min(this.sentCommit, this.next - 1);
  }

  /** Streams appends from now on. */
  becomeReplicate(): void {
    this.#enter('replicate');
    this.next = this.match + 1;
  }

  /** Waits for a snapshot that was sent. */
  becomeSnapshot(snapshotIndex: number): void {
    this.#enter('snapshot');
    this.pendingSnapshot = snapshotIndex;
    this.next = snapshotIndex + 1;
    this.sentCommit = snapshotIndex;
  }

  /** An append with `count` entries and `bytes` of data was sent. */
  appendSent(count: number, bytes: number): void {
    assert(this.state !== 'snapshot', 'no appends are sent while a snapshot is under way');
    if (this.state === 'probe') {
      // An empty probe does not count: it may be the one that only carries a commit index.
      if (count > 0) this.isFlowPaused = true;
      return;
    }
    if (count > 0) {
      this.next += count;
      this.inflights.add(this.next - 1, bytes);
    }
    this.isFlowPaused = this.inflights.isFull();
  }

  /** Whether telling it of this commit index can make it commit more than it could from what it was told. */
  canBumpCommit(commit: number): boolean {
    return commit > this.sentCommit && this.sentCommit < this.next - 1;
  }

  /** It has stored everything up to `index`. Returns whether that was not known. */
  matched(index: number): boolean {
    if (index <= this.match) return false;
    this.match = index;
    this.next = Math.max(this.next, index + 1);
    this.isFlowPaused = false;
    return true;
  }

  /**
   * It turned down an append after `rejected`; `hint` is where the logs may agree. Returns whether to try again from there, that
   * is, unless the answer is a late one.
   */
  rejected(rejected: number, hint: number): boolean {
    if (this.state === 'replicate') {
      if (rejected <= this.match) return false;
      this.next = this.match + 1;
    } else {
      // Probes go out one at a time, so a true answer is to the last one.
      if (rejected !== this.next - 1) return false;
      this.next = Math.max(Math.min(rejected, hint + 1), this.match + 1);
      this.isFlowPaused = false;
    }
    this.sentCommit = Math.min(this.sentCommit, this.next - 1);
    return true;
  }

  /** Whether it gets no entries until it answers. */
  isPaused(): boolean {
    return this.state === 'snapshot' || this.isFlowPaused;
  }

  /** A copy that can be changed while the original stays in force. */
  copy(): Progress {
    const copy = new Progress(this.id, this.next, this.isLearner, this.inflights.copy());
    copy.match = this.match;
    copy.sentCommit = this.sentCommit;
    copy.state = this.state;
    copy.pendingSnapshot = this.pendingSnapshot;
    copy.isRecentlyActive = this.isRecentlyActive;
    copy.isFlowPaused = this.isFlowPaused;
    copy.readAcknowledged = this.readAcknowledged;
    return copy;
  }

  /** For observers. */
  toStatus(): ProgressStatus {
    return {
      id: this.id,
      state: this.state,
      matchIndex: this.match,
      nextIndex: this.next,
      isLearner: this.isLearner,
      isPaused: this.isPaused(),
      pendingSnapshotIndex: this.pendingSnapshot,
      isRecentlyActive: this.isRecentlyActive,
      inflightMessages: this.inflights.count,
      isInflightFull: this.inflights.isFull(),
    };
  }
}
