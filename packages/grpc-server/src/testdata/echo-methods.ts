import { Metadata } from '../metadata/metadata.ts';
import type { AnyMethod, StreamOpener } from '../rpc/method.ts';
import { answerOneRequest } from '../rpc/server-stream.ts';
import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';

/** Messages that are their own bytes. */
export const plainBytes = { decode: (bytes: Uint8Array): Uint8Array => bytes };

const echo: StreamOpener<Uint8Array> = (call) => ({
  async message(request) {
    if (!call.write(Uint8Array.from(request))) await call.drained();
  },
  halfClose: () => call.end(),
});

/** What the tests saw of calls that their clients gave up. */
export class EchoLog {
  readonly cancelled: string[] = [];
}

/** A service with a method for everything a call can do. */
export function echoMethods(log: EchoLog = new EchoLog()): AnyMethod[] {
  const unary = (name: string, handle: Extract<AnyMethod, { kind: 'unary' }>['handle']): AnyMethod => ({
    kind: 'unary',
    path: `/test.Echo/${name}`,
    request: plainBytes,
    handle,
  });
  return [
    unary('Unary', (request) => request),
    unary('Later', async (request) => [request.subarray(0, 1), request.subarray(1)]),
    unary('Fail', (request) => {
      throw new RpcError(StatusCode.Aborted, Buffer.from(request).toString(), {
        trailers: new Metadata().add('reason-bin', Uint8Array.of(1, 2)),
      });
    }),
    unary('Throw', async () => {
      throw new TypeError('not what was meant');
    }),
    unary('Metadata', (_request, _raw, call) => {
      const { metadata } = call;
      call.sendHeaders(new Metadata().add('first', metadata.getText('x-text') ?? '').add('first', 'again'));
      call.setTrailers(new Metadata().add('last-bin', metadata.get('x-bin') ?? new Uint8Array(0)));
      return Buffer.from(call.header('user-agent') ?? '');
    }),
    unary('Deadline', (_request, _raw, call) => Buffer.from(String(call.remainingMs() ?? 'none'))),
    unary('Never', (_request, _raw, call) => {
      call.signal.addEventListener('abort', () => log.cancelled.push((call.signal.reason as Error).message));
      return new Promise(() => {});
    }),
    {
      kind: 'client_stream',
      path: '/test.Echo/Join',
      request: plainBytes,
      open: (call) => {
        const parts: Uint8Array[] = [];
        return {
          message: (request: Uint8Array) => void parts.push(Uint8Array.from(request)),
          halfClose() {
            call.write(Buffer.concat(parts));
            call.end();
          },
        };
      },
    },
    {
      kind: 'server_stream',
      path: '/test.Echo/Repeat',
      request: plainBytes,
      open: answerOneRequest<Uint8Array>(async (request, _raw, call) => {
        const [count = 0, bytes = 0] = Buffer.from(request).toString().split(' ').map(Number);
        for (let i = 0; i < count && !call.ended; i++) {
          if (!call.write(Buffer.alloc(bytes, i))) await call.drained();
        }
        if (count === 3) throw new RpcError(StatusCode.OutOfRange, 'after three');
      }),
    },
    {
      kind: 'bidi_stream',
      path: '/test.Echo/Chat',
      request: plainBytes,
      open: echo,
    },
    {
      kind: 'bidi_stream',
      path: '/test.Echo/Listen',
      request: plainBytes,
      open: (call) => {
        call.onEnd(() => {
          if (call.cancelled) log.cancelled.push('listen');
        });
        // Like a watch, it goes on when the client has nothing more to say.
        return { ...echo(call), halfClose() {} };
      },
    },
  ];
}
