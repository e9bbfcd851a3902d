import type { EncodedMessage } from '../message/framing.ts';
import { messageBytes } from '../message/framing.ts';
import { type HeaderField, Metadata } from '../metadata/metadata.ts';
import { TIMEOUT_MS_MAX } from '../metadata/timeout.ts';
import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import type { Peer, StreamCall } from './call.ts';
import type { DeadlineSlot, Expiring } from './deadline-wheel.ts';
import type { RegisteredMethod } from './registered-method.ts';
import type { ServerCore } from './server-core.ts';

/**
 * A call being served: its end, its deadline, its cancellation, its counters. How bytes reach the client is up to the subclasses, one
 * a transport.
 */
export abstract class ServerCall implements StreamCall, Expiring {
  readonly core: ServerCore;
  readonly registered: RegisteredMethod;
  readonly peer: Peer;
  #ended = false;
  #cancelReason: RpcError | undefined = undefined;
  #deadlineMs = 0;
  #deadlineSlot: DeadlineSlot | undefined = undefined;
  #abort: AbortController | undefined = undefined;
  #metadata: Metadata | undefined = undefined;
  #endListeners: (() => void)[] | undefined = undefined;
  #startedMs = 0;
  #requestBytes = 0;
  #responseBytes = 0;
  /** Metadata to go out ahead of the first message, and with the status. */
  protected initialMetadata: Metadata | undefined = undefined;
  protected trailingMetadata: Metadata | undefined = undefined;

  constructor(core: ServerCore, registered: RegisteredMethod, peer: Peer) {
    this.core = core;
    this.registered = registered;
    this.peer = peer;
    core.metrics.started(registered.slot);
    if (core.onHandled !== undefined) this.#startedMs = performance.now();
  }

  abstract header(name: string): string | undefined;
  protected abstract headerFields(): Iterable<HeaderField>;
  /** Takes a message on its way; false when more should wait for `drained`. */
  protected abstract deliver(message: EncodedMessage): boolean;
  /** Ends the call towards the client; called once. */
  protected abstract finish(status: RpcError | undefined): void;
  abstract drained(): Promise<void>;
  abstract get queuedBytes(): number;

  get method() {
    return this.registered.name;
  }

  get ended(): boolean {
    return this.#ended;
  }

  get cancelled(): boolean {
    return this.#cancelReason !== undefined;
  }

  get metadata(): Metadata {
    this.#metadata ??= Metadata.fromHeaders(this.headerFields());
    return this.#metadata;
  }

  get signal(): AbortSignal {
    if (this.#abort === undefined) {
      this.#abort = new AbortController();
      if (this.#cancelReason !== undefined) this.#abort.abort(this.#cancelReason);
    }
    return this.#abort.signal;
  }

  remainingMs(): number | undefined {
    return this.#deadlineMs === 0 ? undefined : Math.max(0, this.#deadlineMs - performance.now());
  }

  /** Remembers the client's deadline; it takes effect with `watchDeadline`. */
  setTimeoutMs(timeoutMs: number): void {
    if (timeoutMs < TIMEOUT_MS_MAX) this.#deadlineMs = performance.now() + timeoutMs;
  }

  /** Lets the deadline end the call. Not needed for calls that are answered within the turn. */
  watchDeadline(): void {
    if (this.#deadlineMs === 0 || this.#ended) return;
    this.#deadlineSlot ??= this.core.deadlines.add(this, this.#deadlineMs);
  }

  expire(): void {
    this.cancel(new RpcError(StatusCode.DeadlineExceeded, 'context deadline exceeded'));
  }

  sendHeaders(metadata: Metadata): void {
    this.initialMetadata = metadata;
  }

  setTrailers(metadata: Metadata): void {
    this.trailingMetadata = metadata;
  }

  /** Counts a request message. */
  countReceived(bytes: number): void {
    this.#requestBytes += bytes;
    this.core.metrics.received(this.registered.slot, bytes);
  }

  write(message: EncodedMessage): boolean {
    if (this.#ended) return true;
    this.#countSent(message);
    return this.deliver(message);
  }

  #countSent(message: EncodedMessage): void {
    const bytes = messageBytes(message);
    this.#responseBytes += bytes;
    this.core.metrics.sent(this.registered.slot, bytes);
  }

  /** Sends the one message of a unary call and ends it. */
  respond(message: EncodedMessage): void {
    if (this.#ended) return;
    this.#countSent(message);
    this.#close(StatusCode.OK, '');
    this.finishWith(message);
  }

  /** Message and status at once; transports that can send both together do. */
  protected finishWith(message: EncodedMessage): void {
    this.deliver(message);
    this.finish(undefined);
  }

  end(): void {
    if (this.#ended) return;
    this.#close(StatusCode.OK, '');
    this.finish(undefined);
  }

  fail(error: unknown): void {
    if (this.#ended) return;
    const status = this.core.mapError(error);
    this.#close(status.code, status.message);
    this.finish(status);
  }

  /** Ends the call without the handler's doing: the handler learns of it by `cancelled`, `signal` and `onEnd`. */
  cancel(reason: RpcError): void {
    if (this.#ended) return;
    this.#cancelReason = reason;
    this.#close(reason.code, reason.message);
    this.finish(reason);
    this.#abort?.abort(reason);
  }

  onEnd(listener: () => void): void {
    if (this.#ended) listener();
    else if (this.#endListeners === undefined) this.#endListeners = [listener];
    else this.#endListeners.push(listener);
  }

  #close(code: StatusCode, message: string): void {
    this.#ended = true;
    this.#deadlineSlot?.delete(this);
    const { core, registered } = this;
    core.metrics.handled(registered.slot, code);
    if (core.onHandled !== undefined) {
      core.onHandled({
        path: registered.name.path,
        code,
        message,
        durationMs: performance.now() - this.#startedMs,
        requestBytes: this.#requestBytes,
        responseBytes: this.#responseBytes,
        peerAddress: this.peer.address,
      });
    }
    if (this.#endListeners !== undefined) for (const listener of this.#endListeners) listener();
  }
}
