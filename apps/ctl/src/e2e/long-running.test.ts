import { afterAll, beforeAll, expect, it } from 'vitest';
import { comparable } from './comparable.ts';
import { MemberProcess } from './harness.ts';
import { type RunOptions, runTool, type Whose } from './run-tool.ts';

let source: MemberProcess;
let destination: MemberProcess;

beforeAll(async () => {
  const start = () => MemberProcess.single({ kind: 'etcd' });
  [source, destination] = await Promise.all([start(), start()]);
});

afterAll(async () => {
  await source[Symbol.asyncDispose]();
  await destination[Symbol.asyncDispose]();
});

const run = (whose: Whose, line: string, options: RunOptions = {}, member = source) =>
  runTool(whose, 'etcdctl', ['--endpoints', member.endpoint, ...line.split(' ')], options);

/** Both tools at the same time would be rivals for the lock. */
async function both(line: string, options: RunOptions = {}) {
  const etcd = await run('etcd', line, options);
  const ours = await run('ours', line, options);
  return { etcd: comparable(etcd), ours: comparable(ours) };
}

it('holds a lock for a command, and hands its exit code on', async () => {
  const { etcd, ours } = await both('lock one -- sh -c exit\\t7');
  expect(ours).toEqual(etcd);
  const result = await run('ours', 'lock one -- env');
  expect(result.stdout.toString()).toMatch(/^ETCD_LOCK_KEY=one\/[0-9a-f]+$/m);
  expect(result.stdout.toString()).toMatch(/^ETCD_LOCK_REV=\d+$/m);
});

it('says of a command that there is not what etcdctl says', async () => {
  const { etcd, ours } = await both('lock one no-such-command');
  expect(ours).toEqual(etcd);
});

it('gives a lock back when it is interrupted', async () => {
  const held = await run('ours', 'lock two', { interruptMs: 1_000 });
  expect([held.code, held.stdout.toString()]).toEqual([0, expect.stringMatching(/^two\/[0-9a-f]+\n\n$/)]);
  expect((await run('etcd', 'get --prefix two')).stdout.length).toBe(0);
});

it('is elected, and tells observers', async () => {
  const candidate = run('ours', 'elect city Lisbon', { interruptMs: 2_500 });
  await new Promise((resolve) => setTimeout(resolve, 800));
  const seen = await run('ours', 'elect -l city', { interruptMs: 1_000 });
  expect(seen.stdout.toString()).toMatch(/^city\/[0-9a-f]+\nLisbon\n$/);
  expect((await candidate).stdout.toString()).toBe(seen.stdout.toString());
});

it('watches interactively and runs commands on events', async () => {
  const stdin = 'watch w --rev 1 -- env\nfoo\nwatch\n';
  await run('etcd', 'put w a"b');
  const result = await runTool(
    'ours',
    'etcdctl',
    ['--endpoints', source.endpoint, 'watch', 'w', '--rev=1', '--', 'env'],
    {
      interruptMs: 1_500,
    },
  );
  expect(result.stdout.toString()).toContain('ETCD_WATCH_VALUE="a\\"b"\n');
  const { etcd, ours } = await both('watch -i', { stdin: stdin.slice(stdin.indexOf('foo')) });
  expect(ours).toEqual(etcd);
});

it('mirrors keys and their changes', async () => {
  await run('etcd', 'put m/1 one');
  const mirror = run('ours', `make-mirror ${destination.endpoint} --prefix m/ --dest-prefix copy/`, {
    interruptMs: 3_000,
  });
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await run('etcd', 'put m/2 two');
  await run('etcd', 'del m/1');
  expect((await mirror).code).toBe(0);
  const copied = await run('etcd', 'get --prefix copy/', {}, destination);
  expect(copied.stdout.toString()).toBe('copy/2\ntwo\n');
});
