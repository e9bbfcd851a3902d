import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authority, type CertificateFiles, MemberProcess, tlsFlags } from './harness.ts';
import { runTool, type ToolName, type ToolResult, type Whose } from './run-tool.ts';

const servers = ['etcd', 'quorate'] as const;
const tools: readonly Whose[] = ['etcd', 'ours'];

let authority: Authority;
let certificates: CertificateFiles;
let folder: string;

beforeAll(async () => {
  authority = new Authority();
  certificates = authority.issue('server');
  folder = await mkdtemp(join(tmpdir(), 'quorate-backup-'));
});

afterAll(async () => {
  authority[Symbol.dispose]();
  await rm(folder, { recursive: true, force: true });
});

const nameOf = (whose: Whose): ToolName => (whose === 'ours' ? 'quoratectl' : 'etcdctl');

/** A tool with the certificates, the flags after the command as people write them. */
async function ask(whose: Whose, member: MemberProcess, ...words: string[]): Promise<ToolResult> {
  const { ca, cert, key } = certificates;
  const tls = ['--endpoints', member.endpoint, '--cacert', ca, '--cert', cert, '--key', key];
  const result = await runTool(whose, nameOf(whose), [...words, ...tls], { env: { ETCDCTL_API: '3' } });
  expect(result.code, result.stderr).toBe(0);
  return result;
}

function tlsMember(kind: 'etcd' | 'quorate'): Promise<MemberProcess> {
  return MemberProcess.prepare({
    kind,
    name: 'm1',
    scheme: 'https',
    peerScheme: 'https',
    flags: tlsFlags(certificates),
  });
}

/** etcd 3.5 restores with either of its tools. The flags stand before the command. */
async function restore(whose: Whose, file: string, member: MemberProcess, name = nameOf(whose)): Promise<void> {
  const words = [
    `--data-dir=${member.dataDir}`,
    'snapshot',
    'restore',
    file,
    '--name=m1',
    `--initial-cluster=m1=${member.peerUrl}`,
    `--initial-advertise-peer-urls=${member.peerUrl}`,
  ];
  const result = await runTool(whose, name, words, { env: { ETCDCTL_API: '3' } });
  expect(result.code, result.stderr).toBe(0);
}

/** The answer without its header. */
function pairs({ stdout }: ToolResult): string[] {
  const lines = stdout.toString().split('\n');
  return lines.slice(lines.findIndex((line) => line.startsWith('"Key"')));
}

const destinations = tools.flatMap((restorer) => servers.map((target) => ({ restorer, target })));

describe.each(servers)('a snapshot of %s', (source) => {
  describe.each(tools)('saved with the tool of %s', (saver) => {
    let before: string[];
    let file: string;

    beforeAll(async () => {
      await using member = await tlsMember(source);
      member.start([member]);
      await member.ready();
      for (let index = 0; index < 5; index++) await ask('ours', member, 'put', `key${index}`, `value${index}`);
      before = pairs(await ask('etcd', member, 'get', '--prefix', 'key', '-w', 'fields'));
      file = join(folder, `${source}-${saver}.db`);
      const saved = await ask(saver, member, 'snapshot', 'save', file);
      expect(saved.stdout.toString()).toContain(`Snapshot saved at ${file}\n`);
      expect(saved.stderr).not.toContain('\r');
      await ask(saver, member, 'del', '--prefix', 'key');
      expect((await ask('etcd', member, 'get', '--prefix', 'key')).stdout.length).toBe(0);
      await member.stop();
    });

    it.each(destinations)('comes back when $restorer restores and $target serves it', async ({ restorer, target }) => {
      await using restored = await tlsMember(target);
      await restore(restorer, file, restored);
      restored.start([restored]);
      await restored.ready();
      const after = await ask('ours', restored, 'get', '--prefix', 'key', '-w', 'fields');
      expect(pairs(after)).toEqual(before);
      expect(before.length).toBeGreaterThan(5);
      await ask('etcd', restored, 'put', 'later', 'x');
    });
  });
});

it('serves a directory that etcd 3.5 has restored, and served and written to since', async () => {
  await using source = await tlsMember('etcd');
  source.start([source]);
  await source.ready();
  await ask('etcd', source, 'put', 'before', 'one');
  const file = join(folder, 'handed-over.db');
  await ask('etcd', source, 'snapshot', 'save', file);
  await using restored = await tlsMember('etcd');
  await restore('etcd', file, restored, 'etcdutl');
  restored.start([restored]);
  await restored.ready();
  await ask('etcd', restored, 'put', 'between', 'two');
  await restored.stop();
  restored.restart('quorate');
  await restored.ready();
  expect((await ask('ours', restored, 'endpoint', 'status')).stdout.toString().split(', ')[8]).toBe('true');
  expect((await ask('ours', restored, 'get', '--prefix', 'be')).stdout.toString()).toBe('before\none\nbetween\ntwo\n');
  await ask('ours', restored, 'put', 'later', 'x');
});
