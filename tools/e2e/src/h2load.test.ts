import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutRequest, RangeRequest } from '@quorate/protocol';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MemberProcess } from './process/member-process.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'quorate-h2load-'));
const key = Buffer.from('k');

const hasH2load = () => spawnSync('h2load', ['--version']).status === 0;

/** h2load is Debian's `nghttp2-client`; where it is missing and may be installed, it is. */
beforeAll(() => {
  if (hasH2load()) return;
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-q', 'nghttp2-client'], { stdio: 'ignore' });
  if (!hasH2load()) throw new Error('h2load is not installed and could not be: install the package nghttp2-client');
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** Sends the same call `requests` times over 20 connections, 50 at a time on each; resolves how many succeeded. */
async function load(
  endpoint: string,
  path: string,
  message: Uint8Array,
  requests: number,
): Promise<string | undefined> {
  const body = join(folder, 'body.bin');
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(message.length, 1);
  writeFileSync(body, Buffer.concat([prefix, message]));
  const headers = ['-H', 'content-type: application/grpc', '-H', 'te: trailers'];
  const shape = ['-n', String(requests), '-c', '20', '-m', '50'];
  const { stdout } = await run('h2load', [...shape, '-d', body, ...headers, `${endpoint}${path}`]);
  return /requests: .*/.exec(stdout)?.[0];
}

test('a thousand calls at a time over twenty connections are all answered, and every put counted once', async () => {
  await using member = await MemberProcess.single();
  const requests = 20_000;
  const all = `${requests} succeeded, 0 failed, 0 errored, 0 timeout`;
  const put = PutRequest.encode(PutRequest.create({ key, value: Buffer.alloc(256, 'v') }));
  expect(await load(member.endpoint, '/etcdserverpb.KV/Put', put, requests)).toContain(all);
  const range = RangeRequest.encode(RangeRequest.create({ key }));
  expect(await load(member.endpoint, '/etcdserverpb.KV/Range', range, requests)).toContain(all);
  const response = await fetch(`${member.endpoint}/v3/kv/range`, {
    method: 'POST',
    body: JSON.stringify({ key: key.toString('base64') }),
  });
  expect(await response.json()).toMatchObject({
    kvs: [{ version: String(requests), mod_revision: String(requests + 1) }],
  });
  member.assertCleanLog();
});
