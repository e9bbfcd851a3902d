import { hexBytes } from '../text/hex-bytes.ts';

/** Collects what a command prints. Keys and values go out as the bytes they are. */
export class TextWriter {
  readonly #parts: Uint8Array[] = [];
  readonly #hex: boolean;

  /** @param hex show keys and values as `\x66\x6f` */
  constructor(hex = false) {
    this.#hex = hex;
  }

  /** Adds texts, and bytes as they are. */
  put(...parts: readonly (string | Uint8Array)[]): void {
    for (const part of parts) this.#parts.push(typeof part === 'string' ? Buffer.from(part) : part);
  }

  /** A line of texts, and of bytes as they are. */
  line(...parts: readonly (string | Uint8Array)[]): void {
    this.put(...parts, '\n');
  }

  /** A line with a key or a value. */
  bytesLine(bytes: Uint8Array): void {
    this.line(this.#hex ? hexBytes(bytes) : bytes);
  }

  /** Everything so far. */
  take(): Uint8Array {
    return Buffer.concat(this.#parts.splice(0));
  }
}
