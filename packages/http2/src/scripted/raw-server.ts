import { Http2ClientConnection } from '../connection/client-connection.ts';
import type { CloseReason } from '../connection/connection.ts';
import type { ConnectionOptions } from '../connection/connection-options.ts';
import { clientPreface } from '../connection/preface.ts';
import { errorCodeName } from '../frame/error-code.ts';
import { Flag, FrameType } from '../frame/frame.ts';
import type { HeaderField } from '../headers/header-field.ts';
import type { ResponseHeaders } from '../headers/request-headers.ts';
import type { Http2Counter } from '../limits/http2-counter.ts';
import type { ClientStream } from '../stream/stream.ts';
import { ManualClock } from './manual-clock.ts';
import { goAwayCodes, resets } from './raw-client.ts';
import { frame, parseFrames, type RawFrame, requestFields, settingsAck, settingsFrame } from './raw-frames.ts';
import { ScriptedTransport } from './scripted-transport.ts';

/** What a client's handler was told of one response. */
export interface SeenResponse {
  readonly stream: ClientStream;
  readonly headers: ResponseHeaders[];
  body: Buffer;
  ended: boolean;
  trailers: readonly HeaderField[] | undefined;
  resetCode: number | undefined;
}

/** A server that sends bytes, right or wrong, to a client connection and looks at every frame that comes back. */
export class RawServer {
  readonly clock = new ManualClock();
  readonly transport = new ScriptedTransport();
  readonly counted: Http2Counter[] = [];
  readonly connection: Http2ClientConnection;
  closeReason: CloseReason | undefined;
  streamsClosed = 0;
  ready = 0;

  constructor(options: ConnectionOptions = {}) {
    this.connection = new Http2ClientConnection(
      this.transport,
      {
        onReady: () => this.ready++,
        onStreamClosed: () => this.streamsClosed++,
        onClose: (_connection, reason) => {
          this.closeReason = reason;
        },
      },
      { clock: this.clock, count: (name) => this.counted.push(name), ...options },
    );
  }

  /** A server that has shaken hands; returns without the client's first frames. */
  static ready(options: ConnectionOptions = {}): RawServer {
    const server = new RawServer(options);
    server.takePreface();
    server.exchange(settingsFrame(), settingsAck());
    return server;
  }

  /** The client's first frames; throws when its preface is wrong. */
  takePreface(): RawFrame[] {
    this.clock.endTurn();
    const bytes = this.transport.takeWritten();
    if (!bytes.subarray(0, clientPreface.length).equals(clientPreface))
      throw new Error('the client’s preface is wrong');
    return parseFrames(bytes.subarray(clientPreface.length));
  }

  /** Sends bytes in one chunk and returns the frames that come back in the same turn. */
  exchange(...parts: readonly Uint8Array[]): RawFrame[] {
    if (parts.length > 0) this.transport.deliver(Buffer.concat(parts));
    this.clock.endTurn();
    return parseFrames(this.transport.takeWritten());
  }

  /** Lets the client make an ordinary request. */
  request(endStream = true): SeenResponse {
    const seen: Omit<SeenResponse, 'stream'> = {
      headers: [],
      body: Buffer.alloc(0),
      ended: false,
      trailers: undefined,
      resetCode: undefined,
    };
    const stream = this.connection.request(requestFields, endStream, {
      onHeaders: (_stream, headers, ended) => {
        seen.headers.push(headers);
        seen.ended = ended;
      },
      onData: (stream, bytes, ended) => {
        seen.body = Buffer.concat([seen.body, bytes]);
        seen.ended = ended;
        stream.consumed(bytes.length);
      },
      onTrailers: (_stream, trailers) => {
        seen.trailers = trailers;
        seen.ended = true;
      },
      onReset: (_stream, code) => {
        seen.resetCode = code;
      },
      onWritable: () => {},
    });
    this.exchange();
    return Object.assign(seen, { stream });
  }

  /** As `outcome`, seen from the server. */
  outcome(...parts: readonly Uint8Array[]): string {
    const frames = this.exchange(...parts);
    const codes = goAwayCodes(frames);
    if (codes.length > 0) return `connection: ${codes.map(errorCodeName).join(', ')}`;
    const answers = this.exchange(frame(FrameType.Ping, 0, 0, 'are you?'));
    if (!answers.some(({ type, flags }) => type === FrameType.Ping && flags === Flag.Ack)) return 'connection: silent';
    const reset = resets(frames).map(([streamId, code]) => `stream ${streamId}: ${errorCodeName(code)}`);
    return reset.length > 0 ? reset.join(', ') : 'accepted';
  }
}
