import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { encodeHeaderBlock, type HeaderBlock, Http2ServerConnection, SocketTransport } from '@quorate/http2';
import { PutResponse, ResponseHeader } from '@quorate/protocol';
import { afterEach, describe, expect, it } from 'vitest';
import { frameMessage } from '../servers/etcd-call.ts';
import type { GeneratorTask } from './generator-task.ts';
import { runCalls } from './run-calls.ts';

const headers = encodeHeaderBlock([
  [':status', '200'],
  ['content-type', 'application/grpc'],
]);
const fine = encodeHeaderBlock([['grpc-status', '0']]);
const unavailable = encodeHeaderBlock([
  ['grpc-status', '14'],
  ['grpc-message', 'etcdserver: no leader'],
]);
const header = ResponseHeader.create({ revision: 7 });
const putAnswer = frameMessage(PutResponse.encode(PutResponse.create({ header })));

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Answers every call alike; returns the task to call it. */
async function serve(
  answer: Uint8Array,
  trailers: HeaderBlock,
  work: 'put-many' | 'mixed',
): Promise<Extract<GeneratorTask, { kind: 'calls' }>> {
  const server = createServer((socket) => {
    cleanups.push(() => socket.destroy());
    new Http2ServerConnection(new SocketTransport(socket), {
      onStream: () => ({
        onData(stream, bytes, endStream) {
          if (endStream) stream.answer(headers, answer, trailers);
          else stream.consumed(bytes.length);
        },
        onTrailers() {},
        onReset() {},
        onWritable() {},
      }),
    });
  }).listen(0, '127.0.0.1');
  cleanups.push(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const shape = { connections: 2, streams: 3 };
  return {
    kind: 'calls',
    work,
    endpoints: [`http://127.0.0.1:${port}`],
    ...shape,
    keys: 10,
    warmUpSeconds: 0,
    seconds: 0.2,
    seed: 1,
  };
}

describe('the generator', () => {
  it('counts right answers and their latencies', async () => {
    const report = await runCalls(await serve(putAnswer, fine, 'put-many'));
    expect(report.requests).toBeGreaterThan(6);
    expect(report.p50Micros).toBeGreaterThan(0);
    expect(report.p99Micros).toBeGreaterThanOrEqual(report.p50Micros);
  });

  it('takes no answer with another status', async () => {
    await expect(runCalls(await serve(putAnswer, unavailable, 'put-many'))).rejects.toThrow(
      /gRPC status 14.*etcdserver: no leader/,
    );
  });

  it('takes no cut-off answer', async () => {
    await expect(runCalls(await serve(putAnswer.subarray(0, 6), fine, 'put-many'))).rejects.toThrow(
      'one whole message',
    );
    await expect(runCalls(await serve(new Uint8Array(), fine, 'put-many'))).rejects.toThrow('one whole message');
  });

  it('takes no answer without what was asked for', async () => {
    await expect(runCalls(await serve(putAnswer, fine, 'mixed'))).rejects.toThrow('the answer to a range of key');
  });
});
