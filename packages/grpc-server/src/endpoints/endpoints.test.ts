import { AlarmType } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { TestServer } from '../testdata/test-server.ts';

const port = 22_010;
const base = `http://127.0.0.1:${port}`;
const start = () => TestServer.start({ address: { host: '127.0.0.1', port } });
const get = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${base}${path}`, { ...init, headers: { connection: 'close', ...init?.headers } });
  return { status: response.status, headers: response.headers, body: await response.text() };
};

test('version, metrics and variables', async () => {
  await using _server = await start();
  const version = await get('/version');
  expect(version).toMatchObject({
    status: 200,
    body: '{"etcdserver":"3.7.1","etcdcluster":"3.7.0","storage":"3.7.0"}',
  });
  expect(version.headers.get('content-type')).toBe('application/json');
  expect((await get('/metrics')).body).toBe('etcd_server_has_leader 1\n');
  expect(JSON.parse((await get('/debug/vars')).body)).toEqual({
    'raft.status': { id: 'abc', term: 2 },
    file_descriptor_limit: '1024',
  });
});

test('other paths and other methods are refused as a Go server does it', async () => {
  await using _server = await start();
  expect(await get('/nowhere')).toMatchObject({ status: 404, body: '404 page not found\n' });
  expect(await get('/')).toMatchObject({ status: 404 });
  for (const path of ['/version', '/health', '/livez', '/readyz/non_learner', '/debug/vars']) {
    const refused = await get(path, { method: 'POST' });
    expect(refused, path).toMatchObject({ status: 405, body: 'Method Not Allowed\n' });
    expect(refused.headers.get('allow')).toBe('GET');
  }
});

test('health tells of alarms, the leader and reads, in this order', async () => {
  await using server = await start();
  const { backend, endpoints } = server;
  expect(await get('/health')).toMatchObject({ status: 200, body: '{"health":"true","reason":""}' });
  endpoints.readError = new Error('etcdserver: request timed out');
  const failing = '{"health":"false","reason":"RANGE ERROR:etcdserver: request timed out"}\n';
  expect(await get('/health')).toMatchObject({ status: 503, body: failing });
  expect(await get('/health?serializable=true')).toMatchObject({ status: 200 });
  backend.state.leader = false;
  expect((await get('/health')).body).toBe('{"health":"false","reason":"RAFT NO LEADER"}\n');
  backend.raised = [{ memberId: 1n, alarm: AlarmType.Nospace }];
  expect((await get('/health')).body).toBe('{"health":"false","reason":"ALARM NOSPACE"}\n');
  expect((await get('/health?exclude=NOSPACE')).body).toContain('RAFT NO LEADER');
  backend.raised.push({ memberId: 1n, alarm: AlarmType.Corrupt });
  expect((await get('/health?exclude=NOSPACE&serializable=true')).body).toContain('ALARM CORRUPT');
  expect((await get('/health?exclude=NOSPACE&exclude=CORRUPT&serializable=true')).status).toBe(200);
  backend.raised = [{ memberId: 1n, alarm: 9 as never }];
  expect((await get('/health')).body).toContain('ALARM UNKNOWN');
  expect(endpoints.health).toEqual([true, false, true, false, false, false, false, true, false]);
});

test('checks are listed when asked for, left out when excluded, each under its own path', async () => {
  await using server = await start();
  const livez = await get('/livez');
  expect(livez).toMatchObject({ status: 200, body: 'ok\n' });
  expect(livez.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(livez.headers.get('x-content-type-options')).toBe('nosniff');
  expect((await get('/livez?verbose')).body).toBe('[+]serializable_read ok\nok\n');
  expect((await get('/readyz?verbose&exclude=linearizable_read')).body).toBe(
    '[+]data_corruption ok\n[+]serializable_read ok\n[+]linearizable_read excluded: ok\n[+]non_learner ok\nok\n',
  );
  expect((await get('/readyz/linearizable_read')).body).toBe('ok\n');
  expect((await get('/readyz/unknown')).status).toBe(404);
  expect(server.endpoints.checks).toContain('readyz/non_learner true');
});

test('a check that fails is named with its reason', async () => {
  await using server = await start();
  server.backend.state.learner = true;
  server.backend.raised = [{ memberId: 1n, alarm: AlarmType.Corrupt }];
  server.endpoints.readError = new Error('etcdserver: no leader');
  const readyz = await get('/readyz');
  expect(readyz.status).toBe(503);
  expect(readyz.body).toContain('[-]data_corruption failed: alarm activated: CORRUPT\n');
  expect(readyz.body).toContain('[-]linearizable_read failed: etcdserver: no leader\n');
  expect(readyz.body).toContain('[-]non_learner failed: not supported for learner\n');
  expect(readyz.body).toContain('[+]serializable_read ok\n');
  expect((await get('/livez')).status).toBe(200);
});
