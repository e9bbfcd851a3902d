import type { Clock, Logger, Timer } from '@quorate/ports';
import type { AutoCompaction } from '../config/server-config.ts';

/** In revision mode history is looked at this often, as in etcd. */
const revisionCheckMs = 5 * 60_000;

/** In periodic mode compactions are at most this far apart, however long the retention. */
const periodicIntervalMsMax = 60 * 60_000;

/** The revision is noted, and a failed compaction tried again, so many times within an interval. */
const notesPerInterval = 10;

/** What the compactor works on. */
export interface CompactionTarget {
  /** The store's current revision. */
  revision(): number;
  /** Only the leader compacts, or every member would. */
  isLeader(): boolean;
  /** Compacts through the log; rejects when that did not go through. */
  compact(revision: number): Promise<void>;
}

interface Note {
  readonly atMs: number;
  readonly revision: number;
}

/** Compacts history away by itself: what is older than a time, or more than so many revisions back. */
export class AutoCompactor {
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #target: CompactionTarget;
  readonly #policy: Exclude<AutoCompaction, { mode: 'off' }>;
  readonly #checkMs: number;
  /** Revisions with their times, oldest first; only as far back as the retention reaches. */
  #notes: Note[] = [];
  #timer: Timer | undefined;
  #lastRevision = 0;
  #lastCompactionMs: number | undefined;

  constructor(
    policy: Exclude<AutoCompaction, { mode: 'off' }>,
    target: CompactionTarget,
    clock: Clock,
    logger: Logger,
  ) {
    this.#policy = policy;
    this.#target = target;
    this.#clock = clock;
    this.#logger = logger;
    this.#checkMs =
      policy.mode === 'revision' ? revisionCheckMs : periodicIntervalMs(policy.retentionMs) / notesPerInterval;
  }

  start(): void {
    this.#note();
    this.#schedule();
  }

  stop(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
  }

  #schedule(): void {
    this.#timer = this.#clock.setTimer(this.#checkMs, () => {
      void this.#check().finally(() => {
        if (this.#timer === undefined) return;
        this.#note();
        this.#schedule();
      });
    });
  }

  #note(): void {
    if (this.#policy.mode === 'revision') return;
    this.#notes.push({ atMs: this.#clock.monotonicMs(), revision: this.#target.revision() });
  }

  async #check(): Promise<void> {
    const revision = this.#due();
    if (revision === undefined || revision <= this.#lastRevision || !this.#target.isLeader()) return;
    const startedMs = this.#clock.monotonicMs();
    this.#logger.info('starting auto compaction', { revision, mode: this.#policy.mode });
    try {
      await this.#target.compact(revision);
    } catch (error) {
      // Somebody else may have compacted further, which serves as well.
      if (!isCompacted(error)) {
        this.#logger.warn('failed auto compaction', { revision, mode: this.#policy.mode, error });
        return;
      }
    }
    this.#lastRevision = revision;
    this.#lastCompactionMs = startedMs;
    const took = `${(this.#clock.monotonicMs() - startedMs).toFixed(3)}ms`;
    this.#logger.info('completed auto compaction', { revision, mode: this.#policy.mode, took });
  }

  /** Up to where history may go now. */
  #due(): number | undefined {
    const policy = this.#policy;
    if (policy.mode === 'revision') {
      const revision = this.#target.revision() - policy.retentionRevisions;
      return revision > 0 ? revision : undefined;
    }
    const nowMs = this.#clock.monotonicMs();
    const tooSoon =
      this.#lastCompactionMs !== undefined && nowMs - this.#lastCompactionMs < periodicIntervalMs(policy.retentionMs);
    if (tooSoon) return undefined;
    const oldEnough = this.#notes.filter(({ atMs }) => nowMs - atMs >= policy.retentionMs);
    const last = oldEnough.at(-1);
    if (last !== undefined) this.#notes = this.#notes.filter(({ atMs }) => atMs >= last.atMs);
    return last?.revision;
  }
}

function periodicIntervalMs(retentionMs: number): number {
  return Math.min(retentionMs, periodicIntervalMsMax);
}

function isCompacted(error: unknown): boolean {
  return error instanceof Error && error.message.includes('required revision has been compacted');
}
