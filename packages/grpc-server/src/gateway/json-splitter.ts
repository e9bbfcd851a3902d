import { JsonMappingError } from './json-reader.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = new Set([0x7b, 0x5b]);
const CLOSE = new Set([0x7d, 0x5d]);
const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/**
 * Cuts a stream of JSON objects (one after another, with or without white space between) into the texts of the single ones.
 * It only counts brackets outside strings; whether a text is JSON shows when it is parsed.
 */
export class JsonSplitter {
  readonly #bytesMax: number;
  #pending: Buffer = Buffer.alloc(0);
  /** Where in `#pending` the scan goes on. */
  #scanned = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** `bytesMax`: the longest object accepted, in bytes. */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Takes more of the stream; returns the objects that are complete. Throws a `JsonMappingError` for one that is too long. */
  push(chunk: Uint8Array): string[] {
    this.#pending = this.#pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([this.#pending, chunk]);
    const texts: string[] = [];
    while (this.#scanned < this.#pending.length) {
      const complete = this.#scan(this.#pending[this.#scanned++] as number);
      if (!complete) continue;
      texts.push(this.#pending.toString('utf8', 0, this.#scanned));
      this.#pending = this.#pending.subarray(this.#scanned);
      this.#scanned = 0;
    }
    if (this.#pending.length > this.#bytesMax) {
      throw new JsonMappingError(`a JSON object has more than ${this.#bytesMax} bytes; send less`);
    }
    return texts;
  }

  /** What is left at the end of the stream: an unfinished object, or nothing but white space (then `undefined`). */
  rest(): string | undefined {
    const text = this.#pending.toString('utf8').trim();
    return text === '' ? undefined : text;
  }

  /** True when `byte` ends an object. */
  #scan(byte: number): boolean {
    if (this.#inString) {
      if (this.#escaped) this.#escaped = false;
      else if (byte === BACKSLASH) this.#escaped = true;
      else if (byte === QUOTE) this.#inString = false;
      return false;
    }
    if (byte === QUOTE) this.#inString = true;
    else if (OPEN.has(byte)) this.#depth++;
    else if (CLOSE.has(byte)) {
      this.#depth--;
      return this.#depth <= 0;
    } else if (this.#depth === 0 && !SPACE.has(byte)) {
      throw new JsonMappingError('a stream of requests must consist of JSON objects');
    }
    return false;
  }
}
