import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { TestServer } from '../testdata/test-server.ts';

const port = 22_070;
const run = promisify(execFile);
const tool = join(import.meta.dirname, '../../../../../shared/tools/real-etcd');

/** The real etcdctl, or `undefined` (with a word about it) where it cannot be had. */
function findEtcdctl(): string | undefined {
  try {
    if (existsSync(tool)) return join(execFileSync(tool, { encoding: 'utf8', stdio: 'pipe' }).trim(), 'etcdctl');
    console.warn(`etcdctl is not tried: there is no ${tool}`);
  } catch (error) {
    console.warn(`etcdctl is not tried: ${(error as Error).message}`);
  }
  return undefined;
}

test('the real etcdctl works with the services', async () => {
  const etcdctl = findEtcdctl();
  await using server = await TestServer.start({ address: { host: '127.0.0.1', port } });
  if (etcdctl === undefined) {
    expect(server.grpc.metrics().methods.length).toBeGreaterThan(40);
    return;
  }
  const ctl = async (...args: string[]) => {
    const { stdout } = await run(etcdctl, [`--endpoints=127.0.0.1:${port}`, ...args], {
      env: { ...process.env, ETCDCTL_API: '3' },
    });
    return stdout.trim();
  };
  const failure = async (...args: string[]) =>
    ((await ctl(...args).catch((error) => error)) as { stderr: string }).stderr;

  expect(await ctl('put', 'foo', 'bar')).toBe('OK');
  expect(await ctl('get', 'foo')).toBe('foo\nbar');
  expect(await ctl('get', '', '--prefix', '--keys-only')).toBe('foo');
  expect(await ctl('put', 'foo', 'baz', '--prev-kv')).toBe('OK\nfoo\nbar');
  expect(await ctl('get', 'foo', '--rev=2', '--print-value-only')).toBe('bar');
  expect(await ctl('compaction', '3')).toBe('compacted revision 3');
  expect(await failure('get', 'foo', '--rev=2')).toContain('mvcc: required revision has been compacted');
  expect(await failure('get', '')).toContain('etcdserver: key is not provided');
  expect(await ctl('del', 'foo')).toBe('1');

  expect(await ctl('lease', 'grant', '60')).toBe('lease 00000000000003e8 granted with TTL(60s)');
  expect(await ctl('put', 'leased', 'x', '--lease=3e8')).toBe('OK');
  expect(await ctl('lease', 'keep-alive', '--once', '3e8')).toBe('lease 00000000000003e8 keepalived with TTL(60)');
  expect(await ctl('lease', 'revoke', '3e8')).toBe('lease 00000000000003e8 revoked');
  expect(await ctl('get', 'leased')).toBe('');

  expect(await ctl('member', 'list')).toContain('abc, started, default, http://127.0.0.1:2380');
  expect(await ctl('endpoint', 'status')).toContain('3.7.1');
  expect(await failure('move-leader', 'def')).not.toBe('');
  expect(await ctl('auth', 'status')).toContain('Authentication Status: false');
  expect(await failure('auth', 'enable')).toContain('etcdserver: root user does not exist');
  expect(await ctl('alarm', 'list')).toBe('');

  expect(await ctl('lock', 'door', 'echo', 'inside')).toBe('inside');
  const folder = mkdtempSync(join(tmpdir(), 'quorate-etcdctl-'));
  await ctl('snapshot', 'save', join(folder, 'db'));
  const { databaseFile } = server.backend;
  expect(readFileSync(join(folder, 'db')).subarray(0, databaseFile.length).equals(databaseFile)).toBe(true);
  rmSync(folder, { recursive: true });

  const transaction = spawn(etcdctl, [`--endpoints=127.0.0.1:${port}`, 'txn', '--interactive=false']);
  transaction.stdin.end('ver("new") = "0"\n\nput new value\n\nget new\n\n');
  expect((await transaction.stdout.toArray()).join('').trim()).toBe('SUCCESS\n\nOK');

  const watch = spawn(etcdctl, [`--endpoints=127.0.0.1:${port}`, 'watch', 'seen', '--prev-kv']);
  let watched = '';
  watch.stdout.on('data', (chunk) => {
    watched += chunk;
  });
  await expect.poll(() => server.backend.watch.openStreams).toBe(1);
  await expect.poll(() => server.grpc.metrics().methods.find(({ method }) => method === 'Watch')?.messagesSent).toBe(1);
  await ctl('put', 'seen', '1');
  await ctl('put', 'seen', '2');
  await expect.poll(() => watched).toBe('PUT\nseen\n1\nPUT\nseen\n1\nseen\n2\n');
  watch.kill();
  await expect.poll(() => server.backend.watch.openStreams).toBe(0);
});
