import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import type { StreamCall } from './call.ts';
import type { StreamOpener } from './method.ts';

/**
 * Opens a call whose client sends one message and gets a stream: `handle` runs with the request, and the call ends with it, OK when it
 * returns, with its error's status when it throws.
 */
export function answerOneRequest<Request>(
  handle: (request: Request, raw: Uint8Array, call: StreamCall) => Promise<void>,
): StreamOpener<Request> {
  return (call) => {
    let started = false;
    return {
      message(request, raw) {
        if (started) throw new RpcError(StatusCode.Internal, 'grpc: more than one request for a call that takes one');
        started = true;
        handle(request, raw, call).then(
          () => call.end(),
          (error) => call.fail(error),
        );
      },
      halfClose() {
        if (!started) throw new RpcError(StatusCode.Internal, 'grpc: the client ended the call without a request');
      },
    };
  };
}
