import type { ErrorCode } from '../frame/error-code.ts';
import type { HeaderField } from '../headers/header-field.ts';
import type { ResponseHandler } from './stream.ts';
import { type StreamOwner, StreamState } from './stream-state.ts';

/** A request of ours and what has come back. */
export class ClientStreamState extends StreamState {
  readonly handler: ResponseHandler;
  /** Final headers (status 200 or above) have arrived. */
  headersReceived = false;

  constructor(id: number, owner: StreamOwner, sendWindow: number, receiveWindow: number, handler: ResponseHandler) {
    super(id, owner, sendWindow, receiveWindow);
    this.handler = handler;
  }

  /** Requests are ours: a server that resets them cannot make us send more. */
  get resetIsFair(): boolean {
    return true;
  }

  tellData(bytes: Uint8Array, endStream: boolean): void {
    this.handler.onData(this, bytes, endStream);
  }

  tellTrailers(trailers: readonly HeaderField[]): void {
    this.handler.onTrailers(this, trailers);
  }

  tellReset(code: ErrorCode): void {
    this.handler.onReset(this, code);
  }

  tellWritable(): void {
    this.handler.onWritable(this);
  }
}
