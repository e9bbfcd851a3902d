import type { Metadata } from '../metadata/metadata.ts';
import { StatusCode, statusCodeNames } from './status-code.ts';

/** Recognises errors of another copy of this package in the same process, where `instanceof` would fail. */
const brand = Symbol.for('@quorate/grpc-server/RpcError');

/**
 * The failure of one call as its peer sees it: a status code and a text. `message` is the text alone, exactly as it goes out in
 * `grpc-message`; clients of etcd compare it.
 */
export class RpcError extends Error {
  override readonly name = 'RpcError';
  readonly code: StatusCode;
  /** Trailing metadata sent beside the status. */
  readonly trailers: Metadata | undefined;
  readonly [brand] = true;

  constructor(code: StatusCode, message: string, options?: ErrorOptions & { readonly trailers?: Metadata }) {
    super(message, options);
    this.code = code;
    this.trailers = options?.trailers;
  }

  /** The form in which Go programs print such an error; etcd sends it as a watch's cancel reason. */
  describe(): string {
    return `rpc error: code = ${statusCodeNames[this.code]} desc = ${this.message}`;
  }
}

/** True for an `RpcError`, of whichever copy of this package. */
export function isRpcError(error: unknown): error is RpcError {
  return typeof error === 'object' && error !== null && brand in error;
}

/** What a peer is told of anything thrown: an `RpcError` as it is, every other error as Unknown with its own text. */
export function toRpcError(error: unknown): RpcError {
  if (isRpcError(error)) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RpcError(StatusCode.Unknown, message, { cause: error });
}
