import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MemberProcess } from './harness.ts';
import { runTool, ToolProcess } from './run-tool.ts';

/** A slow machine may need long until what is awaited has come about. */
const patience = { timeout: 40_000, interval: 200 };

async function ask(member: MemberProcess, line: string): Promise<string> {
  const result = await runTool('etcd', 'etcdctl', ['--endpoints', member.endpoint, ...line.split(' ')]);
  expect(result.code, result.stderr).toBe(0);
  return result.stdout.toString();
}

/** Kills a member as a power cut does, and starts it again. */
async function restart(member: MemberProcess): Promise<void> {
  await member.stop('SIGKILL');
  member.restart();
  await member.ready();
}

describe.each(['etcd', 'quorate'] as const)('while %s starts again', (kind) => {
  let member: MemberProcess;
  const tools = new Map<string, ToolProcess>();

  /** What was started as `name`. */
  function tool(name: string): ToolProcess {
    const found = tools.get(name);
    if (found === undefined) throw new Error(`nobody started ${name}`);
    return found;
  }

  function start(name: string, line: string): ToolProcess {
    const started = new ToolProcess('ours', 'etcdctl', ['--endpoints', member.endpoint, ...line.split(' ')]);
    tools.set(name, started);
    return started;
  }

  beforeAll(async () => {
    member = await MemberProcess.single({ kind });
    const lease = /lease (\S+) /.exec(await ask(member, 'lease grant 20'))?.[1];
    await start('keep-alive', `lease keep-alive ${lease}`).printed(/keepalived with TTL\(20\)\n/);
    await start('holder', 'lock name --ttl 60').printed(/^name\//);
    start('waiting', 'lock name --ttl 60');
    await start('leader', 'elect office first').printed(/first\n/);
    start('candidate', 'elect office second');
    await start('observer', 'elect -l office').printed(/first\n/);
    for (const queue of ['name', 'office']) {
      const keys = () => ask(member, `get --prefix --keys-only ${queue}`);
      await vi.waitFor(async () => expect((await keys()).split('\n\n')).toHaveLength(3), patience);
    }
    await ask(member, 'put w/1 one');
    await start('watch', 'watch --prefix w/ --rev 1').printed(/one\n/);
    await start('command', 'watch --prefix w/ --rev 1 -- printenv ETCD_WATCH_VALUE').printed(/"one"\n/);
    start('interactive', 'watch -i').type('watch --prefix w/ --rev 1\n');
    await tool('interactive').printed(/one\n/);
    await restart(member);
  });

  afterAll(async () => {
    for (const started of tools.values()) await started[Symbol.asyncDispose]();
    await member[Symbol.asyncDispose]();
  });

  it('keeps its place in the queue for a lock', async () => {
    expect(tool('holder').isRunning).toBe(true);
    expect(tool('waiting').stdout).toBe('');
    const [, second] = (await ask(member, 'get --prefix --keys-only --sort-by CREATE name')).split('\n\n');
    expect((await tool('holder').interrupt()).code).toBe(0);
    await tool('waiting').printed(/^name\/[0-9a-f]+\n\n$/);
    expect(tool('waiting').stdout).toBe(`${second}\n\n`);
    expect((await tool('waiting').interrupt()).code).toBe(0);
    expect(await ask(member, 'get --prefix name')).toBe('');
  });

  it('stays the leader, or a candidate, and the observer hears of both once', async () => {
    expect(tool('candidate').stdout).toBe('');
    expect((await tool('leader').interrupt()).code).toBe(0);
    await tool('candidate').printed(/^office\/[0-9a-f]+\nsecond\n$/);
    await tool('observer').printed(/second\n/);
    expect(tool('observer').stdout).toBe(tool('leader').stdout + tool('candidate').stdout);
  });

  it('goes on with watches where they stopped', async () => {
    await ask(member, 'put w/2 two');
    await ask(member, 'del w/1');
    const all = 'PUT\nw/1\none\nPUT\nw/2\ntwo\nDELETE\nw/1\n\n';
    for (const name of ['watch', 'interactive']) {
      await tool(name).printed(/DELETE\nw\/1\n\n/);
      expect(tool(name).stdout).toBe(all);
    }
    await tool('command').printed(/"one"\n[\s\S]*"two"\n[\s\S]*""\n/);
  });

  it('keeps its lease alive', async () => {
    await tool('keep-alive').printed(/(lease \S+ keepalived with TTL\(20\)\n){2}/);
  });
});

it('mirrors changes on, whichever end starts again', async () => {
  await using source = await MemberProcess.single({ kind: 'etcd' });
  await using destination = await MemberProcess.single({ kind: 'quorate' });
  await ask(source, 'put m/1 one');
  const line = `make-mirror ${destination.endpoint} --prefix m/ --dest-prefix copy/`;
  await using mirror = new ToolProcess('ours', 'etcdctl', ['--endpoints', source.endpoint, ...line.split(' ')]);
  const copied = () => ask(destination, 'get --prefix copy/');
  await expect.poll(copied, patience).toBe('copy/1\none\n');
  await restart(source);
  await ask(source, 'put m/2 two');
  await expect.poll(copied, patience).toBe('copy/1\none\ncopy/2\ntwo\n');
  await destination.stop('SIGKILL');
  await ask(source, 'put m/3 three');
  await ask(source, 'del m/1');
  destination.restart();
  await destination.ready();
  await expect.poll(copied, patience).toBe('copy/2\ntwo\ncopy/3\nthree\n');
  expect((await mirror.interrupt()).code).toBe(0);
});
