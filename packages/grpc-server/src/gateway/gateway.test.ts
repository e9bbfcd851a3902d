import { expect, test } from 'vitest';
import { TestServer } from '../testdata/test-server.ts';
import { gatewayPaths } from './routes.ts';

const port = 22_030;
const start = () => TestServer.start({ address: { host: '127.0.0.1', port } });
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function post(path: string, body: string | object, headers: Record<string, string> = {}) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { connection: 'close', ...headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, json: text === '' ? undefined : JSON.parse(text) };
}

test('keys are put, read and deleted in JSON', async () => {
  await using _server = await start();
  const header = { cluster_id: '52719', member_id: '2748', revision: '2', raft_term: '2' };
  const put = await post('/v3/kv/put', { key: base64('foo'), value: base64('bar') });
  expect(put).toMatchObject({ status: 200, json: { header } });
  expect(put.headers.get('content-type')).toBe('application/json');
  const range = await post('/v3/kv/range', { key: base64('foo') });
  expect(range.json).toEqual({
    header,
    kvs: [{ key: 'Zm9v', create_revision: '2', mod_revision: '2', version: '1', value: 'YmFy' }],
    count: '1',
  });
  expect((await post('/v3beta/kv/range', { key: base64('foo') })).json.count).toBe('1');
  const txn = {
    compare: [{ key: base64('foo'), target: 'VALUE', value: base64('bar') }],
    success: [{ request_delete_range: { key: base64('foo') } }],
  };
  expect((await post('/v3/kv/txn', txn)).json).toMatchObject({
    succeeded: true,
    responses: [{ response_delete_range: { header: { revision: '3' }, deleted: '1' } }],
  });
});

test('errors have the status of their code and the shape of the gateway', async () => {
  await using _server = await start();
  expect(await post('/v3/kv/range', {})).toMatchObject({
    status: 400,
    json: { code: 3, message: 'etcdserver: key is not provided', details: [] },
  });
  expect(await post('/v3/kv/range', '')).toMatchObject({ status: 400, json: { code: 3 } });
  expect(await post('/v3/kv/range', '{"key":1}')).toMatchObject({ status: 400, json: { code: 3 } });
  expect(await post('/v3/lease/revoke', { ID: '5' })).toMatchObject({ status: 404, json: { code: 5 } });
  expect(await post('/v3/nowhere', {})).toMatchObject({ status: 404, json: { code: 5, message: 'Not Found' } });
  const get = await fetch(`http://127.0.0.1:${port}/v3/kv/range`, { headers: { connection: 'close' } });
  expect(get.status).toBe(501);
  expect(await get.json()).toEqual({ code: 12, message: 'Method Not Allowed', details: [] });
});

test('a request above the largest message is refused as gRPC refuses it', async () => {
  await using _server = await start();
  const large = await post('/v3/kv/put', { key: base64('a'), value: base64('x'.repeat(2_200_000)) });
  expect(large).toMatchObject({ status: 429, json: { code: 8 } });
  expect(large.json.message).toMatch(/^grpc: received message larger than max \(22000\d\d vs\. 2097152\)$/);
});

test('metadata reaches the call', async () => {
  await using server = await start();
  server.backend.state.leader = false;
  const insisting = await post('/v3/kv/range', { key: 'YQ==' }, { 'grpc-metadata-hasleader': 'true' });
  expect(insisting).toMatchObject({ status: 503, json: { code: 14, message: 'etcdserver: no leader' } });
});

test('every path leads to its rpc', async () => {
  await using _server = await start();
  const streams = new Set(['/v3/watch', '/v3/lease/keepalive', '/v3/election/observe', '/v3/maintenance/snapshot']);
  // Locks and campaigns with the same lease do not wait for one another.
  const body = { key: 'YQ==', name: 'YQ==', ID: '7', TTL: '60', lease: '7', peerURLs: ['http://x:1'] };
  await post('/v3/lease/grant', { ID: '7', TTL: '60' });
  for (const path of gatewayPaths) {
    if (streams.has(path)) continue;
    const { status, json } = await post(path, path.startsWith('/v3/auth') ? {} : body);
    expect([200, 400, 404, 429, 500], `${path} ${JSON.stringify(json)}`).toContain(status);
    expect(json.message, path).not.toBe('Not Found');
  }
});

test('a snapshot is a line of JSON for each blob', async () => {
  await using server = await start();
  const response = await fetch(`http://127.0.0.1:${port}/v3/maintenance/snapshot`, {
    method: 'POST',
    body: '{}',
    headers: { connection: 'close' },
  });
  const lines = (await response.text()).trim().split('\n');
  const blobs = lines.map((line) => Buffer.from(JSON.parse(line).result.blob, 'base64'));
  expect(Buffer.concat(blobs.slice(0, -1)).equals(server.backend.databaseFile)).toBe(true);
});

test('a stream that fails at once has the status of its error', async () => {
  await using server = await start();
  server.backend.state.capable = false;
  const failed = await post('/v3/maintenance/snapshot', {});
  expect(failed).toMatchObject({ status: 400, json: { error: { code: 9, message: 'etcdserver: not capable' } } });
});

test('leases are kept alive by one object after the other, until the body ends', async () => {
  await using _server = await start();
  await post('/v3/lease/grant', { ID: '7', TTL: '60' });
  const response = await fetch(`http://127.0.0.1:${port}/v3/lease/keepalive`, {
    method: 'POST',
    body: '{"ID":"7"} {"ID":"8"}',
    headers: { connection: 'close' },
  });
  const lines = (await response.text()).trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).result)).toMatchObject([{ ID: '7', TTL: '60' }, { ID: '8' }]);
});

test('a stream of requests that is no JSON ends with the error', async () => {
  await using _server = await start();
  expect(await post('/v3/lease/keepalive', '{"ID":')).toMatchObject({ status: 400, json: { error: { code: 3 } } });
  expect(await post('/v3/watch', 'nonsense')).toMatchObject({ status: 400, json: { error: { code: 3 } } });
});

test('several watchers can be asked for in one body, and events follow as lines', async () => {
  await using server = await start();
  const abort = new AbortController();
  const response = await fetch(`http://127.0.0.1:${port}/v3/watch`, {
    method: 'POST',
    body: `{"create_request":{"key":"${base64('a')}"}}{"create_request":{"key":"${base64('b')}","watch_id":"5"}}`,
    signal: abort.signal,
  });
  const lines = linesOf(response);
  expect((await lines.next()).value).toMatchObject({ result: { created: true } });
  expect((await lines.next()).value).toMatchObject({ result: { created: true, watch_id: '5' } });
  await post('/v3/kv/put', { key: base64('b'), value: base64('1') });
  expect((await lines.next()).value).toMatchObject({
    result: { watch_id: '5', events: [{ kv: { key: base64('b'), value: base64('1'), mod_revision: '2' } }] },
  });
  expect(server.backend.watch.openStreams).toBe(1);
  abort.abort();
  await expect.poll(() => server.backend.watch.openStreams).toBe(0);
});

async function* linesOf(response: Response) {
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line);
  }
}
