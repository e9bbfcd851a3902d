import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOf37, comparable } from './comparable.ts';
import { bothDo } from './compare-step.ts';
import { Ground, threeMembers } from './ground.ts';
import { runTool, type ToolResult, type Whose } from './run-tool.ts';
import { threeMemberSteps } from './steps/three-members.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await Ground.start(threeMembers);
});

afterAll(() => ground[Symbol.asyncDispose]());

describe('as etcdctl, each with three members', () => {
  it.each(threeMemberSteps)('$name', async (step) => {
    const { etcd, ours } = await bothDo(ground, step);
    expect(ours).toEqual(etcd);
  });
});

/** Both tools ask the members of ours. */
function run(whose: Whose, line: string, flags = ground.place('ours').flags): Promise<ToolResult> {
  return runTool(whose, 'etcdctl', [...flags, ...line.split(' ')]);
}

describe('as etcdctl, with the same three members', () => {
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
    const { members } = ground.place('ours');
    const follower = members.find((member) =>
      lines.some((line) => line.startsWith(member.endpoint) && idOf(line) === leader),
    );
    const [etcd, ours] = [
      await run('etcd', `move-leader ${leader}`, ['--endpoints', follower?.endpoint ?? '']),
      await run('ours', `move-leader ${leader}`, ['--endpoints', follower?.endpoint ?? '']),
    ];
    expect(comparable(ours)).toEqual(comparable(etcd));
  });

  it('tells of a member that is gone as etcdctl does', async () => {
    await ground.place('ours').members[2]?.stop();
    const requests = [
      'endpoint health',
      'endpoint hashkv',
      'endpoint health --cluster',
      'defrag',
      'member list',
      'get a',
    ];
    const slow = (line: string) => `--dial-timeout 1s --command-timeout 2s ${line}`;
    await Promise.all(
      requests.map(async (line) => {
        const [etcd, ours] = await Promise.all([run('etcd', slow(line)), run('ours', slow(line))]);
        const sorted = (text: string) => asOf37(text).split('\n').sort();
        expect(ours.code, line).toBe(etcd.code);
        expect(sorted(comparable(ours).stderr), line).toEqual(sorted(comparable(etcd).stderr));
      }),
    );
  });
});
