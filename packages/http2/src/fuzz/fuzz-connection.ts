import { Http2ClientConnection } from '../connection/client-connection.ts';
import type { CloseReason, Http2Connection } from '../connection/connection.ts';
import { clientPreface } from '../connection/preface.ts';
import { Http2ServerConnection } from '../connection/server-connection.ts';
import type { Http2Limits } from '../limits/http2-limits.ts';
import { ManualClock } from '../scripted/manual-clock.ts';
import { parseFrames, requestFields, settingsFrame } from '../scripted/raw-frames.ts';
import { ScriptedTransport } from '../scripted/scripted-transport.ts';
import type { Http2Stream, ServerStream, StreamHandler } from '../stream/stream.ts';
import type { SeededRandom } from './random.ts';
import { damage, FUZZED_REQUESTS, SessionGenerator } from './session-generator.ts';

/** Small bounds, so that the fuzzer runs into them. */
const limits: Partial<Http2Limits> = {
  concurrentStreamsMax: 16,
  headerListBytesMax: 2000,
  headerBlockBytesMax: 3000,
  continuationFramesMax: 4,
  streamWindowBytes: 20_000,
  connectionWindowBytes: 70_000,
  resetsBurst: 20,
  pingsBurst: 20,
  settingsBurst: 20,
  emptyFramesBurst: 10,
  controlFramesBurst: 40,
  streamQueueBytesMax: 2000,
  outputBytesMax: 4000,
};

/** Handlers never answer more than this to one event, so what a connection holds is bounded by what it was sent. */
const ANSWER_BYTES_MAX = 3000;

/** More than the limits above allow a connection to write for one byte that it is sent, plus what it says by itself. */
const OUTPUT_FACTOR = 400;
const OUTPUT_BYTES_MIN = 200_000;

/** What one session was like, for comparison and statistics. */
export interface SessionResult {
  readonly events: readonly string[];
  readonly output: Buffer;
  readonly reason: CloseReason | undefined;
}

/** A session: what the peer sends, step by step. */
export interface Session {
  readonly side: 'client' | 'server';
  readonly steps: readonly Buffer[];
  readonly handlerSeed: number;
}

/** Makes a session up: valid steps, some of them damaged. */
export function makeSession(random: SeededRandom): Session {
  const side = random.oneIn(3) ? 'server' : 'client';
  const generator = new SessionGenerator(random, side, random.oneIn(3));
  const steps: Buffer[] = [];
  if (side === 'client' && !random.oneIn(50)) steps.push(Buffer.from(clientPreface));
  if (!random.oneIn(50)) steps.push(settingsFrame([4, random.pick([0, 10, 65_535, 1_000_000])]));
  const damageOnceIn = random.pick([10, 100, 1_000_000]);
  for (let count = 1 + random.below(150); count > 0; count--) {
    const step = generator.next();
    steps.push(random.oneIn(damageOnceIn) ? damage(random, step) : step);
  }
  return { side, steps, handlerSeed: random.next() };
}

/** One connection of ours under a scripted peer, with handlers that do all that handlers may do, as their seed says. */
export class FuzzedConnection {
  readonly clock = new ManualClock();
  readonly transport = new ScriptedTransport();
  readonly connection: Http2Connection;
  readonly events: string[] = [];
  readonly #random: SeededRandom;
  readonly #output: Buffer[] = [];
  #outputBytes = 0;
  #inputBytes = 0;
  #reason: CloseReason | undefined;
  #closes = 0;

  constructor(session: Session, handlerRandom: SeededRandom) {
    this.#random = handlerRandom;
    const options = { clock: this.clock, limits };
    const onClose = (_connection: Http2Connection, reason: CloseReason) => {
      this.#reason = reason;
      this.#closes++;
    };
    if (session.side === 'client') {
      const onStream = (stream: ServerStream) => this.#onRequest(stream);
      this.connection = new Http2ServerConnection(this.transport, { onStream, onClose }, options);
    } else {
      const client = new Http2ClientConnection(this.transport, { onClose }, options);
      this.connection = client;
      for (let count = 0; count < FUZZED_REQUESTS; count++) {
        const endStream = handlerRandom.oneIn(2);
        const handler = this.#handler();
        const stream = client.request(requestFields, endStream, {
          ...handler,
          onHeaders: (of, headers) => this.events.push(`${of.id} headers ${headers.status}`),
        });
        if (!endStream) stream.sendData(Buffer.alloc(handlerRandom.below(ANSWER_BYTES_MAX)), true);
      }
    }
  }

  /** Bytes arrive. */
  deliver(bytes: Buffer): void {
    this.#inputBytes += bytes.length;
    this.transport.deliver(Buffer.from(bytes));
  }

  /** Takes the output off and checks it: whole frames, none too long, not out of proportion. */
  check(): void {
    const bytes = this.transport.takeWritten();
    this.#output.push(bytes);
    this.#outputBytes += bytes.length;
    if (this.#outputBytes > OUTPUT_BYTES_MIN + OUTPUT_FACTOR * this.#inputBytes) {
      throw new Error(`${this.#outputBytes} bytes of output for ${this.#inputBytes} of input`);
    }
    if (this.connection.stats.streamsOpen > 16) throw new Error('more streams are open than allowed');
  }

  /** The transport breaks; everybody must have been told, once, and nothing must be left running. */
  finish(): SessionResult {
    this.clock.endTurn();
    this.check();
    this.transport.breakOff();
    this.clock.advance(600_000);
    if (this.#reason?.error !== undefined) throw this.#reason.error;
    if (!this.connection.closed || this.#closes !== 1) throw new Error(`onClose was called ${this.#closes} times`);
    if (this.clock.timers > 0) throw new Error(`${this.clock.timers} timers are left`);
    if (this.connection.stats.streamsOpen > 0) throw new Error('streams are left');
    const output = Buffer.concat(this.#output);
    const preface = output.subarray(0, clientPreface.length).equals(clientPreface) ? clientPreface.length : 0;
    for (const { payload } of parseFrames(output.subarray(preface))) {
      if (payload.length > 16_384) throw new Error(`a frame of ${payload.length} bytes was sent`);
    }
    return { events: this.events, output, reason: this.#reason };
  }

  #onRequest(stream: ServerStream): StreamHandler<ServerStream> {
    this.events.push(`${stream.id} opened`);
    if (this.#random.oneIn(10)) stream.reset(8);
    else stream.respond([[':status', '200']], this.#random.oneIn(10));
    if (this.#random.oneIn(2)) this.#answer(stream);
    return this.#handler();
  }

  #handler(): StreamHandler<Http2Stream> {
    let over = false;
    const note = (stream: Http2Stream, what: string) => {
      if (over) throw new Error(`stream ${stream.id} was told of ${what} after its end`);
      this.events.push(`${stream.id} ${what}`);
    };
    return {
      onData: (stream: Http2Stream, bytes: Uint8Array, endStream: boolean) => {
        note(stream, `data ${bytes.length} ${endStream}`);
        if (!this.#random.oneIn(4)) stream.consumed(bytes.length);
        if (this.#random.oneIn(2)) this.#answer(stream);
      },
      onTrailers: (stream: Http2Stream) => note(stream, 'trailers'),
      onReset: (stream: Http2Stream, code: number) => {
        note(stream, `reset ${code}`);
        over = true;
      },
      onWritable: (stream: Http2Stream) => {
        note(stream, 'writable');
        this.#answer(stream);
      },
    };
  }

  #answer(stream: Http2Stream): void {
    const random = this.#random;
    const length = random.below(ANSWER_BYTES_MAX);
    if (random.oneIn(12)) stream.reset(random.below(14));
    else if (random.oneIn(6)) stream.sendTrailers([['grpc-status', '0']]);
    else stream.sendData([Buffer.alloc(length >>> 1), Buffer.alloc(length - (length >>> 1))], random.oneIn(4));
  }
}
