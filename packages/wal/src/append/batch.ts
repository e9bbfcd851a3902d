import { RecordBuffer } from '../record/record-buffer.ts';
import type { SegmentName } from '../segment/segment-name.ts';

/** What is written and synced as one: everything that was appended while the batch before was under way. */
export interface Batch {
  readonly records: RecordBuffer;
  /** The segment that begins with this batch, and how many of its bytes are the header. */
  begins: { readonly name: SegmentName; readonly headerBytes: number } | undefined;
  /** Whether the segment ends after this batch. */
  seals: boolean;
  /** Whether its data has to be on disk before it is acknowledged. */
  needsSync: boolean;
  readonly done: PromiseWithResolvers<void>;
}

/** Gives out batches and takes their buffers back: two are in use, one filling and one being written. */
export class BatchPool {
  #free: RecordBuffer | undefined;

  take(): Batch {
    const records = this.#free ?? new RecordBuffer();
    this.#free = undefined;
    const done = Promise.withResolvers<void>();
    // Whoever appended hears of a failure; a batch that only begins a segment has nobody waiting.
    done.promise.catch(() => {});
    return { records, begins: undefined, seals: false, needsSync: false, done };
  }

  giveBack(batch: Batch): void {
    batch.records.clear();
    this.#free ??= batch.records;
  }
}
