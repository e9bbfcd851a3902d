import { RpcError } from '../../status/rpc-error.ts';
import { StatusCode } from '../../status/status-code.ts';
import { toEtcdError } from '../etcd-errors.ts';

/**
 * Lock and Election are clients of the other services, in etcd through its client library, whose errors are no gRPC errors any more: they
 * reach the caller as Unknown with their text. Only cancellation and deadline keep their codes.
 */
export async function asClientError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = toEtcdError(error);
    const kept = code === StatusCode.Canceled || code === StatusCode.DeadlineExceeded;
    throw new RpcError(kept ? code : StatusCode.Unknown, message, { cause: error });
  }
}
