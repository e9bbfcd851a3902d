import { ErrorCode } from '../frame/error-code.ts';
import { Http2Error } from '../frame/http2-error.ts';
import { FloodError } from '../limits/flood-guard.ts';

/**
 * Gathers a header block that is spread over HEADERS and CONTINUATION frames (RFC 9113 section 6.10). A block in one frame, nearly every one,
 * never comes here.
 */
export class HeaderAssembler {
  readonly #blockBytesMax: number;
  readonly #continuationsMax: number;
  readonly #parts: Buffer[] = [];
  #bytes = 0;
  #continuations = 0;
  /** The stream whose block is open; 0 when none is. */
  streamId = 0;
  /** Flags of the HEADERS frame that began the block. */
  flags = 0;
  /** The stream named itself as the one it depends on. */
  selfDependent = false;

  constructor(blockBytesMax: number, continuationsMax: number) {
    this.#blockBytesMax = blockBytesMax;
    this.#continuationsMax = continuationsMax;
  }

  /** Opens a block with its first fragment. */
  begin(streamId: number, flags: number, selfDependent: boolean, fragment: Buffer): void {
    this.streamId = streamId;
    this.flags = flags;
    this.selfDependent = selfDependent;
    this.#continuations = 0;
    this.#add(fragment);
  }

  /** Adds the fragment of a CONTINUATION frame. Throws an `Http2Error` when it does not belong here or is one too many. */
  continue(streamId: number, fragment: Buffer): void {
    if (this.streamId === 0 || streamId !== this.streamId) {
      throw new Http2Error(
        ErrorCode.ProtocolError,
        `CONTINUATION on stream ${streamId}, which has no open header block (RFC 9113 section 6.10)`,
      );
    }
    if (++this.#continuations > this.#continuationsMax) throw new FloodError('continuation_flood');
    this.#add(fragment);
  }

  /** Closes the block and returns its bytes. */
  finish(): Buffer {
    const block = Buffer.concat(this.#parts);
    this.#parts.length = 0;
    this.#bytes = 0;
    this.streamId = 0;
    return block;
  }

  #add(fragment: Buffer): void {
    this.#bytes += fragment.length;
    if (this.#bytes > this.#blockBytesMax) throw new FloodError('header_block');
    this.#parts.push(fragment);
  }
}
