import type { Clock, Failpoints } from '@quorate/ports';
import type { SegmentFiles } from '../segment/segment-files.ts';
import type { Batch } from './batch.ts';
import type { Encoder } from './encoder.ts';

/** How one batch went, for metrics. Durations are milliseconds, 0 without a clock. */
export interface FlushReport {
  readonly bytes: number;
  readonly writeMs: number;
  /** Undefined when no sync was needed. */
  readonly syncMs: number | undefined;
}

/** Writes batches one after the other; while one is written and synced, the encoder fills the next. */
export class Flusher {
  readonly #encoder: Encoder;
  readonly #files: SegmentFiles;
  readonly #clock: Clock | undefined;
  readonly #failpoints: Failpoints | undefined;
  readonly #report: ((report: FlushReport) => void) | undefined;
  readonly #failed: (cause: unknown) => Error;
  #running: Promise<void> | undefined;
  #failure: Error | undefined;
  /** Whether the last segment has bytes that were written and not synced. */
  #unsynced = false;

  constructor(
    encoder: Encoder,
    files: SegmentFiles,
    options: {
      clock?: Clock | undefined;
      report?: ((report: FlushReport) => void) | undefined;
      failpoints?: Failpoints | undefined;
    },
    failed: (cause: unknown) => Error,
  ) {
    this.#encoder = encoder;
    this.#files = files;
    this.#clock = options.clock;
    this.#report = options.report;
    this.#failpoints = options.failpoints;
    this.#failed = failed;
  }

  /** What went wrong; nothing is written any more then. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Ends all writing; returns what everyone who appends is told from then on. */
  fail(cause: unknown): Error {
    this.#failure ??= this.#failed(cause);
    return this.#failure;
  }

  /** Writes what the encoder has, once the code that is running has appended all it wants to. */
  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when everything appended so far is written, and synced even where it need not have been. */
  async finish(): Promise<void> {
    await this.#running;
    if (!this.#unsynced || this.#failure !== undefined) return;
    try {
      await this.#files.sync();
      this.#unsynced = false;
    } catch (cause) {
      this.fail(cause);
    }
  }

  async #run(): Promise<void> {
    await undefined;
    for (let batch = this.#encoder.take(); batch !== undefined; batch = this.#encoder.take()) {
      if (this.#failure === undefined) await this.#flush(batch);
      if (this.#failure === undefined) batch.done.resolve();
      else batch.done.reject(this.#failure);
      this.#encoder.giveBack(batch);
    }
    this.#running = undefined;
  }

  async #flush(batch: Batch): Promise<void> {
    const bytes = batch.records.length;
    const beginMs = this.#nowMs();
    try {
      await this.#write(batch);
      const writtenMs = this.#nowMs();
      const synced = await this.#sync(batch);
      const syncMs = synced ? this.#nowMs() - writtenMs : undefined;
      this.#report?.({ bytes, writeMs: writtenMs - beginMs, syncMs });
    } catch (cause) {
      this.fail(cause);
    }
  }

  async #write({ begins, records }: Batch): Promise<void> {
    const { content } = records;
    if (begins === undefined) return this.#files.write(content);
    await this.#files.begin(begins.name, content.subarray(0, begins.headerBytes));
    if (content.length > begins.headerBytes) await this.#files.write(content.subarray(begins.headerBytes));
  }

  async #sync({ seals, needsSync }: Batch): Promise<boolean> {
    if (this.#failpoints && (seals || needsSync)) await this.#failpoints.hit('walBeforeSync');
    if (seals) await this.#files.seal();
    else if (needsSync) await this.#files.sync();
    if (this.#failpoints && (seals || needsSync)) await this.#failpoints.hit('walAfterSync');
    this.#unsynced = !seals && !needsSync;
    return seals || needsSync;
  }

  #nowMs(): number {
    return this.#clock?.monotonicMs() ?? 0;
  }
}
