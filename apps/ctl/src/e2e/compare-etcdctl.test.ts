import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOf37, comparable } from './comparable.ts';
import { steps } from './etcdctl-steps.ts';
import { MemberProcess } from './harness.ts';
import { type RunOptions, runTool, type Whose } from './run-tool.ts';

/** Each tool gets a server of its own, so that both go through the same history. */
let members: Readonly<Record<Whose, MemberProcess>>;

beforeAll(async () => {
  const start = () => MemberProcess.single({ kind: 'etcd', name: 'default' });
  const [etcd, ours] = await Promise.all([start(), start()]);
  members = { etcd, ours };
});

afterAll(async () => {
  for (const member of Object.values(members)) await member[Symbol.asyncDispose]();
});

async function run(whose: Whose, args: readonly string[], options: RunOptions = {}) {
  const words = args.map((word) => word.replaceAll('$LEASE', leases[whose]));
  return await runTool(whose, 'etcdctl', ['--endpoints', members[whose].endpoint, ...words], options);
}

const leases: Record<Whose, string> = { etcd: '0', ours: '0' };

describe('as etcdctl, step by step', () => {
  for (const { name, args, options, capturesLease } of steps) {
    it(name, async () => {
      const [etcd, ours] = await Promise.all([run('etcd', args, options), run('ours', args, options)]);
      const expected = comparable(etcd);
      // A signal ends etcd's tool; ours ends by itself and says so in its code.
      if (etcd.code === null) expect(ours.code).toBe(5);
      expect(comparable(ours)).toEqual({
        code: etcd.code ?? 5,
        stdout: asOf37(expected.stdout),
        stderr: asOf37(expected.stderr),
      });
      if (capturesLease !== true) return;
      leases.etcd = /lease (\S+) /.exec(etcd.stdout.toString())?.[1] ?? '0';
      leases.ours = /lease (\S+) /.exec(ours.stdout.toString())?.[1] ?? '0';
    });
  }
});

describe('as etcdctl on the same server, byte for byte', () => {
  const questions = ['json', 'fields', 'protobuf', 'simple'].flatMap((format) =>
    ['get --prefix x', 'get nothing', 'member list', 'lease list', 'role list', 'user list', 'alarm list'].map(
      (question) => `-w ${format} ${question}`,
    ),
  );
  it.each([...questions, '-w table member list', '--hex get --prefix x', '-w json role get r'])('%s', async (line) => {
    const args = ['--endpoints', members.ours.endpoint, ...line.split(' ')];
    const [etcd, ours] = [await runTool('etcd', 'etcdctl', args), await runTool('ours', 'etcdctl', args)];
    expect(ours.stdout.toString('latin1')).toBe(asOf37(etcd.stdout.toString('latin1')));
    expect(ours.code).toBe(etcd.code);
  });
});
