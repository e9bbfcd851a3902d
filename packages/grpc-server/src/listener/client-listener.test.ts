import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { credentials } from '@grpc/grpc-js';
import { services } from '@quorate/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Certificates } from '../testdata/certificates.ts';
import { GrpcJsClient } from '../testdata/grpc-js-client.ts';
import { callFrames, preface } from '../testdata/raw-frames.ts';
import { TestServer, type TestServerOptions } from '../testdata/test-server.ts';
import { ClientListener } from './client-listener.ts';

const port = 22_060;
const address = { host: '127.0.0.1', port };
const run = promisify(execFile);
const { MemberList } = services['etcdserverpb.Cluster'];
/** TLS knows no server names that are IP addresses. */
const byName = { 'grpc.ssl_target_name_override': 'localhost', 'grpc.default_authority': 'localhost' };
const noRequest = new Uint8Array(0);
let certificates: Certificates;

beforeAll(() => {
  certificates = new Certificates();
});
afterAll(() => certificates[Symbol.dispose]());

/** The HTTP version that curl spoke, the status, and the body. */
async function curl(...args: string[]): Promise<string> {
  const { stdout } = await run('curl', ['-s', '-m', '10', '-w', ' %{http_version} %{http_code}', ...args]);
  return stdout;
}

const serverTls = (extra: object = {}): TestServerOptions => ({
  address,
  tls: { cert: certificates.read('server.crt'), key: certificates.read('server.key'), ...extra },
});
const version = '{"etcdserver":"3.7.1","etcdcluster":"3.7.0","storage":"3.7.0"}';

test('one plain port speaks HTTP/1.1, HTTP/2 and gRPC', async () => {
  await using _server = await TestServer.start({ address });
  const url = `http://127.0.0.1:${port}`;
  expect(await curl('--http1.1', `${url}/version`)).toBe(`${version} 1.1 200`);
  expect(await curl('--http2-prior-knowledge', `${url}/version`)).toBe(`${version} 2 200`);
  expect(await curl('--http2', `${url}/version`)).toContain(version);
  expect(await curl('--http2-prior-knowledge', `${url}/nowhere`)).toBe('404 page not found\n 2 404');
  for (const protocol of ['--http1.1', '--http2-prior-knowledge']) {
    const range = await curl(protocol, '-d', '{"key":"Zm9v"}', `${url}/v3/kv/range`);
    expect(range).toMatch(/^\{"header":\{.*\}\} \S+ 200$/);
  }
  using client = new GrpcJsClient(`127.0.0.1:${port}`);
  const { members } = MemberList.response.decode(await client.call(MemberList.path, noRequest));
  expect(members).toHaveLength(1);
});

test('one TLS port does the same by ALPN, with TLS 1.2 and 1.3', async () => {
  await using _server = await TestServer.start(serverTls());
  const url = `https://127.0.0.1:${port}/version`;
  const ca = ['--cacert', certificates.path('ca.crt')];
  for (const tls of [['--tlsv1.3'], ['--tlsv1.2', '--tls-max', '1.2']]) {
    expect(await curl(...ca, ...tls, '--http1.1', url)).toBe(`${version} 1.1 200`);
    expect(await curl(...ca, ...tls, '--http2', url)).toBe(`${version} 2 200`);
  }
  expect(await curl(...ca, '--no-alpn', url)).toBe(`${version} 1.1 200`);
  using client = new GrpcJsClient(`127.0.0.1:${port}`, credentials.createSsl(certificates.read('ca.crt')), byName);
  await client.call(MemberList.path, noRequest);
});

test('a client certificate can be asked for, and gives the caller its name', async () => {
  const names: (string | undefined)[] = [];
  await using _server = await TestServer.start({
    ...serverTls({ ca: certificates.read('ca.crt'), requestCert: true, rejectUnauthorized: true }),
    grpc: { gates: [(call) => names.push(call.peer.commonName)] },
  });
  const ca = certificates.read('ca.crt');
  const creds = credentials.createSsl(ca, certificates.read('client.key'), certificates.read('client.crt'));
  using client = new GrpcJsClient(`127.0.0.1:${port}`, creds, byName);
  await client.call(MemberList.path, noRequest);
  expect(names).toEqual(['test-client']);
  await expect(curl('--cacert', certificates.path('ca.crt'), `https://127.0.0.1:${port}/version`)).rejects.toThrow();
});

test('a failed handshake is reported, and others are served', async () => {
  const rejected: string[] = [];
  const listener = new ClientListener({
    http: () => ({ status: 200, body: 'served' }),
    tls: { cert: certificates.read('server.crt'), key: certificates.read('server.key') },
    onRejected: (remoteAddress, error) => rejected.push(`${remoteAddress.split(':')[0]} ${error.name}`),
  });
  await listener.listen(address);
  const plain = connect(port, '127.0.0.1').on('error', () => {});
  plain.write('GET / HTTP/1.1\r\n\r\n');
  await new Promise((resolve) => plain.on('close', resolve));
  await expect.poll(() => rejected).toEqual(['127.0.0.1 Error']);
  expect(await curl('-k', `https://127.0.0.1:${port}/`)).toBe('served 1.1 200');
  await listener.shutdown(0);
});

test('one connection more than there may be is closed at once, and another may come when one has gone', async () => {
  let turnedAway = 0;
  const listener = new ClientListener({
    http: () => ({ status: 200, body: 'served' }),
    connectionsMax: 1,
    onFull: () => turnedAway++,
  });
  await listener.listen(address);
  const first = connect(port, '127.0.0.1');
  await once(first, 'connect');
  await expect.poll(() => curl(`http://127.0.0.1:${port}/`).catch(() => 'closed')).toBe('closed');
  expect(turnedAway).toBeGreaterThan(0);
  first.destroy();
  await expect.poll(() => curl(`http://127.0.0.1:${port}/`).catch(() => 'closed')).toBe('served 1.1 200');
  await listener.shutdown(0);
});

test('a port that is taken is said', async () => {
  await using _server = await TestServer.start({ address });
  await expect(new ClientListener({}).listen(address)).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('a unix socket serves both too', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quorate-listener-'));
  const path = join(folder, 'client.sock');
  writeFileSync(path, 'left behind');
  {
    await using _server = await TestServer.start({ address: { path } });
    expect(await curl('--unix-socket', path, 'http://localhost/version')).toBe(`${version} 1.1 200`);
    using client = new GrpcJsClient(`unix://${path}`);
    await client.call(MemberList.path, noRequest);
  }
  rmSync(folder, { recursive: true });
});

test('the protocol is found out although the first bytes come one at a time', async () => {
  await using _server = await TestServer.start({ address });
  for (const [bytes, answer] of [
    ['GET /version HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 'HTTP/1.1 200 OK'],
    ['POST /version HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n', 'HTTP/1.1 405'],
    ['PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0', '\u0004'],
  ] as const) {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const byte of bytes) {
      socket.write(byte);
      await new Promise(setImmediate);
    }
    let received = '';
    for await (const chunk of socket) {
      received += chunk;
      if (received.includes(answer)) break;
    }
    expect(received).toContain(answer);
    socket.destroy();
  }
});

test('a client that has gone takes its watches along, although nothing is written to it any more', async () => {
  await using server = await TestServer.start({ address });
  const socket = connect(port, '127.0.0.1');
  const watch = Buffer.from('0a030a0161', 'hex');
  socket.write(Buffer.concat([preface, callFrames(1, '/etcdserverpb.Watch/Watch', watch)]));
  await expect.poll(() => server.backend.watch.openStreams).toBe(1);
  socket.destroy();
  await expect.poll(() => server.backend.watch.openStreams).toBe(0);
});

test('a listener for one protocol alone does not speak the other', async () => {
  const served = await TestServer.start({ address: { host: '127.0.0.1', port: port + 1 } });
  const grpcOnly = new ClientListener({ grpc: served.grpc });
  await grpcOnly.listen(address);
  await expect(curl('--http1.1', `http://127.0.0.1:${port}/version`)).rejects.toThrow();
  expect(await curl('--http2-prior-knowledge', `http://127.0.0.1:${port}/version`)).toMatch(/ 2 415$/);
  await grpcOnly.shutdown(0);
  const httpOnly = new ClientListener({ http: () => ({ status: 200, body: 'http' }) });
  await httpOnly.listen(address);
  expect(await curl(`http://127.0.0.1:${port}/`)).toBe('http 1.1 200');
  await expect(curl('--http2-prior-knowledge', `http://127.0.0.1:${port}/`)).rejects.toThrow();
  await httpOnly.shutdown(0);
  await served[Symbol.asyncDispose]();
});

test('a client of TLS without ALPN that speaks HTTP/2 is served', async () => {
  await using _server = await TestServer.start(serverTls());
  const socket = connectTls({ port, host: '127.0.0.1', ca: certificates.read('ca.crt') });
  socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0', 'latin1');
  const chunk = await new Promise<Buffer>((resolve) => socket.once('data', (data: Buffer) => resolve(data)));
  expect(chunk[3]).toBe(4);
  socket.destroy();
});

test('a client that does not finish its header fields is disconnected', async () => {
  const listener = new ClientListener({ http: () => ({ status: 200 }), headersTimeoutMs: 50 });
  await listener.listen(address);
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nhost: a\r\nx-');
  expect((await socket.toArray()).join('')).toContain('HTTP/1.1 408 Request Timeout');
  await listener.shutdown(0);
});

test('stopping lets a request of HTTP/1.1 end', async () => {
  let finish: (() => void) | undefined;
  const listener = new ClientListener({
    http: () =>
      new Promise((resolve) => {
        finish = () => resolve({ status: 200, body: 'done' });
      }),
  });
  await listener.listen(address);
  const answer = fetch(`http://127.0.0.1:${port}/`);
  await expect.poll(() => finish !== undefined).toBe(true);
  const stopped = listener.shutdown(60_000);
  finish?.();
  expect(await (await answer).text()).toBe('done');
  // The client would keep the connection.
  await stopped;
});

test('a client that speaks neither protocol is disconnected without a word', async () => {
  await using _server = await TestServer.start({ address });
  const socket = connect(port, '127.0.0.1');
  const answer: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => answer.push(chunk));
  socket.on('error', () => {});
  socket.write('INVALID CONNECTION PREFACE\r\n\r\n');
  await new Promise((resolve) => socket.once('close', resolve));
  expect(answer).toEqual([]);
});

/** Runs `body`; resolves to what nobody caught meanwhile, which would end a member. */
async function uncaughtIn(body: () => Promise<void>): Promise<unknown[]> {
  const uncaught: unknown[] = [];
  const note = (error: unknown) => uncaught.push(error);
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').on('uncaughtException', note);
  try {
    await body();
  } finally {
    process.off('uncaughtException', note);
    for (const other of others) process.on('uncaughtException', other);
  }
  return uncaught;
}

test('a client that resets its connection does no harm, whatever it was answered', async () => {
  const answered = async () => {
    await using _server = await TestServer.start({ address });
    for (const request of [
      'GET /v3/watch HTTP/1.1\r\nhost: a\r\nconnection: Upgrade\r\nupgrade: websocket\r\n\r\n',
      'GET /version HTTP/1.1\r\nhost: a\r\n\r\n',
      'GET / HTTP/1.1\r\nbad header\r\n\r\n',
    ]) {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {});
      socket.write(request);
      await once(socket, 'data');
      socket.resetAndDestroy();
      expect(await curl(`http://127.0.0.1:${port}/version`)).toContain(version);
    }
  };
  expect(await uncaughtIn(answered)).toEqual([]);
});
