import { Entry, HardState, WalSnapshot } from '@quorate/protocol';
import type { RecordReader } from '../record/record-reader.ts';
import { RecordType } from '../record/record-type.ts';
import { WalError, wayOut } from '../wal-error.ts';

/** A place in the log up to which a snapshot stands for it. */
export interface SnapshotPosition {
  readonly index: number;
  readonly term: number;
}

/** Collects what the records after a snapshot say: the entries as they stand after overwriting, the last hard state. */
export class LogContents {
  metadata: Uint8Array | undefined;
  hardState: HardState = HardState.create();
  readonly entries: Entry[] = [];
  /** Every snapshot record read, in the order they were written. */
  readonly snapshots: WalSnapshot[] = [];
  readonly #from: SnapshotPosition;
  readonly #directory: string;
  #foundSnapshot = false;

  constructor(directory: string, from: SnapshotPosition) {
    this.#directory = directory;
    this.#from = from;
  }

  /** Index of the last entry, or of the snapshot when none follows it. */
  get lastIndex(): number {
    return this.#from.index + this.entries.length;
  }

  visit(reader: RecordReader): void {
    const { bytes, dataStart, dataEnd } = reader;
    switch (reader.type) {
      case RecordType.Crc:
        return;
      case RecordType.Metadata:
        this.#takeMetadata(bytes.slice(dataStart, dataEnd));
        return;
      case RecordType.Entry:
        this.#takeEntry(Entry.decode(bytes, dataStart, dataEnd));
        return;
      case RecordType.State:
        this.#takeState(HardState.decode(bytes, dataStart, dataEnd), dataEnd - dataStart);
        return;
      case RecordType.Snapshot:
        this.#takeSnapshot(WalSnapshot.decode(bytes, dataStart, dataEnd));
        return;
      default:
        throw new Error(`a record of unknown type ${reader.type}`);
    }
  }

  /** Throws when there was no record of the snapshot that the reading began at. */
  checkSnapshotFound(): void {
    if (this.#foundSnapshot) return;
    const { index, term } = this.#from;
    const message = `the log in ${this.#directory} has no record of a snapshot at index ${index} of term ${term}; ${wayOut}`;
    throw new WalError('snapshot-not-found', this.#directory, message);
  }

  #takeMetadata(metadata: Uint8Array): void {
    if (this.metadata !== undefined && Buffer.compare(this.metadata, metadata) !== 0) {
      throw new Error('the metadata differs from that of the segment before');
    }
    this.metadata = metadata;
  }

  #takeEntry(entry: Entry): void {
    if (entry.term === 0 || entry.index === 0) throw new Error('an entry without term or index');
    const place = entry.index - this.#from.index - 1;
    if (place < 0) return;
    if (place > this.entries.length) {
      throw new Error(`entry ${entry.index} follows ${this.lastIndex}: those between are missing`);
    }
    // A later entry at an index replaces the earlier one with all after it: a new leader overwrote them.
    if (place < this.entries.length) this.entries.length = place;
    this.entries.push(entry);
  }

  #takeState(state: HardState, dataLength: number): void {
    // An entry whose type was damaged into that of a state shows by its fields.
    if (HardState.size(state) !== dataLength) throw new Error('a hard state with other fields');
    if (state.term < this.hardState.term) throw new Error(`the term goes back to ${state.term}`);
    this.hardState = state;
  }

  #takeSnapshot(snapshot: WalSnapshot): void {
    this.snapshots.push(snapshot);
    if (snapshot.index !== this.#from.index) return;
    if (snapshot.term !== this.#from.term) {
      const message = `the snapshot at index ${snapshot.index} has term ${this.#from.term}, the log in ${this.#directory} says ${snapshot.term}; ${wayOut}`;
      throw new WalError('snapshot-mismatch', this.#directory, message);
    }
    this.#foundSnapshot = true;
  }
}
