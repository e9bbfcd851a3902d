import type { ErrorCode } from '../frame/error-code.ts';
import type { HeaderField } from '../headers/header-field.ts';
import { isInformational } from '../hpack/header-block.ts';
import { checkHeaders, isHeaderBlock } from './outgoing-headers.ts';
import type { OutgoingHeaders, ServerStream, StreamHandler } from './stream.ts';
import { StreamState } from './stream-state.ts';

/** A request and its answer. */
export class ServerStreamState extends StreamState implements ServerStream {
  responded = false;
  /** Set as soon as `onStream` has returned; nothing can arrive before. */
  handler: StreamHandler<ServerStream> | undefined = undefined;

  /** A request that is reset before its answer has begun has cost us its handling; a stream that was served is just over, as a watch is. */
  get resetIsFair(): boolean {
    return this.responded;
  }

  respond(headers: OutgoingHeaders, endStream: boolean): void {
    if (this.closed || this.responded) return;
    checkHeaders(headers);
    const informational = isHeaderBlock(headers) ? headers.informational : isInformational(headers);
    if (informational) {
      this.owner.sendHeaders(this.id, headers, false);
      return;
    }
    this.responded = true;
    this.owner.sendHeaders(this.id, headers, endStream);
    if (!endStream) return;
    this.localEnded = true;
    this.owner.localSideDone(this);
  }

  answer(headers: OutgoingHeaders, data: Uint8Array | readonly Uint8Array[], trailers: OutgoingHeaders): void {
    this.respond(headers, false);
    this.sendData(data, false);
    this.sendTrailers(trailers);
  }

  tellData(bytes: Uint8Array, endStream: boolean): void {
    this.handler?.onData(this, bytes, endStream);
  }

  tellTrailers(trailers: readonly HeaderField[]): void {
    this.handler?.onTrailers(this, trailers);
  }

  tellReset(code: ErrorCode): void {
    this.handler?.onReset(this, code);
  }

  tellWritable(): void {
    this.handler?.onWritable(this);
  }
}
