import type { HeaderField } from '../headers/header-field.ts';
import { DynamicTable } from './dynamic-table.ts';
import { HeaderEntry } from './header-entry.ts';
import { INITIAL_TABLE_BYTES } from './hpack-decoder.ts';
import { writeInteger } from './hpack-integer.ts';
import { fieldBytesMax, Literal, writeIndexed, writeLiteral } from './hpack-writer.ts';
import { fieldKey, STATIC_ENTRIES, staticFieldIndexes, staticNameIndexes } from './static-table.ts';

/** A peer that offers a larger table gets this much of it: our header lists are short. */
const TABLE_BYTES_MAX = 4096;

/** Bytes of the size updates before a block: two integers. */
const SIZE_UPDATE_BYTES_MAX = 12;

/** Secrets: no table keeps them, so that nobody can guess them by the length of a block (RFC 7541 section 7.1.3). */
const secrets: ReadonlySet<string> = new Set(['authorization', 'cookie', 'proxy-authorization', 'set-cookie', 'token']);

/** Values that hardly ever repeat: they would only drive others out of the table. */
const fleeting: ReadonlySet<string> = new Set([
  'age',
  'content-length',
  'date',
  'etag',
  'grpc-message',
  'grpc-status-details-bin',
  'grpc-timeout',
  'last-modified',
]);

/** Encodes the header blocks of one connection in the order they are sent; keeps the dynamic table between them. */
export class HpackEncoder {
  readonly #table = new DynamicTable(INITIAL_TABLE_BYTES);
  /** Insertion number of the newest entry with a name and value, and with a name; possibly evicted since. */
  readonly #fields = new Map<string, number>();
  readonly #names = new Map<string, number>();
  /** Sizes to announce before the next block: the smallest since the last one, and the final one (RFC 7541 section 4.2). */
  #smallestDue = -1;
  #finalDue = -1;
  #scratch: Buffer = Buffer.allocUnsafe(512);

  /** The peer's SETTINGS_HEADER_TABLE_SIZE. */
  setTableBytesMax(bytes: number): void {
    const size = Math.min(bytes, TABLE_BYTES_MAX);
    if (size === this.#table.sizeMax && this.#finalDue < 0) return;
    this.#smallestDue = this.#finalDue < 0 ? size : Math.min(this.#smallestDue, size);
    this.#finalDue = size;
    this.#table.resize(size);
  }

  /** True when the next block must begin with `sizeUpdates`. */
  get updateDue(): boolean {
    return this.#finalDue >= 0;
  }

  /** The bytes that announce changes of the table size, to stand before the next block. */
  sizeUpdates(): Buffer {
    return Buffer.from(this.#scratch.subarray(0, this.#writeSizeUpdates()));
  }

  /** Encodes one block of fields that have passed `checkField`. The result is valid until the next call. */
  encode(fields: readonly HeaderField[]): Buffer {
    let bytesMax = SIZE_UPDATE_BYTES_MAX;
    for (const [name, value] of fields) {
      bytesMax += fieldBytesMax(name, value);
    }
    if (bytesMax > this.#scratch.length) this.#scratch = Buffer.allocUnsafe(bytesMax);
    let at = this.#writeSizeUpdates();
    for (const [name, value] of fields) at = this.#writeField(at, name, value);
    return this.#scratch.subarray(0, at);
  }

  #writeSizeUpdates(): number {
    if (this.#finalDue < 0) return 0;
    let at = 0;
    if (this.#smallestDue < this.#finalDue) at = writeInteger(this.#scratch, at, 0x20, 5, this.#smallestDue);
    at = writeInteger(this.#scratch, at, 0x20, 5, this.#finalDue);
    this.#smallestDue = -1;
    this.#finalDue = -1;
    return at;
  }

  #writeField(offset: number, name: string, value: string): number {
    const target = this.#scratch;
    const key = fieldKey(name, value);
    const secret = secrets.has(name);
    if (!secret) {
      const index = staticFieldIndexes.get(key) ?? this.#position(this.#fields.get(key));
      if (index !== 0) return writeIndexed(target, offset, index);
    }
    const nameIndex = staticNameIndexes.get(name) ?? this.#position(this.#names.get(name));
    if (secret) return writeLiteral(target, offset, Literal.neverIndexed, nameIndex, name, value);
    const entry = new HeaderEntry(name, value, false, false);
    // An entry that fills much of the table is not worth what it evicts.
    if (fleeting.has(name) || entry.size > this.#table.sizeMax / 4) {
      return writeLiteral(target, offset, Literal.plain, nameIndex, name, value);
    }
    const end = writeLiteral(target, offset, Literal.indexed, nameIndex, name, value);
    this.#remember(entry, key);
    return end;
  }

  /** The index of the entry with an insertion number; 0 when it has been evicted. */
  #position(insertion: number | undefined): number {
    if (insertion === undefined) return 0;
    const age = this.#table.insertions - insertion;
    return age < this.#table.count ? STATIC_ENTRIES + 1 + age : 0;
  }

  #remember(entry: HeaderEntry, key: string): void {
    this.#table.insert(entry);
    // The maps also hold names of evicted entries; a table of 4 KiB has at most 128 entries, so twice that is mostly dead weight.
    if (this.#fields.size > 256) {
      this.#fields.clear();
      this.#names.clear();
    }
    this.#fields.set(key, this.#table.insertions);
    this.#names.set(entry.name, this.#table.insertions);
  }
}
