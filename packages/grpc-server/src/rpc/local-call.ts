import type { EncodedMessage } from '../message/framing.ts';
import { joinMessage } from '../message/framing.ts';
import { checkMessageBytes } from '../message/message-reader.ts';
import type { HeaderField } from '../metadata/metadata.ts';
import { parseTimeoutMs } from '../metadata/timeout.ts';
import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import type { Peer } from './call.ts';
import type { RegisteredMethod } from './registered-method.ts';
import { openStream, runUnary } from './run-call.ts';
import { ServerCall } from './server-call.ts';
import type { ServerCore } from './server-core.ts';
import { StreamPump } from './stream-pump.ts';

/** Bytes that may wait for a reader before the handler is asked to pause. */
const QUEUED_BYTES_MAX = 256 * 1024;

/** A call from within the process, as the JSON gateway makes them: gates, interceptors, deadlines and counters are those of all calls. */
export class LocalCall extends ServerCall {
  readonly #headers: ReadonlyMap<string, string>;
  readonly #sent: Uint8Array[] = [];
  readonly #received: Uint8Array[] = [];
  #sentBytes = 0;
  #finishedSending = false;
  #status: RpcError | undefined;
  #wake: (() => void) | undefined;
  #drained: (() => void)[] = [];
  readonly #taken: (() => void)[] = [];
  #pump: StreamPump | undefined;
  #halfClosed = false;

  /** `headers`: request metadata by lower-case names. */
  constructor(core: ServerCore, registered: RegisteredMethod, peer: Peer, headers: ReadonlyMap<string, string>) {
    super(core, registered, peer);
    this.#headers = headers;
    const timeout = headers.get('grpc-timeout');
    const timeoutMs = timeout === undefined ? undefined : parseTimeoutMs(timeout);
    if (timeoutMs !== undefined) this.setTimeoutMs(timeoutMs);
  }

  /** Starts a call that takes one message. */
  request(raw: Uint8Array): void {
    if (this.registered.definition.kind === 'unary') {
      try {
        checkMessageBytes(raw.length, this.core.receiveBytesMax);
      } catch (error) {
        this.fail(error);
        return;
      }
      runUnary(this, raw);
      return;
    }
    this.openStream();
    this.push(raw);
    this.halfClose();
  }

  /** Starts a streaming call; messages follow by `push`. */
  openStream(): void {
    const receiver = openStream(this);
    if (receiver === undefined) return;
    const received = this.#received;
    const isHalfClosed = () => this.#halfClosed;
    this.#pump = new StreamPump(this, receiver, {
      next: () => this.#take(),
      get finished() {
        return isHalfClosed() && received.length === 0;
      },
    });
  }

  push(raw: Uint8Array): void {
    this.#received.push(raw);
    this.#pump?.run();
  }

  /** Resolves when the handler has taken up everything that was pushed, or the call is over. */
  taken(): Promise<void> {
    if (this.#received.length === 0 || this.ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.#taken.push(resolve);
    });
  }

  #take(): Uint8Array | undefined {
    const raw = this.#received.shift();
    if (this.#received.length === 0) for (const resolve of this.#taken.splice(0)) resolve();
    if (raw !== undefined) checkMessageBytes(raw.length, this.core.receiveBytesMax);
    return raw;
  }

  halfClose(): void {
    this.#halfClosed = true;
    this.#pump?.run();
  }

  /** The messages of the answer; throws the status when it is not OK. To be read once. */
  async *messages(): AsyncIterable<Uint8Array> {
    for (;;) {
      for (let message = this.#sent.shift(); message !== undefined; message = this.#sent.shift()) {
        this.#sentBytes -= message.length;
        if (this.#sentBytes < QUEUED_BYTES_MAX) this.#release();
        yield message;
      }
      if (this.#finishedSending) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#status !== undefined) throw this.#status;
  }

  /** The one message of a unary answer; throws the status when it is not OK. */
  async answer(): Promise<Uint8Array> {
    for await (const message of this.messages()) return message;
    throw new RpcError(StatusCode.Internal, 'the call ended without an answer');
  }

  override header(name: string): string | undefined {
    return this.#headers.get(name);
  }

  protected override headerFields(): Iterable<HeaderField> {
    return this.#headers;
  }

  protected override deliver(message: EncodedMessage): boolean {
    const joined = joinMessage(message);
    this.#sent.push(joined);
    this.#sentBytes += joined.length;
    this.#wake?.();
    return this.#sentBytes < QUEUED_BYTES_MAX;
  }

  protected override finish(status: RpcError | undefined): void {
    this.#status = status;
    this.#finishedSending = true;
    this.#wake?.();
    for (const resolve of this.#taken.splice(0)) resolve();
    this.#release();
  }

  override get queuedBytes(): number {
    return this.#sentBytes;
  }

  override drained(): Promise<void> {
    if (this.#finishedSending || this.#sentBytes < QUEUED_BYTES_MAX) return Promise.resolve();
    return new Promise((resolve) => {
      this.#drained.push(resolve);
    });
  }

  #release(): void {
    for (const resolve of this.#drained.splice(0)) resolve();
  }
}
