import { ErrorCode } from './error-code.ts';
import { FRAME_HEADER_BYTES, readUint31 } from './frame.ts';
import { Http2Error } from './http2-error.ts';

/** Takes the frames that a `FrameReader` finds. */
export interface FrameSink {
  /** True when frames are no longer wanted: the rest of the input is dropped. */
  readonly closed: boolean;
  /** One whole frame; its payload is `bytes[start, end)`, which is never written to again. */
  onFrame(type: number, flags: number, streamId: number, bytes: Buffer, start: number, end: number): void;
}

/** First size of the buffer for a frame that arrives in pieces; it grows as its bytes really come, not as its header promises. */
const PARTIAL_BYTES_MIN = 256;

/**
 * Cuts the bytes of a connection into frames. Frames that lie whole in a chunk, nearly all, are handed out where they are; only one that is
 * spread over chunks is gathered in a buffer of its own.
 */
export class FrameReader {
  readonly #sink: FrameSink;
  readonly #frameBytesMax: number;
  /** Beginning of a frame whose end has not arrived: its first `#gathered` bytes. */
  #partial: Buffer = Buffer.alloc(0);
  #gathered = 0;

  /** `frameBytesMax`: longest payload accepted. */
  constructor(sink: FrameSink, frameBytesMax: number) {
    this.#sink = sink;
    this.#frameBytesMax = frameBytesMax;
  }

  /** Handles a chunk from `offset` on. Throws an `Http2Error` with FRAME_SIZE_ERROR for a frame that is too long, and what the sink throws. */
  read(chunk: Buffer, offset: number): void {
    const sink = this.#sink;
    let at = this.#gathered > 0 ? this.#complete(chunk, offset) : offset;
    const end = chunk.length;
    while (end - at >= FRAME_HEADER_BYTES && !sink.closed) {
      const payload = at + FRAME_HEADER_BYTES;
      const next = payload + this.#payloadBytes(chunk, at);
      if (next > end) break;
      const type = chunk[at + 3] as number;
      const flags = chunk[at + 4] as number;
      at = next;
      sink.onFrame(type, flags, readUint31(chunk, payload - 4), chunk, payload, next);
    }
    if (at < end && !sink.closed) this.#gather(chunk, at, end);
  }

  #payloadBytes(bytes: Buffer, at: number): number {
    const length = ((bytes[at] as number) << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at + 2] as number);
    if (length > this.#frameBytesMax) {
      throw new Http2Error(
        ErrorCode.FrameSizeError,
        `a frame of ${length} bytes, the limit is ${this.#frameBytesMax} (RFC 9113 section 4.2)`,
      );
    }
    return length;
  }

  /** Adds to the frame that is incomplete and hands it out once it is whole. Returns the offset behind what was used. */
  #complete(chunk: Buffer, offset: number): number {
    let at = offset;
    if (this.#gathered < FRAME_HEADER_BYTES) {
      at += this.#gather(chunk, at, Math.min(chunk.length, at + FRAME_HEADER_BYTES - this.#gathered));
      if (this.#gathered < FRAME_HEADER_BYTES) return at;
    }
    const length = FRAME_HEADER_BYTES + this.#payloadBytes(this.#partial, 0);
    at += this.#gather(chunk, at, Math.min(chunk.length, at + length - this.#gathered));
    if (this.#gathered < length) return at;
    const frame = this.#partial;
    this.#partial = Buffer.alloc(0);
    this.#gathered = 0;
    this.#sink.onFrame(frame[3] as number, frame[4] as number, readUint31(frame, 5), frame, FRAME_HEADER_BYTES, length);
    return at;
  }

  #gather(chunk: Buffer, start: number, end: number): number {
    const needed = this.#gathered + end - start;
    if (needed > this.#partial.length) {
      const larger = Buffer.allocUnsafe(Math.max(needed, PARTIAL_BYTES_MIN, this.#partial.length * 2));
      this.#partial.copy(larger, 0, 0, this.#gathered);
      this.#partial = larger;
    }
    chunk.copy(this.#partial, this.#gathered, start, end);
    this.#gathered = needed;
    return end - start;
  }
}
