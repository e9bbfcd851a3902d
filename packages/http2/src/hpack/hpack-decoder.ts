import { ErrorCode } from '../frame/error-code.ts';
import { Http2Error } from '../frame/http2-error.ts';
import { DynamicTable } from './dynamic-table.ts';
import { isNameMalformed, isValueMalformed } from './field-octets.ts';
import { HeaderEntry } from './header-entry.ts';
import { decodeHuffman, huffmanDecodedBytesMax } from './huffman-decoder.ts';
import { STATIC_ENTRIES, staticTable } from './static-table.ts';

/** The table size both sides start with (RFC 9113 section 6.5.2). */
export const INITIAL_TABLE_BYTES = 4096;

/** Bytes after an integer's prefix: five hold 35 bits, far more than any index, length or size that is not an error. */
const INTEGER_BYTES_MAX = 5;

/** One decoded header block. */
export interface DecodedBlock {
  readonly entries: readonly HeaderEntry[];
  /** The list was longer than the limit: `entries` has only its beginning. */
  readonly truncated: boolean;
  /** The block left the dynamic table as it was: the same bytes mean the same list until the table changes. */
  readonly repeatable: boolean;
}

/** Decodes the header blocks of one connection in the order they arrive (RFC 7541); keeps the dynamic table between them. */
export class HpackDecoder {
  readonly #table = new DynamicTable(INITIAL_TABLE_BYTES);
  readonly #listBytesMax: number;
  /** The largest size that the encoder may choose. */
  #tableBytesMax = INITIAL_TABLE_BYTES;
  /** The limit was lowered: the next block must begin with a size update (RFC 7541 section 4.2). */
  #updateDue = false;
  #source: Buffer = Buffer.alloc(0);
  #at = 0;
  #end = 0;
  #scratch: Buffer = Buffer.allocUnsafe(256);

  /** `listBytesMax`: size of a header list (RFC 9113 section 6.5.2) from which on its fields are no longer kept. */
  constructor(listBytesMax: number) {
    this.#listBytesMax = listBytesMax;
  }

  /** Changes whenever an index comes to mean something else. */
  get tableChanges(): number {
    return this.#table.changes;
  }

  /** The peer has acknowledged our SETTINGS_HEADER_TABLE_SIZE. */
  acknowledgeTableBytesMax(bytes: number): void {
    this.#tableBytesMax = bytes;
    if (bytes < this.#table.sizeMax) this.#updateDue = true;
  }

  /**
   * Decodes `source[start, end)`, one complete block. Throws an `Http2Error` with COMPRESSION_ERROR: the connection cannot go on, because the
   * tables of both sides no longer agree.
   */
  decode(source: Buffer, start: number, end: number): DecodedBlock {
    this.#source = source;
    this.#at = start;
    this.#end = end;
    const changesBefore = this.#table.changes;
    this.#readSizeUpdates();
    const entries: HeaderEntry[] = [];
    let listBytes = 0;
    while (this.#at < end) {
      const entry = this.#readField();
      listBytes += entry.size;
      if (listBytes <= this.#listBytesMax) entries.push(entry);
    }
    return {
      entries,
      truncated: listBytes > this.#listBytesMax,
      repeatable: this.#table.changes === changesBefore,
    };
  }

  #readSizeUpdates(): void {
    while (this.#at < this.#end && ((this.#source[this.#at] as number) & 0xe0) === 0x20) {
      const bytes = this.#readInteger(0x1f);
      if (bytes > this.#tableBytesMax) {
        throw compressionError(`table size update to ${bytes} bytes, the limit is ${this.#tableBytesMax}`);
      }
      this.#table.resize(bytes);
      this.#updateDue = false;
    }
    if (this.#updateDue)
      throw compressionError('the table limit was lowered, but the block begins without a size update');
  }

  #readField(): HeaderEntry {
    const first = this.#source[this.#at] as number;
    if ((first & 0x80) !== 0) return this.#entryAt(this.#readInteger(0x7f));
    if ((first & 0xc0) === 0x40) {
      const entry = this.#readLiteral(0x3f);
      this.#table.insert(entry);
      return entry;
    }
    if ((first & 0xe0) === 0x20) throw compressionError('table size update after the first field');
    return this.#readLiteral(0x0f);
  }

  #readLiteral(prefixMax: number): HeaderEntry {
    const nameIndex = this.#readInteger(prefixMax);
    let name: string;
    let nameMalformed: boolean;
    if (nameIndex === 0) {
      const bytes = this.#readString();
      name = bytes.source.toString('latin1', bytes.start, bytes.end);
      nameMalformed = isNameMalformed(bytes.source, bytes.start, bytes.end);
    } else {
      const named = this.#entryAt(nameIndex);
      name = named.name;
      nameMalformed = named.nameMalformed;
    }
    const bytes = this.#readString();
    const value = bytes.source.toString('latin1', bytes.start, bytes.end);
    return new HeaderEntry(name, value, nameMalformed, isValueMalformed(bytes.source, bytes.start, bytes.end));
  }

  #entryAt(index: number): HeaderEntry {
    const entry = index <= STATIC_ENTRIES ? staticTable[index] : this.#table.at(index - STATIC_ENTRIES - 1);
    if (entry === undefined) throw compressionError(`index ${index} is not in the tables`);
    return entry;
  }

  /** A string literal (RFC 7541 section 5.2): where its bytes lie, decoded. Valid until the next call. */
  #readString(): Octets {
    if (this.#at >= this.#end) throw compressionError('the block ends before a string');
    const huffman = ((this.#source[this.#at] as number) & 0x80) !== 0;
    const length = this.#readInteger(0x7f);
    const start = this.#at;
    const end = start + length;
    if (end > this.#end) throw compressionError(`a string of ${length} bytes exceeds the block`);
    this.#at = end;
    const octets = this.#octets;
    if (!huffman) {
      octets.source = this.#source;
      octets.start = start;
      octets.end = end;
      return octets;
    }
    const decodedMax = huffmanDecodedBytesMax(length);
    if (decodedMax > this.#scratch.length) this.#scratch = Buffer.allocUnsafe(decodedMax);
    const decoded = decodeHuffman(this.#source, start, end, this.#scratch);
    if (decoded < 0) throw compressionError('a string has EOS or wrong padding in its Huffman code');
    octets.source = this.#scratch;
    octets.start = 0;
    octets.end = decoded;
    return octets;
  }

  readonly #octets: Octets = { source: this.#scratch, start: 0, end: 0 };

  #readInteger(prefixMax: number): number {
    let value = (this.#source[this.#at++] as number) & prefixMax;
    if (value < prefixMax) return value;
    for (let count = 0; count < INTEGER_BYTES_MAX; count++) {
      if (this.#at >= this.#end) throw compressionError('the block ends inside an integer');
      const byte = this.#source[this.#at++] as number;
      value += (byte & 0x7f) * 2 ** (7 * count);
      if (byte < 0x80) return value;
    }
    throw compressionError('an integer is too large');
  }
}

interface Octets {
  source: Buffer;
  start: number;
  end: number;
}

function compressionError(message: string): Http2Error {
  return new Http2Error(ErrorCode.CompressionError, message);
}
