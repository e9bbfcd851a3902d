import { crc32c } from '@quorate/crc32c';
import { Entry } from '@quorate/protocol';
import { alignmentBytes, frameBytes, RecordType } from './record-type.ts';

/** A varint of 32 bits takes at most five bytes. */
const varint32Bytes = 5;
/** Frame, type, checksum, length and padding of a record around its data, at most. */
const overheadBytesMax = frameBytes + 2 + (1 + varint32Bytes) + (1 + varint32Bytes) + alignmentBytes;
/** Above this a buffer is not kept for the next batch: one burst should not hold memory for ever. */
const keptBytesMax = 4 * 1024 * 1024;
const initialBytes = 64 * 1024;

/**
 * Records encoded one after the other into one growing buffer, ready for a single write. Every method takes the checksum so far
 * and returns the one after, because the chain goes on from buffer to buffer.
 *
 *     | length 7 B | 0x80+pad | 08 type | 10 crc | 1a length | data | pad |
 */
export class RecordBuffer {
  #bytes = new Uint8Array(initialBytes);
  #length = 0;

  /** Bytes encoded so far. */
  get length(): number {
    return this.#length;
  }

  /** What was encoded, as a view that is valid until `clear`. */
  get content(): Uint8Array {
    return this.#bytes.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
    if (this.#bytes.length > keptBytesMax) this.#bytes = new Uint8Array(initialBytes);
  }

  /** The record that begins a segment: it carries the checksum so far and adds nothing to it. */
  addCrc(crc: number): number {
    this.#reserve(0);
    const start = this.#length;
    const end = this.#putHeader(start + frameBytes, RecordType.Crc, crc);
    this.#putFrame(start, end);
    return crc;
  }

  addEntry(entry: Entry, crc: number): number {
    const dataLength = Entry.size(entry);
    const dataStart = this.#dataStart(dataLength);
    Entry.write(entry, this.#bytes, dataStart);
    return this.#finish(RecordType.Entry, dataStart, dataLength, crc);
  }

  addData(type: number, data: Uint8Array, crc: number): number {
    const dataStart = this.#dataStart(data.length);
    this.#bytes.set(data, dataStart);
    return this.#finish(type, dataStart, data.length, crc);
  }

  /** Where the data will be when the checksum takes five bytes, which it does 15 times out of 16. */
  #dataStart(dataLength: number): number {
    this.#reserve(dataLength);
    return this.#length + frameBytes + 2 + 1 + varint32Bytes + 1 + varintBytes(dataLength);
  }

  #finish(type: number, dataStart: number, dataLength: number, before: number): number {
    const start = this.#length;
    const crc = crc32c(this.#bytes, before, dataStart, dataStart + dataLength);
    let at = this.#putHeader(start + frameBytes, type, crc);
    this.#bytes[at++] = 0x1a;
    at = this.#putVarint(at, dataLength);
    if (at !== dataStart) this.#bytes.copyWithin(at, dataStart, dataStart + dataLength);
    this.#putFrame(start, at + dataLength);
    return crc;
  }

  #putHeader(start: number, type: number, crc: number): number {
    this.#bytes[start] = 0x08;
    this.#bytes[start + 1] = type;
    this.#bytes[start + 2] = 0x10;
    return this.#putVarint(start + 3, crc);
  }

  /** The length in front and the zeros behind; `end` is where the record ends. */
  #putFrame(start: number, end: number): void {
    const bytes = this.#bytes;
    const recordBytes = end - start - frameBytes;
    const padding = -recordBytes & (alignmentBytes - 1);
    bytes[start] = recordBytes;
    bytes[start + 1] = recordBytes >>> 8;
    bytes[start + 2] = recordBytes >>> 16;
    bytes[start + 3] = recordBytes >>> 24;
    bytes[start + 4] = 0;
    bytes[start + 5] = 0;
    bytes[start + 6] = 0;
    bytes[start + 7] = padding === 0 ? 0 : 0x80 | padding;
    for (let at = end; at < end + padding; at++) bytes[at] = 0;
    this.#length = end + padding;
  }

  #putVarint(start: number, value: number): number {
    let at = start;
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes[at++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[at++] = rest;
    return at;
  }

  #reserve(dataLength: number): void {
    const needed = this.#length + dataLength + overheadBytesMax;
    if (needed <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    grown.set(this.content);
    this.#bytes = grown;
  }
}

function varintBytes(value: number): number {
  return value < 0x80 ? 1 : ((38 - Math.clz32(value)) / 7) | 0;
}
