import type { MethodDescriptor } from '@quorate/protocol';
import type { EtcdError } from '../errors/etcd-error.ts';
import { abortedError } from '../errors/local-errors.ts';
import type { CallOptions } from './call-options.ts';
import type { Transport } from './transport.ts';

/**
 * Sends a request and yields what the server streams back. A message is asked for when the one before it has been taken, so that a
 * slow reader slows the server down. No time limit unless one is given.
 */
export async function* readMessages<Request, Response>(
  transport: Transport,
  method: MethodDescriptor<Request, Response>,
  request: Request,
  options: CallOptions,
): AsyncGenerator<Response, void, undefined> {
  const { signal, timeoutMs, endpoint, requireLeader = false } = options;
  const arrived: Response[] = [];
  let isOver = false;
  let failure: EtcdError | undefined;
  let wake = () => {};
  const stream = await transport.stream(
    method,
    { signal, timeoutMs, endpoint, requireLeader },
    {
      message: (response) => {
        arrived.push(response);
        wake();
      },
      end: (error) => {
        isOver = true;
        failure = error;
        wake();
      },
    },
  );
  try {
    stream.write(request);
    stream.finish();
    for (;;) {
      const response = arrived.shift();
      if (response !== undefined) {
        yield response;
      } else if (isOver) {
        if (signal?.aborted) throw abortedError(method.path, signal, false);
        if (failure !== undefined) throw failure;
        return;
      } else {
        stream.read();
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stream.cancel();
  }
}
