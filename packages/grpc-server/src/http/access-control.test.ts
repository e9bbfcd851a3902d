import { request } from 'node:http';
import { expect, test } from 'vitest';
import { TestServer } from '../testdata/test-server.ts';
import { hostName } from './access-control.ts';

const port = 22_020;
const address = { host: '127.0.0.1', port };

interface Answer {
  readonly status: number | undefined;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: string;
}

/** `fetch` does not let the `Host` header be chosen. */
function send(method: string, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ ...address, method, path, headers, agent: false }, async (response) => {
      const body = (await response.toArray()).join('');
      resolve({ status: response.statusCode, headers: response.headers, body });
    });
    sent.on('error', reject).end();
  });
}

test('a host that is not on the list is refused without TLS, with the way out', async () => {
  await using _server = await TestServer.start({ address, accessControl: { hostWhitelist: ['etcd.example'] } });
  const refused = await send('GET', '/version', { host: 'evil.example:2379' });
  expect(refused.status).toBe(421);
  expect(refused.body).toContain('CVE-2018-5702');
  expect(refused.body).toContain('etcd --host-whitelist "evil.example"');
  expect((await send('GET', '/version', { host: 'etcd.example:2379' })).status).toBe(200);
});

test('every origin is allowed unless some are named', async () => {
  {
    await using _server = await TestServer.start({ address });
    const { headers } = await send('GET', '/version', {});
    expect(headers['access-control-allow-origin']).toBe('*');
    expect(headers['access-control-allow-methods']).toBe('POST, GET, OPTIONS, PUT, DELETE');
    expect(headers['access-control-allow-headers']).toBe('accept, content-type, authorization');
    expect(await send('OPTIONS', '/v3/kv/range', {})).toMatchObject({ status: 200, body: '' });
  }
  await using _server = await TestServer.start({ address, accessControl: { corsOrigins: ['https://a.example'] } });
  const allowed = await send('GET', '/version', { origin: 'https://a.example' });
  expect(allowed.headers['access-control-allow-origin']).toBe('https://a.example');
  const foreign = await send('GET', '/version', { origin: 'https://b.example' });
  expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
});

test('a host is found in every form of the header', () => {
  expect(hostName('example')).toBe('example');
  expect(hostName('example:2379')).toBe('example');
  expect(hostName('[::1]:2379')).toBe('::1');
  expect(hostName('[::1]')).toBe('::1');
});
