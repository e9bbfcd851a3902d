import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { MemberProcess } from './process/member-process.ts';
import { serverProgram, serverUnderTest } from './programs/server-program.ts';

const kind = serverUnderTest();
const versions = kind === 'etcd' ? { server: '3.5.30', cluster: '3.5.0' } : { server: '3.7.1', cluster: '3.7.0' };

describe('the server program', () => {
  it('prints its version for harnesses to parse', () => {
    const result = spawnSync(serverProgram(kind), ['--version'], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '' },
    });
    expect(result.status).toBe(0);
    expect(result.stdout).toMatch(/^etcd Version: \d+\.\d+\.\d+\n/);
    expect(result.stderr).toBe('');
  });

  it('is found through a symbolic link, from any directory, with nothing but PATH', () => {
    const folder = mkdtempSync(join(tmpdir(), 'quorate-e2e-'));
    const link = join(folder, 'server');
    symlinkSync(serverProgram(kind), link);
    const result = spawnSync(link, ['--version'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH ?? '' },
    });
    rmSync(folder, { recursive: true });
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(result.stdout).toContain('etcd Version: ');
  });

  it.each([
    [['--nope'], 2],
    [['--heartbeat-interval=0'], 1],
    [['stray'], 1],
    [['--help'], 0],
  ])('%j ends with status %d', (words, status) => {
    const result = spawnSync(serverProgram(kind), words, { encoding: 'utf8', env: { PATH: process.env.PATH ?? '' } });
    expect(result.status).toBe(status);
  });
});

describe('a running member', () => {
  it('says what operators look for, and nothing but JSON lines', async () => {
    await using member = await MemberProcess.single();
    const lines = member.log.parsed();
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(expect.arrayContaining(['level', 'ts', 'caller', 'msg']));
      expect(line.ts).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    }
    const start = lines.find((line) => line.msg === 'starting an etcd server');
    expect(start).toMatchObject({ name: 'm1', 'data-dir': member.dataDir, 'snapshot-catchup-entries': 5000 });
    await member.log.waitFor('serving client traffic insecurely; this is strongly discouraged!', 5_000);
    expect(await member.stop('SIGTERM')).toEqual({ code: null, signal: 'SIGTERM' });
    member.assertCleanLog();
  });

  it('dies by SIGINT when that stops it', async () => {
    await using member = await MemberProcess.single();
    expect(await member.stop('SIGINT')).toEqual({ code: null, signal: 'SIGINT' });
  });

  it('is configured through the environment', async () => {
    await using member = await MemberProcess.single({ environment: { ETCD_MAX_TXN_OPS: '1' } });
    const etcdctl = new Etcdctl('3.5', [member.endpoint]);
    const result = await etcdctl.run(['txn'], '\nput a 1\nput b 2\n\n\n');
    expect(result.stderr).toContain('etcdserver: too many operations in txn request');
  });

  it('goes on where it stopped when it is started again', async () => {
    await using member = await MemberProcess.single();
    const etcdctl = new Etcdctl('3.5', [member.endpoint]);
    const before = (await etcdctl.output(['member', 'list'])).trim();
    await etcdctl.output(['put', 'k', 'v']);
    await member.stop('SIGTERM');
    member.restart();
    await member.ready();
    expect(await etcdctl.output(['get', 'k', '-w', 'fields'])).toMatch(/"Revision" : 2\n"RaftTerm" : 3\n"Key" : "k"/);
    expect((await etcdctl.output(['member', 'list'])).trim()).toBe(before);
    await member.stop('SIGTERM');
    member.assertCleanLog();
  });

  it('answers HTTP on the client port', async () => {
    await using member = await MemberProcess.single();
    await new Etcdctl('3.5', [member.endpoint]).output(['put', 'k', 'v']);
    const get = async (path: string) => {
      const response = await fetch(`${member.endpoint}${path}`);
      return { status: response.status, text: await response.text() };
    };
    const version = await get('/version');
    expect(JSON.parse(version.text)).toMatchObject({ etcdserver: versions.server, etcdcluster: versions.cluster });
    expect(await get('/health')).toEqual({ status: 200, text: '{"health":"true","reason":""}' });
    expect((await get('/nothing-here')).status).toBe(404);
    const metrics = await get('/metrics');
    expect(metrics.status).toBe(200);
    for (const line of [
      'etcd_server_has_leader 1',
      'etcd_server_is_leader 1',
      'etcd_mvcc_put_total 1',
      'etcd_debugging_mvcc_keys_total 1',
      `etcd_server_version{server_version="${versions.server}"} 1`,
      'grpc_server_handled_total{grpc_code="OK",grpc_method="Put",grpc_service="etcdserverpb.KV",grpc_type="unary"} 1',
    ]) {
      expect(metrics.text).toContain(`\n${line}\n`);
    }
    expect(metrics.text).toMatch(/^etcd_disk_wal_fsync_duration_seconds_count [1-9]/m);
  });
});
