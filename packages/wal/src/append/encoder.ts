import { type Entry, HardState, WalSnapshot } from '@quorate/protocol';
import { RecordType } from '../record/record-type.ts';
import { type Batch, BatchPool } from './batch.ts';

/** Where encoding goes on: what the records so far come to. */
export interface LogPosition {
  readonly sequence: number;
  /** Bytes of the last segment that are records. */
  readonly offset: number;
  readonly crc: number;
  readonly lastIndex: number;
  readonly hardState: HardState;
}

/**
 * Turns what is appended into records at once, in the order of the calls. It knows how long each segment will be before a byte
 * is written, so it cuts segments too: what is appended while a batch is under way can already belong to the next segment.
 */
export class Encoder {
  readonly #metadata: Uint8Array;
  readonly #segmentBytes: number;
  readonly #pool = new BatchPool();
  /** Batches of segments that were cut, waiting to be written. */
  readonly #waiting: Batch[] = [];
  #filling: Batch = this.#pool.take();
  #sequence: number;
  /** Bytes of the current segment, encoded or on disk. */
  #offset: number;
  #crc: number;
  #lastIndex: number;
  /** Of the newest snapshot that was recorded here. */
  #snapshotIndex = 0;
  #hardState: HardState;

  constructor(metadata: Uint8Array, segmentBytes: number, position: LogPosition) {
    this.#metadata = metadata;
    this.#segmentBytes = segmentBytes;
    this.#sequence = position.sequence;
    this.#offset = position.offset;
    this.#crc = position.crc;
    this.#lastIndex = position.lastIndex;
    this.#hardState = position.hardState;
  }

  /** Bytes encoded that nobody took yet. */
  get pendingBytes(): number {
    return this.#waiting.reduce((sum, { records }) => sum + records.length, this.#filling.records.length);
  }

  /** Encodes a hard state and entries; resolves with their batch. */
  append(hardState: HardState | undefined, entries: readonly Entry[]): Promise<void> {
    const batch = this.#filling;
    const before = batch.records.length;
    for (const entry of entries) this.#crc = batch.records.addEntry(entry, this.#crc);
    const last = entries.at(-1);
    if (last !== undefined) this.#lastIndex = last.index;
    if (entries.length > 0) batch.needsSync = true;
    if (hardState !== undefined) this.#addState(batch, hardState);
    this.#advance(batch, before);
    return batch.done.promise;
  }

  appendSnapshot(snapshot: WalSnapshot): Promise<void> {
    const batch = this.#filling;
    const before = batch.records.length;
    this.#crc = batch.records.addData(RecordType.Snapshot, WalSnapshot.encode(snapshot), this.#crc);
    this.#lastIndex = Math.max(this.#lastIndex, snapshot.index);
    this.#snapshotIndex = Math.max(this.#snapshotIndex, snapshot.index);
    batch.needsSync = true;
    this.#advance(batch, before);
    return batch.done.promise;
  }

  /** The next batch to be written; undefined when there is nothing to write. Its buffer comes back through `giveBack`. */
  take(): Batch | undefined {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined || this.#filling.records.length === 0) return waiting;
    const batch = this.#filling;
    this.#filling = this.#pool.take();
    return batch;
  }

  giveBack(batch: Batch): void {
    this.#pool.giveBack(batch);
  }

  /**
   * A commit index alone may be lost: it is learned anew. A term or a vote may not, nor may the commit index that reaches a snapshot on
   * record: before it does, the record does not count, and the database that has taken its place would be ahead of the log.
   */
  #addState(batch: Batch, state: HardState): void {
    this.#crc = batch.records.addData(RecordType.State, HardState.encode(state), this.#crc);
    const { term, vote, commit } = this.#hardState;
    const reachesSnapshot = commit < this.#snapshotIndex && state.commit >= this.#snapshotIndex;
    if (state.term !== term || state.vote !== vote || reachesSnapshot) batch.needsSync = true;
    this.#hardState = { term: state.term, vote: state.vote, commit: state.commit };
  }

  #advance(batch: Batch, before: number): void {
    this.#offset += batch.records.length - before;
    if (this.#offset >= this.#segmentBytes) this.#cut();
  }

  #cut(): void {
    this.#filling.seals = true;
    this.#waiting.push(this.#filling);
    const batch = this.#pool.take();
    this.#crc = batch.records.addCrc(this.#crc);
    this.#crc = batch.records.addData(RecordType.Metadata, this.#metadata, this.#crc);
    if (!isEmpty(this.#hardState)) {
      this.#crc = batch.records.addData(RecordType.State, HardState.encode(this.#hardState), this.#crc);
    }
    const name = { sequence: ++this.#sequence, firstIndex: this.#lastIndex + 1 };
    batch.begins = { name, headerBytes: batch.records.length };
    batch.needsSync = true;
    this.#offset = batch.records.length;
    this.#filling = batch;
  }
}

function isEmpty({ term, vote, commit }: HardState): boolean {
  return term === 0 && vote === 0n && commit === 0;
}
