import { afterAll, beforeAll, expect, it } from 'vitest';
import { comparable } from './comparable.ts';
import { MemberProcess } from './harness.ts';
import { type RunOptions, runTool, ToolProcess, type Whose } from './run-tool.ts';

let member: MemberProcess;

beforeAll(async () => {
  member = await MemberProcess.single({ kind: 'etcd' });
});

afterAll(() => member[Symbol.asyncDispose]());

const words = (line: string) => ['--endpoints', member.endpoint, ...line.split(' ')];

const run = (whose: Whose, line: string, options: RunOptions = {}) => runTool(whose, 'etcdctl', words(line), options);

const start = (line: string) => new ToolProcess('ours', 'etcdctl', words(line));

/** Both tools at the same time would be rivals for the lock. */
async function both(line: string, options: RunOptions = {}) {
  const etcd = await run('etcd', line, options);
  const ours = await run('ours', line, options);
  return { etcd: comparable(etcd), ours: comparable(ours) };
}

it('holds a lock for a command, and hands its exit code on', async () => {
  const { etcd, ours } = await both('lock one -- sh -c exit\t7');
  expect(ours).toEqual(etcd);
  const result = await run('ours', 'lock one -- env');
  expect(result.stdout.toString()).toMatch(/^ETCD_LOCK_KEY=one\/[0-9a-f]+$/m);
  expect(result.stdout.toString()).toMatch(/^ETCD_LOCK_REV=\d+$/m);
});

it('says of a command that there is not what etcdctl says', async () => {
  const { etcd, ours } = await both('lock one no-such-command');
  expect(ours).toEqual(etcd);
});

it('gives a lock back when it is interrupted, and a place in the queue', async () => {
  await using holder = start('lock two');
  await holder.printed(/^two\/[0-9a-f]+\n\n$/);
  await using waiting = start('lock two');
  await expect.poll(() => keys('two')).toHaveLength(2);
  const given = await waiting.interrupt();
  expect([given.code, given.stderr]).toEqual([1, 'Error: context canceled\n']);
  expect(await keys('two')).toHaveLength(1);
  expect((await holder.interrupt()).code).toBe(0);
  expect(await keys('two')).toEqual([]);
});

it('is elected, and tells observers', async () => {
  await using candidate = start('elect city Lisbon');
  await candidate.printed(/Lisbon\n/);
  await using observer = start('elect -l city');
  await observer.printed(/^city\/[0-9a-f]+\nLisbon\n$/);
  expect(observer.stdout).toBe(candidate.stdout);
  expect((await observer.interrupt()).code).toBe(0);
  expect((await candidate.interrupt()).code).toBe(0);
  expect(await keys('city')).toEqual([]);
});

it('watches interactively and runs commands on events', async () => {
  await run('etcd', 'put w a"b');
  await using watching = start('watch w --rev=1 -- env');
  await watching.printed(/^ETCD_WATCH_VALUE="a\\"b"$/m);
  await using interactive = start('watch -i');
  interactive.type('watch w --rev 1\n');
  await interactive.printed(/PUT\nw\na"b\n/);
  // The server answers once it has caught up with the past.
  const askProgress = () => {
    interactive.type('progress\n');
    return interactive.stdout;
  };
  await expect.poll(askProgress, { timeout: 40_000, interval: 200 }).toMatch(/progress notify: \d+\n/);
  const { etcd, ours } = await both('watch -i', { stdin: 'foo\nwatch\n' });
  expect(ours).toEqual(etcd);
});

it('mirrors values of which few fit into a request', async () => {
  const large = 'x'.repeat(900_000);
  for (const name of ['a', 'b', 'c']) await run('etcd', `put large/${name}`, { stdin: large });
  await using mirror = start(`make-mirror ${member.endpoint} --prefix large/ --dest-prefix copied/`);
  const patience = { timeout: 40_000, interval: 200 };
  await expect.poll(() => keys('copied/'), patience).toEqual(['copied/a', 'copied/b', 'copied/c']);
  expect((await run('etcd', 'get copied/b --print-value-only')).stdout.toString()).toBe(`${large}\n`);
  expect((await mirror.interrupt()).code).toBe(0);
});

async function keys(prefix: string): Promise<string[]> {
  const { stdout } = await run('etcd', `get --prefix ${prefix} --keys-only`);
  return stdout.toString().split('\n').filter(Boolean);
}
