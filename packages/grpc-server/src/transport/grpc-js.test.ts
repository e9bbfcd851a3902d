import { compressionAlgorithms, Metadata, status } from '@grpc/grpc-js';
import { expect, test } from 'vitest';
import { EchoLog, echoMethods } from '../testdata/echo-methods.ts';
import { GrpcJsClient } from '../testdata/grpc-js-client.ts';
import { TestServer } from '../testdata/test-server.ts';

const port = 22_040;
const address = { host: '127.0.0.1', port };
const target = `127.0.0.1:${port}`;
const bytes = (text: string) => Buffer.from(text);

async function start(log = new EchoLog()): Promise<TestServer> {
  return TestServer.start({ address, grpc: { methods: echoMethods(log) } });
}

test('unary calls are answered, at once or later, whatever their size up to the limit', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target);
  for (const size of [0, 1, 5, 16_379, 16_384, 100_000, 2_097_152]) {
    const message = Buffer.alloc(size, 'abcdefg');
    for (const method of ['Unary', 'Later']) {
      const answer = await client.call(`/test.Echo/${method}`, message);
      expect(answer.equals(message), `${method} ${size}`).toBe(true);
    }
  }
});

test('a message above the limit is refused with the text that clients match', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target);
  const { error } = await client.unary('/test.Echo/Unary', Buffer.alloc(2_097_153));
  expect(error).toMatchObject({
    code: status.RESOURCE_EXHAUSTED,
    details: 'grpc: received message larger than max (2097153 vs. 2097152)',
  });
  expect((await client.call('/test.Echo/Unary', bytes('still there'))).toString()).toBe('still there');
});

test('an error carries its code, its text in any language, and its trailers', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target);
  const { error } = await client.unary('/test.Echo/Fail', bytes('nö: 100%\n€'));
  expect(error).toMatchObject({ code: status.ABORTED, details: 'nö: 100%\n€' });
  expect(error?.metadata.get('reason-bin')).toEqual([Buffer.from([1, 2])]);
  const thrown = await client.unary('/test.Echo/Throw', bytes(''));
  expect(thrown.error).toMatchObject({ code: status.UNKNOWN, details: 'not what was meant' });
});

test('metadata goes both ways, as text and as bytes', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target);
  const metadata = new Metadata();
  metadata.set('x-text', 'hello');
  metadata.set('x-bin', Buffer.from([0, 255, 7]));
  const { initial, trailing, answer } = await client.unary('/test.Echo/Metadata', bytes(''), metadata);
  expect(initial?.get('first')).toEqual(['hello, again']);
  expect(trailing?.get('last-bin')).toEqual([Buffer.from([0, 255, 7])]);
  expect(answer?.toString()).toMatch(/grpc-node-js/);
});

test('what is not served is not implemented, in the words of grpc-go', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target);
  const details = async (path: string) => {
    const { error } = await client.unary(path, bytes(''));
    expect(error?.code).toBe(status.UNIMPLEMENTED);
    return error?.details;
  };
  expect(await details('/test.Echo/Nope')).toBe('unknown method Nope for service test.Echo');
  expect(await details('/test.Nope/Unary')).toBe('unknown service test.Nope');
});

test('a deadline reaches the handler and ends the call', async () => {
  const log = new EchoLog();
  await using server = await start(log);
  using client = new GrpcJsClient(target);
  expect((await client.call('/test.Echo/Deadline', bytes(''))).toString()).toBe('none');
  const soon = await client.unary('/test.Echo/Deadline', bytes(''), new Metadata(), { deadline: Date.now() + 60_000 });
  const remainingMs = Number(soon.answer?.toString());
  expect(remainingMs).toBeGreaterThan(0);
  expect(remainingMs).toBeLessThanOrEqual(60_000);
  const never = await client.unary('/test.Echo/Never', bytes(''), new Metadata(), { deadline: Date.now() + 100 });
  expect(never.error?.code).toBe(status.DEADLINE_EXCEEDED);
  await expect.poll(() => log.cancelled.length).toBe(1);
  expect(log.cancelled[0]).toMatch(/^context (deadline exceeded|canceled)$/);
  const counted = server.grpc.metrics().methods.find(({ method }) => method === 'Never');
  expect(counted).toMatchObject({ started: 1, messagesReceived: 1, messagesSent: 0 });
  expect(Object.values(counted?.handled ?? {})).toEqual([1]);
});

test('a cancelled call tells its handler', async () => {
  const log = new EchoLog();
  await using server = await start(log);
  using client = new GrpcJsClient(target);
  const listen = client.chat('/test.Echo/Listen');
  listen.on('error', () => {});
  listen.write(bytes('hello'));
  await new Promise((resolve) => listen.once('data', resolve));
  listen.cancel();
  await expect.poll(() => log.cancelled).toEqual(['listen']);
  const counted = server.grpc.metrics().methods.find(({ method }) => method === 'Listen');
  expect(counted).toMatchObject({ handled: { Canceled: 1 }, messagesReceived: 1, messagesSent: 1 });
});

test('a stream of requests is answered by one message', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target);
  const parts = Array.from({ length: 200 }, (_, i) => Buffer.alloc(i * 37, i));
  expect((await client.join('/test.Echo/Join', parts)).equals(Buffer.concat(parts))).toBe(true);
  expect(await client.join('/test.Echo/Join', [])).toHaveLength(0);
});

test('a request is answered by a stream, which ends well or with an error after its messages', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target);
  const sizes: number[] = [];
  for await (const message of client.read('/test.Echo/Repeat', bytes('100 50000'))) sizes.push(message.length);
  expect(sizes).toEqual(Array.from({ length: 100 }, () => 50_000));
  const received: Buffer[] = [];
  const read = client.read('/test.Echo/Repeat', bytes('3 10'));
  read.on('data', (message: Buffer) => received.push(message));
  const error = await new Promise((resolve) => read.on('error', resolve));
  expect(error).toMatchObject({ code: status.OUT_OF_RANGE, details: 'after three' });
  expect(received).toHaveLength(3);
});

test('streams both ways keep their order and hold back who is too fast', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target);
  const chat = client.chat('/test.Echo/Chat');
  const received: number[] = [];
  chat.on('data', (message: Buffer) => received.push(message.readUInt32BE(0)));
  const count = 300;
  for (let i = 0; i < count; i++) {
    const message = Buffer.alloc(20_000);
    message.writeUInt32BE(i, 0);
    if (!chat.write(message)) await new Promise((resolve) => chat.once('drain', resolve));
  }
  chat.end();
  await new Promise((resolve) => chat.on('end', resolve));
  expect(received).toEqual(Array.from({ length: count }, (_, i) => i));
});

test('a client that compresses is understood and answered in kind', async () => {
  await using _server = await start();
  using client = new GrpcJsClient(target, undefined, {
    'grpc.default_compression_algorithm': compressionAlgorithms.gzip,
  });
  const message = Buffer.alloc(500_000, 'compressible');
  expect((await client.call('/test.Echo/Unary', message)).equals(message)).toBe(true);
  const chat = client.chat('/test.Echo/Chat');
  chat.write(message);
  chat.end();
  const answers = (await chat.toArray()) as Buffer[];
  expect(answers.map((answer) => answer.equals(message))).toEqual([true]);
});

test('a thousand calls at once on one connection, each with its own answer', async () => {
  await using server = await start();
  using client = new GrpcJsClient(target);
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, i) =>
      client.call(i % 2 ? '/test.Echo/Unary' : '/test.Echo/Later', bytes(`call ${i}`)),
    ),
  );
  expect(answers.map(String)).toEqual(Array.from({ length: 1_000 }, (_, i) => `call ${i}`));
  expect(server.grpc.metrics()).toMatchObject({ openConnections: 1, receivedBytes: 7_890, sentBytes: 7_890 });
});

test('stopping lets unary calls end, ends streams, and refuses what comes later', async () => {
  await using server = await start();
  using client = new GrpcJsClient(target);
  const chat = client.chat('/test.Echo/Chat');
  const ended = new Promise<{ code: number; details: string }>((resolve) => chat.on('error', resolve as never));
  chat.on('data', () => {});
  chat.write(bytes('hello'));
  await new Promise((resolve) => chat.once('data', resolve));
  const stopped = server.grpc.shutdown(2_000);
  expect(await ended).toMatchObject({ code: status.UNAVAILABLE, details: 'server stopped' });
  await stopped;
  expect(server.grpc.metrics().openConnections).toBe(0);
});
