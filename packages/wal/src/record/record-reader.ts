import type { DiskFile } from '@quorate/ports';
import { alignmentBytes, frameBytes, sectorBytes } from './record-type.ts';

/** What `RecordReader.take` found. */
export type ReadOutcome =
  /** a record, now in the reader's fields */
  | 'record'
  /** the window ends too early: call `fill` and take again */
  | 'more'
  /** a length of zero, or the end of the file */
  | 'end'
  /** a record that would go beyond the end of the file */
  | 'cut-short'
  /** bytes that are no record */
  | 'malformed';

/** Bytes read at once. Small, because entries keep views on the window they were read in. */
const windowBytes = 1024 * 1024;

/**
 * Reads the records of one segment. A record is not an object: its parts are fields of the reader, valid until the next `take`;
 * the bytes stay as they are, for views to be kept.
 */
export class RecordReader {
  readonly path: string;
  /** Where the record begins, in bytes of the file; after `end`, where the next one would go. */
  offset = 0;
  type = 0;
  crc = 0;
  /** The window that holds the record's data, and where in it. */
  bytes = new Uint8Array(0);
  dataStart = 0;
  dataEnd = 0;
  readonly #file: DiskFile;
  #fileBytes: number;
  /** Where in the file the window begins. */
  #windowOffset = 0;
  /** Where in the window the next frame begins. */
  #next = 0;
  /** Bytes the frame takes that made `take` ask for more. */
  #wanted = frameBytes;

  constructor(file: DiskFile, fileBytes: number) {
    this.path = file.path;
    this.#file = file;
    this.#fileBytes = fileBytes;
  }

  /** Reads on, so that the next `take` finds its frame in the window. */
  async fill(): Promise<void> {
    const start = this.#windowOffset + this.#next;
    const left = this.#fileBytes - start;
    const window = new Uint8Array(Math.min(left, Math.max(windowBytes, this.#wanted)));
    const count = await this.#file.read(window, start);
    // A log that is in use may be cut while a tool reads it.
    if (count < window.length) this.#fileBytes = start + count;
    this.bytes = window.subarray(0, count);
    this.#windowOffset = start;
    this.#next = 0;
  }

  take(): ReadOutcome {
    const start = this.#next;
    this.offset = this.#windowOffset + start;
    const left = this.#fileBytes - this.offset;
    if (left === 0) return 'end';
    if (left < frameBytes) return 'cut-short';
    if (!this.#holds(frameBytes)) return 'more';
    const { bytes } = this;
    const low = readUint32(bytes, start);
    const high = readUint32(bytes, start + 4);
    if (low === 0 && high === 0) return 'end';
    // The upper three bytes of the length would make it 4 GiB or more; what is left of the file is always less.
    const padding = (high >>> 24) & 0x7;
    if ((high & 0x00ffffff) !== 0 || low + padding > left - frameBytes) return 'cut-short';
    if (!this.#holds(frameBytes + low + padding)) return 'more';
    const recordStart = start + frameBytes;
    this.#next = recordStart + low + padding;
    this.dataStart = recordStart;
    this.dataEnd = recordStart + low;
    if (!isFlagRight(high >>> 24) || ((low + padding) & 7) !== 0) return 'malformed';
    return this.#parse(recordStart, recordStart + low) ? 'record' : 'malformed';
  }

  /**
   * Whether the frame that `take` stopped at looks like a write that a crash tore: one of the sectors it covers is all zero, as
   * the file was before. What is damaged otherwise has some other content there.
   */
  isTorn(): boolean {
    const recordOffset = this.offset + frameBytes;
    const recordStart = recordOffset - this.#windowOffset;
    const recordEnd = this.#next;
    for (let at = recordStart; at < recordEnd; ) {
      const within = (this.#windowOffset + at) % sectorBytes;
      const end = Math.min(recordEnd, at + sectorBytes - within);
      if (isZero(this.bytes, at, end)) return true;
      at = end;
    }
    return false;
  }

  /**
   * Tries to read the record at `offset` by what it says of itself, whatever the length in front of it says. Only when the two
   * share a sector, or the length is there: of two sectors a crash may have kept the second alone.
   */
  async takeDespiteLength(): Promise<boolean> {
    const left = this.#fileBytes - this.offset;
    if (left < frameBytes + alignmentBytes) return false;
    this.#next = this.offset - this.#windowOffset;
    await this.fill();
    const isLengthGone = isZero(this.bytes, 0, frameBytes);
    if (isLengthGone && (this.offset + frameBytes) % sectorBytes === 0) return false;
    const dataBytes = this.#dataBytesSaid(frameBytes);
    if (dataBytes === undefined || dataBytes > left) return false;
    if (this.#position + dataBytes > this.bytes.length) {
      this.#wanted = this.#position + dataBytes;
      await this.fill();
    }
    this.dataStart = this.#position;
    this.dataEnd = this.#position + dataBytes;
    return this.dataEnd <= this.bytes.length;
  }

  /** The type and checksum of a record, and the length of its data by the record's own word; undefined when it is no record. */
  #dataBytesSaid(start: number): number | undefined {
    const { bytes } = this;
    if (bytes[start] !== 0x08 || bytes[start + 2] !== 0x10) return undefined;
    this.type = bytes[start + 1] ?? 0;
    if (!this.#readVarint(start + 3, bytes.length)) return undefined;
    this.crc = this.#value;
    if (bytes[this.#position] !== 0x1a || !this.#readVarint(this.#position + 1, bytes.length)) return undefined;
    return this.#value;
  }

  #holds(count: number): boolean {
    this.#wanted = count;
    return this.#next + count <= this.bytes.length;
  }

  /** Strict on purpose: writers of etcd's log have always written these fields in this order and nothing else. */
  #parse(start: number, end: number): boolean {
    const { bytes } = this;
    if (end - start < 4 || bytes[start] !== 0x08 || bytes[start + 2] !== 0x10) return false;
    this.type = bytes[start + 1] ?? 0;
    if (!this.#readVarint(start + 3, end)) return false;
    this.crc = this.#value;
    if (this.#position === end) {
      this.dataStart = end;
      this.dataEnd = end;
      return true;
    }
    if (bytes[this.#position] !== 0x1a || !this.#readVarint(this.#position + 1, end)) return false;
    this.dataStart = this.#position;
    this.dataEnd = end;
    return end - this.#position === this.#value;
  }

  #value = 0;
  #position = 0;

  /** A varint of up to 32 bits, into `#value` and `#position`. */
  #readVarint(start: number, end: number): boolean {
    let value = 0;
    let at = start;
    for (let shift = 0; shift < 35 && at < end; shift += 7) {
      const byte = this.bytes[at++] ?? 0;
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) {
        this.#value = value >>> 0;
        this.#position = at;
        return shift < 28 || byte < 0x10;
      }
    }
    return false;
  }
}

/** The top byte of a length: zero, or 0x80 with one to seven bytes of padding. */
function isFlagRight(flag: number): boolean {
  return flag === 0 || (flag > 0x80 && flag <= 0x87);
}

function readUint32(bytes: Uint8Array, at: number): number {
  const low = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
  return (low | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0;
}

function isZero(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] !== 0) return false;
  return true;
}
