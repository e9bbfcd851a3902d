import type { Metadata } from '@grpc/grpc-js';
import type { MethodDescriptor } from '@quorate/protocol';
import type { EtcdError } from '../errors/etcd-error.ts';
import { errorFromStatus } from '../errors/from-status.ts';
import type { Endpoint } from './endpoint.ts';
import { asBuffer } from './unary-call.ts';

const grpcOk = 0;
const grpcCancelled = 1;
const grpcInternal = 13;

/** Who reads a stream. */
export interface StreamReader<Response> {
  message(response: Response): void;
  /** The stream is over: with an error, or because the server or {@link StreamCall.cancel} ended it. */
  end(error: EtcdError | undefined): void;
}

/** How a stream is opened. */
export interface StreamAttempt<Request, Response> {
  readonly method: MethodDescriptor<Request, Response>;
  readonly metadata: Metadata;
  /** Milliseconds since the epoch, or `Infinity`. */
  readonly deadlineMs: number;
  readonly reader: StreamReader<Response>;
}

/** A stream under way. Messages are read one at a time: each has to be asked for with {@link read}. */
export class StreamCall<Request, Response> {
  readonly endpoint: Endpoint;
  readonly #method: MethodDescriptor<Request, Response>;
  readonly #reader: StreamReader<Response>;
  readonly #call: ReturnType<Endpoint['channel']['createCall']>;
  /** grpc-js takes a message when the one before it is written. */
  readonly #unsent: Buffer[] = [];
  #isWriting = false;
  #isFinishing = false;
  #isOver = false;

  constructor(endpoint: Endpoint, attempt: StreamAttempt<Request, Response>) {
    this.endpoint = endpoint;
    this.#method = attempt.method;
    this.#reader = attempt.reader;
    const context = { method: attempt.method.path, endpoint: endpoint.address.name, readOnly: true };
    this.#call = endpoint.channel.createCall(attempt.method.path, attempt.deadlineMs, null, null, null);
    this.#call.start(attempt.metadata, {
      onReceiveMetadata() {},
      onReceiveMessage: (bytes: Uint8Array) => this.#receive(bytes),
      onReceiveStatus: (status) => this.#end(status.code === grpcOk ? undefined : errorFromStatus(status, context)),
    });
  }

  /** Asks for the next message. */
  read(): void {
    if (!this.#isOver) this.#call.startRead();
  }

  /** Sends a message, after those that wait. */
  write(request: Request): void {
    if (this.#isOver || this.#isFinishing) return;
    this.#unsent.push(asBuffer(this.#method.request.encode(request)));
    this.#pump();
  }

  /** Says that nothing more will be sent, once everything is. */
  finish(): void {
    if (this.#isFinishing) return;
    this.#isFinishing = true;
    this.#pump();
  }

  /** Ends the stream at once; the reader is told of an end with this error, if it is for one. */
  cancel(error?: EtcdError): void {
    if (this.#isOver) return;
    this.#end(error);
    this.#call.cancelWithStatus(grpcCancelled, 'cancelled');
  }

  #pump(): void {
    if (this.#isWriting || this.#isOver) return;
    const next = this.#unsent.shift();
    if (next !== undefined) {
      this.#isWriting = true;
      this.#call.sendMessageWithContext({ callback: () => this.#written() }, next);
    } else if (this.#isFinishing) {
      this.#call.halfClose();
    }
  }

  #written(): void {
    this.#isWriting = false;
    this.#pump();
  }

  #receive(bytes: Uint8Array): void {
    if (this.#isOver) return;
    let response: Response;
    try {
      response = this.#method.response.decode(bytes);
    } catch (error) {
      this.#call.cancelWithStatus(grpcInternal, 'answered with bytes that are no message');
      const details = error instanceof Error ? error.message : String(error);
      const context = { method: this.#method.path, endpoint: this.endpoint.address.name, readOnly: true };
      this.#end(errorFromStatus({ code: grpcInternal, details }, context));
      return;
    }
    this.#reader.message(response);
  }

  #end(error: EtcdError | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#reader.end(error);
  }
}
