import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOf37, comparable } from './comparable.ts';
import { Cluster } from './harness.ts';
import { runTool, type Whose } from './run-tool.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await Cluster.start([{ kind: 'etcd' }, { kind: 'etcd' }, { kind: 'etcd' }]);
});

afterAll(() => cluster[Symbol.asyncDispose]());

const run = (whose: Whose, line: string, endpoints = cluster.endpoints) =>
  runTool(whose, 'etcdctl', ['--endpoints', endpoints.join(','), ...line.split(' ')]);

/** The order of members and of health checks that run side by side is not given. */
const sorted = (text: string) => text.split('\n').sort();

describe('as etcdctl, with three members', () => {
  it.each(['member list', '-w json member list', '-w table member list', '-w fields member list'])(
    '%s',
    async (line) => {
      const [etcd, ours] = [await run('etcd', line), await run('ours', line)];
      const names = (text: string) => sorted(asOf37(text).replace(/"member_id":\d+|"MemberID" : \d+/g, ''));
      expect(names(ours.stdout.toString())).toEqual(names(etcd.stdout.toString()));
    },
  );

  it.each(['endpoint health', 'endpoint health --cluster', '-w json endpoint health'])('%s', async (line) => {
    const [etcd, ours] = [await run('etcd', line), await run('ours', line)];
    const members = (text: string) =>
      sorted(
        text
          .replace(/\d+(\.\d+)?(ms|µs)/g, '<time>')
          .replace(/[[\]]/g, '')
          .replaceAll('},{', '}\n{'),
      );
    expect(members(ours.stdout.toString())).toEqual(members(etcd.stdout.toString()));
    expect(ours.code).toBe(0);
  });

  it('shows the status of each in the columns of etcd 3.7', async () => {
    const [etcd, ours] = [await run('etcd', 'endpoint status'), await run('ours', 'endpoint status')];
    const common = (line: string, columns: readonly number[]) => {
      const cells = line.split(', ');
      return columns.map((column) => cells[column]);
    };
    const theirs = etcd.stdout.toString().trim().split('\n');
    const mine = ours.stdout.toString().trim().split('\n');
    expect(mine.map((line) => common(line, [0, 1, 2, 4, 8, 9, 10]))).toEqual(
      theirs.map((line) => common(line, [0, 1, 2, 3, 4, 5, 6])),
    );
    const table = (await run('ours', '-w table endpoint status')).stdout.toString().split('\n')[1] ?? '';
    expect(
      table
        .split('│')
        .map((cell) => cell.trim())
        .filter(Boolean),
    ).toEqual([
      'ENDPOINT',
      'ID',
      'VERSION',
      'STORAGE VERSION',
      'DB SIZE',
      'IN USE',
      'PERCENTAGE NOT IN USE',
      'QUOTA',
      'IS LEADER',
      'IS LEARNER',
      'RAFT TERM',
      'RAFT INDEX',
      'RAFT APPLIED INDEX',
      'ERRORS',
      'DOWNGRADE TARGET VERSION',
      'DOWNGRADE ENABLED',
    ]);
  });

  it('moves the leader', async () => {
    const lines = (await run('ours', 'endpoint status')).stdout.toString().trim().split('\n');
    const idOf = (line: string | undefined) => line?.split(', ')[1] ?? '';
    const leader = idOf(lines.find((line) => line.split(', ')[8] === 'true'));
    const other = idOf(lines.find((line) => line.split(', ')[8] === 'false'));
    const moved = await run('ours', `move-leader ${other}`);
    expect(moved.stdout.toString()).toBe(`Leadership transferred from ${leader} to ${other}\n`);
    const follower = cluster.members.find((member) =>
      lines.some((line) => line.startsWith(member.endpoint) && idOf(line) === leader),
    );
    const [etcd, ours] = [
      await run('etcd', `move-leader ${leader}`, [follower?.endpoint ?? '']),
      await run('ours', `move-leader ${leader}`, [follower?.endpoint ?? '']),
    ];
    expect(comparable(ours)).toEqual(comparable(etcd));
  });

  it('tells of a member that is gone as etcdctl does', async () => {
    await cluster.members[2]?.stop();
    for (const line of ['endpoint health', 'endpoint hashkv', 'member list']) {
      const slow = `--dial-timeout 1s --command-timeout 2s ${line}`;
      const [etcd, ours] = [await run('etcd', slow), await run('ours', slow)];
      expect(ours.code, line).toBe(etcd.code);
      expect(sorted(comparable(ours).stderr), line).toEqual(sorted(comparable(etcd).stderr));
    }
    const alone = ['http://127.0.0.1:9'];
    const [etcd, ours] = [
      await run('etcd', '--command-timeout 1s get a', alone),
      await run('ours', '--command-timeout 1s get a', alone),
    ];
    expect(comparable(ours)).toEqual(comparable(etcd));
  });
});
