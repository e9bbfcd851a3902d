import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparable } from './comparable.ts';
import { MemberProcess } from './harness.ts';
import { runTool, type ToolResult, type Whose } from './run-tool.ts';

let folder: string;
let snapshot: string;
let hash: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quorate-etcdutl-'));
  snapshot = join(folder, 'snapshot.db');
  await using member = await MemberProcess.single({ kind: 'etcd' });
  const ask = (...words: string[]) => runTool('etcd', 'etcdctl', ['--endpoints', member.endpoint, ...words]);
  for (let index = 0; index < 20; index++) await ask('put', `key${index % 7}`, `value${index}`);
  await ask('compaction', '9');
  hash = (await ask('endpoint', 'hashkv')).stdout.toString().trim().split(', ')[1] ?? '';
  await ask('snapshot', 'save', snapshot);
  const content = await readFile(snapshot);
  await writeFile(join(folder, 'cut.db'), content.subarray(0, -10));
  await writeFile(join(folder, 'changed.db'), content.fill(0xff, 5000, 5004));
  await writeFile(join(folder, 'garbage.db'), new Uint8Array(8192));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** etcdutl's log goes where its errors go. */
const logLine = /^\d{4}-\d\d-\d\dT/;

function run(whose: Whose, line: string): Promise<ToolResult> {
  const files: Readonly<Record<string, string>> = {
    DIR: join(folder, whose),
    FILE: snapshot,
    CUT: join(folder, 'cut.db'),
    CHANGED: join(folder, 'changed.db'),
    GARBAGE: join(folder, 'garbage.db'),
  };
  return runTool(whose, 'etcdutl', line.replace(/\$([A-Z]+)/g, (_, name: string) => files[name] ?? '').split(' '));
}

describe('as etcdutl', () => {
  it.concurrent.each([
    'snapshot status',
    'snapshot status a b',
    'snapshot status /nowhere',
    '-w protobuf snapshot status $FILE',
    '-w nope snapshot status $FILE',
    'snapshot restore',
    'snapshot restore $FILE',
    'snapshot restore a b --data-dir $DIR-0',
    'snapshot restore --data-dir $DIR-nowhere /nowhere',
    'snapshot restore --data-dir $DIR-1 $FILE --bump-revision 5',
    'snapshot restore --data-dir $DIR-1 $FILE --mark-compacted',
    'snapshot restore --data-dir $DIR-1 $FILE --bump-revision x',
    'snapshot restore --data-dir $DIR-1 $FILE --name other',
    'snapshot restore --data-dir $DIR-1 $FILE --initial-cluster nope',
    'snapshot restore --data-dir $DIR-1 $FILE --initial-advertise-peer-urls http://127.0.0.1:1',
    'snapshot restore --data-dir $DIR-cut $CUT',
    'snapshot restore --data-dir $DIR-changed $CHANGED',
    'snapshot',
    'snapshot nope',
    'help snapshot status',
    'completion',
    'completion bash --nope',
    'foo',
    'defrag',
    'defrag --nope',
    'defrag --help',
  ])('%s', async (line) => {
    const [etcd, ours] = await Promise.all([run('etcd', line), run('ours', line)]);
    const told = (result: ToolResult) => {
      const { code, stdout, stderr } = comparable(result);
      const lines = stderr
        .replaceAll(join(folder, 'etcd'), '<dir>')
        .replaceAll(join(folder, 'ours'), '<dir>')
        .split('\n');
      return { code, stdout, stderr: lines.filter((text) => !logLine.test(text)) };
    };
    expect(told(ours)).toEqual(told(etcd));
  });

  it('does not take for a database what is none', async () => {
    for (const flags of ['', ' --skip-hash-check']) {
      const result = await run('ours', `snapshot restore --data-dir $DIR-4 $GARBAGE${flags}`);
      expect(result.code).toBe(1);
      expect(result.stderr).toMatch(/^Error: .+\n$/);
    }
    expect((await run('ours', 'snapshot status $GARBAGE')).stderr).toContain('is not a bbolt database');
    expect(await readdir(folder)).not.toContain('ours-4');
  });

  it('refuses a directory that is there', async () => {
    for (const whose of ['etcd', 'ours'] as const) {
      expect((await run(whose, `--data-dir $DIR-2 snapshot restore $FILE`)).code, whose).toBe(0);
      const again = await run(whose, `--data-dir $DIR-2 snapshot restore $FILE`);
      expect([again.code, again.stderr.split('\n').at(-2)]).toEqual([
        1,
        `Error: data-dir "${join(folder, whose)}-2" not empty or could not be read`,
      ]);
    }
  });

  it('sums a snapshot up in every format of etcd 3.7', async () => {
    const [etcd, ours] = [
      await run('etcd', '-w json snapshot status $FILE'),
      await run('ours', '-w json snapshot status $FILE'),
    ];
    const { hash: theirHash, revision, totalSize } = JSON.parse(etcd.stdout.toString());
    expect(JSON.parse(ours.stdout.toString())).toEqual({
      hash: theirHash,
      revision,
      totalKey: 7,
      totalSize,
      version: '',
    });
    const fields = (await run('ours', '-w fields snapshot status $FILE')).stdout.toString();
    expect(fields).toBe(
      `"Hash" : ${theirHash}\n"Revision" : ${revision}\n"Keys" : 7\n"Size" : ${totalSize}\n"Version" : \n`,
    );
    const table = (await run('ours', '-w table snapshot status $FILE')).stdout.toString();
    expect(table).toMatch(/│ +HASH +│ REVISION │ TOTAL KEYS │ TOTAL SIZE │ VERSION │/);
  });

  it('says of a file what endpoint hashkv says of the member', async () => {
    const result = await run('ours', 'hashkv $FILE');
    expect(result.stdout.toString()).toBe(`${hash}, 21, 9\n`);
  });

  it('defragments and migrates a directory, and back', async () => {
    expect((await run('ours', '--data-dir $DIR-3 snapshot restore $FILE')).code).toBe(0);
    expect((await run('ours', 'defrag --data-dir $DIR-3')).code).toBe(0);
    const there = await run('ours', 'migrate --data-dir $DIR-3 --target-version 3.6');
    expect(there.stderr).toBe('updated storage version from 3.5.0 to 3.6.0\n');
    const status = await run('ours', `-w json snapshot status ${join(folder, 'ours')}-3/member/snap/db`);
    expect(JSON.parse(status.stdout.toString()).version).toBe('3.6.0');
    const back = await run('ours', 'migrate --data-dir $DIR-3 --target-version 3.5');
    expect(back.stderr).toBe('updated storage version from 3.6.0 to 3.5.0\n');
    const theirs = await run('etcd', `defrag --data-dir ${join(folder, 'ours')}-3`);
    expect(theirs.code, theirs.stderr).toBe(0);
  });
});
