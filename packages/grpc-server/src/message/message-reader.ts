import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import { PREFIX_BYTES, readPrefixLength, viewOf } from './framing.ts';

/** One message cut out of a stream, still as it was sent. */
export interface ReceivedMessage {
  readonly bytes: Uint8Array;
  readonly compressed: boolean;
}

/**
 * Cuts messages out of the chunks of a stream. What lies in one chunk is handed out as a view of it; only a message that arrives
 * in pieces is copied, once.
 */
export class MessageReader {
  readonly #bytesMax: number;
  readonly #chunks: Uint8Array[] = [];
  /** Bytes of the first chunk that were handed out already. */
  #offset = 0;
  #available = 0;

  /** `bytesMax`: the longest message accepted, in bytes. */
  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax;
  }

  /** Bytes received and not handed out: nonzero at the end of the stream means that it was cut short. */
  get pendingBytes(): number {
    return this.#available;
  }

  push(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    this.#chunks.push(chunk);
    this.#available += chunk.length;
  }

  /** Throws ResourceExhausted as soon as the length of the next message is known to be too large. */
  checkLength(): void {
    if (this.#available >= PREFIX_BYTES) this.#length(this.#contiguous(PREFIX_BYTES));
  }

  /** The next complete message, `undefined` while there is none; throws ResourceExhausted for one that is too long. */
  next(): ReceivedMessage | undefined {
    if (this.#available < PREFIX_BYTES) return undefined;
    const prefix = this.#contiguous(PREFIX_BYTES);
    const length = this.#length(prefix);
    const flags = prefix[0] as number;
    if (this.#available < PREFIX_BYTES + length) return undefined;
    this.#skip(PREFIX_BYTES);
    const bytes = this.#contiguous(length);
    this.#skip(length);
    return { bytes, compressed: (flags & 1) === 1 };
  }

  #length(prefix: Uint8Array): number {
    const length = readPrefixLength(prefix, 0);
    checkMessageBytes(length, this.#bytesMax);
    return length;
  }

  /** A view of the next bytes; joins the chunks they are spread over first. */
  #contiguous(length: number): Uint8Array {
    let first = this.#chunks[0];
    if (first === undefined || length === 0) return new Uint8Array(0);
    if (first.length - this.#offset < length) {
      let gathered = 0;
      let count = 0;
      while (gathered - this.#offset < length) gathered += (this.#chunks[count++] as Uint8Array).length;
      first = Buffer.concat(this.#chunks.splice(0, count));
      this.#chunks.unshift(first);
    }
    return viewOf(first, this.#offset, length);
  }

  #skip(length: number): void {
    this.#available -= length;
    this.#offset += length;
    const first = this.#chunks[0];
    if (first !== undefined && this.#offset === first.length) {
      this.#chunks.shift();
      this.#offset = 0;
    }
  }
}

/** Throws grpc-go's error for a message above the limit; clients of etcd match its text. */
export function checkMessageBytes(length: number, bytesMax: number): void {
  if (length <= bytesMax) return;
  const message = `grpc: received message larger than max (${length} vs. ${bytesMax})`;
  throw new RpcError(StatusCode.ResourceExhausted, message);
}
