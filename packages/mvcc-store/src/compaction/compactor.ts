import type { Clock, Failpoints, Logger } from '@quorate/ports';
import type { StoreState } from '../state/store-state.ts';
import { StoreError } from '../store-error.ts';
import { nextTurn, pause } from '../turn.ts';
import { markFinished, markScheduled, readCompactMarks } from './compact-marks.ts';
import { CompactionHashes } from './compaction-hashes.ts';
import { RecordSweep } from './record-sweep.ts';

export interface CompactorOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called when a compaction has removed its records, with how many there were. */
  readonly onRemoved: (records: number) => void;
  /** Records a step looks at. */
  readonly batchMax: number;
  /** Pause between steps in milliseconds. */
  readonly pauseMs: number;
  readonly failpoints: Failpoints | undefined;
}

/** Carries out compactions one after the other, in the background. */
export class Compactor {
  readonly hashes = new CompactionHashes();
  readonly #state: StoreState;
  readonly #options: CompactorOptions;
  #last: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(state: StoreState, options: CompactorOptions) {
    this.#state = state;
    this.#options = options;
  }

  /** Gives up history to `revision`, which was checked; resolves when it is removed. Calls nobody back on the spot. */
  schedule(revision: number): Promise<void> {
    const state = this.#state;
    const { scheduled, finished } = readCompactMarks(state.backend);
    const before = state.compactRevision;
    state.compactRevision = revision;
    markScheduled(state.backend, revision);
    const done = this.#last.then(() => this.#run(revision, before, scheduled === finished));
    this.#last = done.catch((error: unknown) => {
      if (!this.#isStopped) this.#options.logger.warn('compaction failed', { revision, error });
    });
    return done;
  }

  /** Resolves when nothing is under way any more. What was not finished is resumed when the store is opened again. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#last;
  }

  async #run(revision: number, before: number, previousWasFinished: boolean): Promise<void> {
    const { clock, logger, batchMax, pauseMs, onRemoved, failpoints } = this.#options;
    const state = this.#state;
    const startedMs = clock.monotonicMs();
    await this.#nextTurn();
    // The decision is durable before the first record goes: after a crash in between, it is carried out to its end.
    await failpoints?.hit('compactBeforeCommitScheduledCompact');
    await state.backend.forceCommit();
    await failpoints?.hit('compactAfterCommitScheduledCompact');
    await state.pins.noneBelow(revision);
    const keepsAny = await this.#compactIndex(revision);
    const sweep = new RecordSweep(state, revision, before, keepsAny);
    while (!sweep.step(batchMax)) {
      await failpoints?.hit('compactBeforeCommitBatch');
      await pause(clock, pauseMs);
      await failpoints?.hit('compactAfterCommitBatch');
      this.#requireRunning();
    }
    onRemoved(sweep.removed);
    await failpoints?.hit('compactBeforeSetFinishedCompact');
    this.#requireRunning();
    markFinished(state.backend, revision);
    await state.backend.forceCommit();
    await failpoints?.hit('compactAfterSetFinishedCompact');
    // The hash of a compaction that follows an interrupted one would not cover all that the earlier one removed.
    if (previousWasFinished) {
      this.hashes.add({ hash: sweep.hash, compactRevision: before, hashRevision: revision });
    }
    logger.info('finished scheduled compaction', {
      compactRevision: revision,
      removedRecords: sweep.removed,
      tookMs: Math.round(clock.monotonicMs() - startedMs),
      hash: sweep.hash,
    });
  }

  async #compactIndex(revision: number): Promise<boolean> {
    const slices = this.#state.index.compact(revision);
    for (;;) {
      const { done, value } = slices.next();
      if (done === true) return value;
      await this.#nextTurn();
    }
  }

  async #nextTurn(): Promise<void> {
    await nextTurn(this.#options.clock);
    this.#requireRunning();
  }

  #requireRunning(): void {
    if (this.#isStopped) throw new StoreError('closed');
  }
}
