import type { StreamReceiver } from './method.ts';
import { decodeRequest } from './run-call.ts';
import type { ServerCall } from './server-call.ts';

/** Where the messages of a stream come from. */
export interface MessageSource {
  /** The next message, uncompressed; `undefined` while none is complete. Throws when the stream is malformed. */
  next(): Uint8Array | undefined;
  /** True once the client has sent everything. */
  readonly finished: boolean;
}

/** Hands the messages of a stream to its receiver, one after the other: a receiver that is not done yet is waited for. */
export class StreamPump {
  readonly #call: ServerCall;
  readonly #receiver: StreamReceiver<unknown>;
  readonly #source: MessageSource;
  #busy = false;
  #closed = false;

  constructor(call: ServerCall, receiver: StreamReceiver<unknown>, source: MessageSource) {
    this.#call = call;
    this.#receiver = receiver;
    this.#source = source;
  }

  /** Hands over what has come in; to be called whenever the source has got more, or has finished. */
  run(): void {
    const call = this.#call;
    try {
      while (!this.#busy && !call.ended) {
        const raw = this.#source.next();
        if (raw === undefined) break;
        call.countReceived(raw.length);
        const done = this.#receiver.message(decodeRequest(call.registered.definition.request, raw), raw);
        if (done instanceof Promise) this.#waitFor(done);
      }
      if (this.#source.finished && !this.#busy && !this.#closed && !call.ended) {
        this.#closed = true;
        this.#receiver.halfClose();
      }
    } catch (error) {
      call.fail(error);
    }
  }

  #waitFor(done: Promise<void>): void {
    this.#busy = true;
    done.then(
      () => {
        this.#busy = false;
        this.run();
      },
      (error) => this.#call.fail(error),
    );
  }
}
