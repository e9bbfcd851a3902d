import {
  type ClientHttp2Session,
  connect,
  constants,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from 'node:http2';
import { connect as connectTcp } from 'node:net';
import { expect, test } from 'vitest';
import { frameMessage } from '../message/framing.ts';
import { echoMethods } from '../testdata/echo-methods.ts';
import { callFrames, framesOf, preface } from '../testdata/raw-frames.ts';
import { TestServer, type TestServerOptions } from '../testdata/test-server.ts';

const port = 22_050;
const address = { host: '127.0.0.1', port };
const grpcHeaders = { ':method': 'POST', 'content-type': 'application/grpc', te: 'trailers' };

const start = (grpc: TestServerOptions['grpc'] = {}) =>
  TestServer.start({ address, grpc: { methods: echoMethods(), ...grpc } });

/** Node's own client, which knows nothing of gRPC. */
class RawClient implements AsyncDisposable {
  readonly session: ClientHttp2Session = connect(`http://127.0.0.1:${port}`).on('error', () => {});

  send(headers: OutgoingHttpHeaders, body: Uint8Array = new Uint8Array(0)) {
    const request = this.session.request(headers);
    if (body.length > 0) request.end(body);
    else request.end();
    return new Promise<{ headers: IncomingHttpHeaders; trailers: IncomingHttpHeaders; body: Buffer }>((resolve) => {
      let received: IncomingHttpHeaders = {};
      let trailers: IncomingHttpHeaders = {};
      const chunks: Buffer[] = [];
      request.on('response', (headers) => {
        received = headers;
      });
      request.on('trailers', (headers) => {
        trailers = headers;
      });
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('error', () => {});
      request.on('close', () => resolve({ headers: received, trailers, body: Buffer.concat(chunks) }));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.session.destroy();
  }
}

test('an answer is headers, a framed message and trailers', async () => {
  await using _server = await start();
  await using client = new RawClient();
  const message = frameMessage(Buffer.from('hello'));
  const answer = await client.send({ ...grpcHeaders, ':path': '/test.Echo/Unary' }, message);
  expect(answer.headers).toMatchObject({ ':status': 200, 'content-type': 'application/grpc' });
  expect(answer.body.equals(message)).toBe(true);
  expect(answer.trailers['grpc-status']).toBe('0');
});

test('an error before any message is one header block, its text percent-encoded', async () => {
  await using _server = await start();
  await using client = new RawClient();
  const answer = await client.send({ ...grpcHeaders, ':path': '/test.Echo/Fail' }, frameMessage(Buffer.from('ä %\n')));
  expect(answer.headers).toMatchObject({
    ':status': 200,
    'grpc-status': '10',
    'grpc-message': '%C3%A4 %25%0A',
    'reason-bin': 'AQI',
  });
  expect(answer.body).toHaveLength(0);
});

test('a request for a gRPC method that is no gRPC gets 415', async () => {
  await using _server = await start();
  await using client = new RawClient();
  const path = '/etcdserverpb.KV/Put';
  const { headers } = await client.send({ ':method': 'POST', ':path': path, 'content-type': 'application/json' });
  expect(headers).toMatchObject({
    ':status': 415,
    'grpc-status': '3',
    'grpc-message': 'invalid gRPC request content-type "application/json"',
  });
  const wrong = await client.send({ ':method': 'POST', ':path': path, 'content-type': 'application/grpcweb' });
  expect(wrong.headers[':status']).toBe(415);
});

test('sub-formats of the content type are accepted', async () => {
  await using _server = await start();
  await using client = new RawClient();
  for (const type of ['application/grpc+proto', 'application/grpc; charset=utf-8']) {
    const headers = { ...grpcHeaders, 'content-type': type, ':path': '/test.Echo/Unary' };
    expect((await client.send(headers, frameMessage(Buffer.from('x')))).trailers['grpc-status'], type).toBe('0');
  }
});

test('malformed calls are refused with their reason', async () => {
  await using _server = await start();
  await using client = new RawClient();
  const call = async (fields: OutgoingHttpHeaders, body: Uint8Array = frameMessage(Buffer.from('x'))) => {
    const { headers, trailers } = await client.send({ ...grpcHeaders, ':path': '/test.Echo/Unary', ...fields }, body);
    const { 'grpc-status': code, 'grpc-message': text } = { ...headers, ...trailers };
    return `${code} ${text}`;
  };
  expect(await call({ 'grpc-timeout': '1s' })).toBe('13 malformed grpc-timeout: "1s"');
  expect(await call({ 'grpc-encoding': 'snappy' })).toBe(
    '12 grpc: Decompressor is not installed for grpc-encoding "snappy"',
  );
  expect(await call({ ':method': 'PUT' })).toMatch(/^13 .*should be POST/);
  expect(await call({}, new Uint8Array(0))).toMatch(/^13 /);
  expect(await call({}, Uint8Array.of(0, 0, 0, 0, 9, 1))).toMatch(/^13 /);
  const two = Buffer.concat([frameMessage(Buffer.from('a')), frameMessage(Buffer.from('b'))]);
  expect(await call({}, two)).toMatch(/^13 /);
  expect(await call({}, Uint8Array.of(1, 0, 0, 0, 1, 0))).toMatch(/^13 grpc: compressed flag set/);
  expect(await call({ ':path': '/etcdserverpb.KV/Put' }, frameMessage(Uint8Array.of(0x0a, 99)))).toMatch(
    /^13 grpc: error unmarshalling request/,
  );
  expect(await call({ ':path': '/test.Echo/Chat' }, Uint8Array.of(0, 0, 0, 0, 9, 1))).toMatch(/^13 /);
  expect(await call({ ':path': '/nonsense' })).toMatch(/^12 malformed method name/);
});

test('a deadline counts while the request is still on its way', async () => {
  await using server = await start();
  await using client = new RawClient();
  const request = client.session.request({ ...grpcHeaders, ':path': '/test.Echo/Unary', 'grpc-timeout': '30m' });
  request.on('error', () => {});
  const headers = await new Promise<IncomingHttpHeaders>((resolve) => request.on('response', resolve));
  expect(headers).toMatchObject({ 'grpc-status': '4', 'grpc-message': 'context deadline exceeded' });
  const counted = server.grpc.metrics().methods.find(({ method }) => method === 'Unary');
  expect(counted).toMatchObject({ started: 1, messagesReceived: 0, handled: { DeadlineExceeded: 1 } });
});

test('plain HTTP over HTTP/2 reaches the same handlers', async () => {
  await using _server = await start();
  await using client = new RawClient();
  const version = await client.send({ ':path': '/version' });
  expect(version.headers).toMatchObject({ ':status': 200, 'content-type': 'application/json' });
  expect(JSON.parse(version.body.toString())).toMatchObject({ etcdserver: '3.7.1' });
  const nowhere = await client.send({ ':path': '/' });
  expect(nowhere.headers[':status']).toBe(404);
  expect(nowhere.body.toString()).toBe('404 page not found\n');
  const head = await client.send({ ':method': 'HEAD', ':path': '/metrics' });
  expect(head.headers).toMatchObject({ ':status': 200, 'content-length': '25' });
  expect(head.body).toHaveLength(0);
  const put = await client.send(
    { ':method': 'POST', ':path': '/v3/kv/put', 'content-type': 'application/json' },
    Buffer.from('{"key":"Zm9v"}'),
  );
  expect(JSON.parse(put.body.toString())).toMatchObject({ header: { revision: '2' } });
  const snapshot = await client.send({ ':method': 'POST', ':path': '/v3/maintenance/snapshot' });
  expect(snapshot.body.toString().trim().split('\n')).toHaveLength(5);
});

test('a client that pings too often is sent away', async () => {
  await using _server = await start();
  await using client = new RawClient();
  const goaway = new Promise<{ code: number; text: string }>((resolve) => {
    client.session.on('goaway', (code, _last, data) => resolve({ code, text: Buffer.from(data ?? []).toString() }));
  });
  await new Promise((resolve) => client.session.on('connect', resolve));
  for (let i = 0; i < 5; i++) client.session.ping(() => {});
  expect(await goaway).toEqual({ code: constants.NGHTTP2_ENHANCE_YOUR_CALM, text: 'too_many_pings' });
});

test('pings between answers are forgiven', async () => {
  await using server = await start();
  await using client = new RawClient();
  for (let i = 0; i < 10; i++) {
    const answered = client.send({ ...grpcHeaders, ':path': '/test.Echo/Unary' }, frameMessage(Buffer.from('x')));
    await new Promise((resolve) => client.session.ping(resolve));
    expect((await answered).trailers['grpc-status']).toBe('0');
  }
  expect(server.grpc.metrics().openConnections).toBe(1);
});

test('a silent client is pinged, kept while it answers and dropped when it does not', async () => {
  await using server = await start({ keepalive: { intervalMs: 40, timeoutMs: 40 } });
  await using client = new RawClient();
  let pings = 0;
  client.session.on('ping', () => {
    pings++;
  });
  await expect.poll(() => pings).toBeGreaterThan(2);
  expect(server.grpc.metrics().openConnections).toBe(1);
  // The preface and an empty SETTINGS frame, and then nothing any more.
  const dead = connectTcp(port, '127.0.0.1');
  dead.on('error', () => {}).resume();
  dead.write(preface);
  await new Promise((resolve) => dead.on('close', resolve));
  expect(server.grpc.metrics().openConnections).toBe(1);
});

test('streams beyond the limit are refused, and the others go on', async () => {
  await using server = await start({ concurrentStreamsMax: 2 });
  const socket = connectTcp(port, '127.0.0.1');
  const calls = [1, 3, 5].map((stream) => callFrames(stream, '/test.Echo/Never', new Uint8Array(0)));
  socket.write(Buffer.concat([preface, ...calls]));
  let received = Buffer.alloc(0);
  const refusals = () => [...framesOf(received)].filter(({ type }) => type === 3);
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk]);
  });
  await expect.poll(refusals).toMatchObject([{ stream: 5, payload: Buffer.from([0, 0, 0, 7]) }]);
  const settings = [...framesOf(received)].find(({ type }) => type === 4)?.payload ?? Buffer.alloc(0);
  expect(settings.includes(Buffer.from([0, 3, 0, 0, 0, 2]))).toBe(true);
  expect(server.grpc.metrics()).toMatchObject({ openConnections: 1, http2: { concurrent_streams: 1 } });
  expect(server.grpc.metrics().methods.find(({ method }) => method === 'Never')?.started).toBe(2);
  socket.destroy();
});

test('gates and interceptors see calls in order, and may refuse them or change their answers', async () => {
  const seen: string[] = [];
  await using _server = await start({
    gates: [
      (call) => {
        seen.push(`gate ${call.method.method}`);
        if (call.header('x-refuse') !== undefined) throw new Error('refused');
      },
    ],
    interceptors: [
      async (_request, _call, next) => {
        seen.push('outer');
        return Buffer.concat([Buffer.from('<'), (await next()) as Uint8Array, Buffer.from('>')]);
      },
      (_request, _call, next) => {
        seen.push('inner');
        return next();
      },
    ],
  });
  await using client = new RawClient();
  const headers = { ...grpcHeaders, ':path': '/test.Echo/Unary' };
  const answer = await client.send(headers, frameMessage(Buffer.from('x')));
  expect(answer.body.subarray(5).toString()).toBe('<x>');
  expect(seen).toEqual(['gate Unary', 'outer', 'inner']);
  const refused = await client.send({ ...headers, 'x-refuse': '1' }, frameMessage(Buffer.from('x')));
  expect(refused.headers).toMatchObject({ 'grpc-status': '2', 'grpc-message': 'refused' });
});

test('who wants to know is told how each call ended', async () => {
  const outcomes: object[] = [];
  await using _server = await start({ onHandled: (outcome) => outcomes.push(outcome) });
  await using client = new RawClient();
  await client.send({ ...grpcHeaders, ':path': '/test.Echo/Unary' }, frameMessage(Buffer.from('four')));
  await client.send({ ...grpcHeaders, ':path': '/test.Echo/Fail' }, frameMessage(Buffer.from('bad')));
  expect(outcomes).toMatchObject([
    { path: '/test.Echo/Unary', code: 0, requestBytes: 4, responseBytes: 4 },
    { path: '/test.Echo/Fail', code: 10, message: 'bad', requestBytes: 3, responseBytes: 0 },
  ]);
});
