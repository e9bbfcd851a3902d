import type { Metadata } from '@grpc/grpc-js';
import type { MethodDescriptor } from '@quorate/protocol';
import { errorFromStatus } from '../errors/from-status.ts';
import { abortedError, closedError } from '../errors/local-errors.ts';
import type { Endpoint } from './endpoint.ts';

/** One attempt at a unary call. */
export interface UnaryAttempt<Request, Response> {
  readonly method: MethodDescriptor<Request, Response>;
  readonly request: Request;
  readonly metadata: Metadata;
  /** Milliseconds since the epoch, or `Infinity`. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal | undefined;
  /** The request only reads. */
  readonly readOnly: boolean;
  /** Ends of calls under way, for when the client is closed. */
  readonly active: Set<() => void>;
}

const grpcOk = 0;
const grpcCancelled = 1;
const grpcInternal = 13;

/** What grpc-js wants to be told when a message is written; a unary call waits for its status anyway. */
const sendContext = {};

/** A view on the bytes as a Buffer, which grpc-js copies into its frame. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Sends a request to an endpoint and resolves with the answer. It talks to the channel below grpc-js's client class, whose interceptors
 * and streams cost more than the call itself.
 *
 * @throws {EtcdError} for every status but OK
 */
export function unaryCall<Request, Response>(
  endpoint: Endpoint,
  attempt: UnaryAttempt<Request, Response>,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const { method, signal, readOnly, active } = attempt;
    const context = { method: method.path, endpoint: endpoint.address.name, readOnly };
    const call = endpoint.channel.createCall(method.path, attempt.deadlineMs, null, null, null);
    let response: Response | undefined;
    let failure: unknown;
    const finish = () => {
      active.delete(onClose);
      signal?.removeEventListener('abort', onAbort);
    };
    const onAbort = () => {
      finish();
      if (signal !== undefined) reject(abortedError(method.path, signal, !readOnly));
      call.cancelWithStatus(grpcCancelled, 'aborted');
    };
    const onClose = () => {
      finish();
      reject(closedError(method.path, !readOnly));
      call.cancelWithStatus(grpcCancelled, 'closed');
    };
    active.add(onClose);
    signal?.addEventListener('abort', onAbort);
    call.start(attempt.metadata, {
      onReceiveMetadata() {},
      onReceiveMessage(message: Uint8Array) {
        try {
          response = method.response.decode(message);
        } catch (error) {
          failure = error;
        }
      },
      onReceiveStatus(status) {
        finish();
        if (status.code !== grpcOk) reject(errorFromStatus(status, context));
        else if (response !== undefined) resolve(response);
        else {
          const details = failure instanceof Error ? failure.message : 'answered with nothing';
          reject(errorFromStatus({ code: grpcInternal, details }, context));
        }
      },
    });
    call.startRead();
    call.sendMessageWithContext(sendContext, asBuffer(method.request.encode(attempt.request)));
    call.halfClose();
  });
}
