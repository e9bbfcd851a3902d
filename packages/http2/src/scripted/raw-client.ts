import type { CloseReason } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/connection-options.ts';
import { clientPreface } from '../connection/preface.ts';
import { Http2ServerConnection } from '../connection/server-connection.ts';
import { FrameType } from '../frame/frame.ts';
import type { HeaderField } from '../headers/header-field.ts';
import type { RequestHeaders } from '../headers/request-headers.ts';
import type { Http2Counter } from '../limits/http2-counter.ts';
import type { ServerStream } from '../stream/stream.ts';
import { ManualClock } from './manual-clock.ts';
import {
  codeOf,
  headersFrame,
  parseFrames,
  type RawFrame,
  requestFields,
  settingsAck,
  settingsFrame,
} from './raw-frames.ts';
import { ScriptedTransport } from './scripted-transport.ts';

/** What a server's handler was told of one request. */
export interface SeenRequest {
  readonly stream: ServerStream;
  readonly headers: RequestHeaders;
  body: Buffer;
  ended: boolean;
  trailers: readonly HeaderField[] | undefined;
  resetCode: number | undefined;
  writableCalls: number;
}

/** A client that sends bytes, right or wrong, to a server connection and looks at every frame that comes back. */
export class RawClient {
  readonly clock = new ManualClock();
  readonly transport = new ScriptedTransport();
  readonly requests: SeenRequest[] = [];
  readonly counted: Http2Counter[] = [];
  readonly connection: Http2ServerConnection;
  closeReason: CloseReason | undefined;
  pings = 0;
  /** Called for every request, after it was recorded. */
  onRequest: (request: SeenRequest) => void = () => {};
  /** Whether data is given back as soon as it arrives. */
  consumes = true;

  constructor(options: ConnectionOptions = {}) {
    this.connection = new Http2ServerConnection(
      this.transport,
      {
        onStream: (stream, headers, endStream) => this.#record(stream, headers, endStream),
        onPing: () => this.pings++,
        onClose: (_connection, reason) => {
          this.closeReason = reason;
        },
      },
      { clock: this.clock, count: (name) => this.counted.push(name), ...options },
    );
  }

  /** A client that has shaken hands; the frames of that are off the record. */
  static ready(options: ConnectionOptions = {}): RawClient {
    const client = new RawClient(options);
    client.exchange(clientPreface, settingsFrame(), settingsAck());
    return client;
  }

  /** Sends bytes in one chunk and returns the frames that come back in the same turn. */
  exchange(...parts: readonly Uint8Array[]): RawFrame[] {
    if (parts.length > 0) this.transport.deliver(Buffer.concat(parts));
    this.clock.endTurn();
    return parseFrames(this.transport.takeWritten());
  }

  /** Opens a stream with an ordinary request. */
  open(streamId: number, endStream = false): SeenRequest {
    this.exchange(headersFrame(streamId, requestFields, endStream));
    const request = this.requests.find((seen) => seen.stream.id === streamId);
    if (request === undefined) throw new Error(`the request on stream ${streamId} did not reach the handler`);
    return request;
  }

  #record(stream: ServerStream, headers: RequestHeaders, endStream: boolean) {
    const request: SeenRequest = {
      stream,
      headers,
      body: Buffer.alloc(0),
      ended: endStream,
      trailers: undefined,
      resetCode: undefined,
      writableCalls: 0,
    };
    this.requests.push(request);
    this.onRequest(request);
    return {
      onData: (_stream: ServerStream, bytes: Uint8Array, end: boolean) => {
        request.body = Buffer.concat([request.body, bytes]);
        request.ended = end;
        if (this.consumes) stream.consumed(bytes.length);
      },
      onTrailers: (_stream: ServerStream, trailers: readonly HeaderField[]) => {
        request.trailers = trailers;
        request.ended = true;
      },
      onReset: (_stream: ServerStream, code: number) => {
        request.resetCode = code;
      },
      onWritable: () => {
        request.writableCalls++;
      },
    };
  }
}

/** The codes of the GOAWAY frames among `frames`. */
export function goAwayCodes(frames: readonly RawFrame[]): number[] {
  return frames.filter((frame) => frame.type === FrameType.GoAway).map(codeOf);
}

/** The streams reset among `frames`, with their codes. */
export function resets(frames: readonly RawFrame[]): [streamId: number, code: number][] {
  return frames.filter((frame) => frame.type === FrameType.RstStream).map((frame) => [frame.streamId, codeOf(frame)]);
}
