import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const runProgramPath = fileURLToPath(new URL('./run-program.ts', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-process-'));
});
const running: ChildProcess[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

/** A program whose member is the given piece of code: an async function of `(config, log)`. */
function program(startSource: string, words: readonly string[] = []) {
  const source = `
    import { runProgram } from ${JSON.stringify(runProgramPath)};
    setInterval(() => {}, 60_000).unref();
    await runProgram(${startSource});
  `;
  const main = join(folder, 'main.ts');
  writeFileSync(main, source);
  const child = spawn(process.execPath, ['--conditions=@quorate/source', main, ...words], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<{
    code: number | null;
    signal: string | null;
    stdout: string;
    lines: Record<string, unknown>[];
  }>((resolve) => {
    child.on('close', (code, signal) => {
      const lines = stderr.split('\n').filter((line) => line !== '');
      resolve({ code, signal, stdout, lines: lines.map((line) => JSON.parse(line)) });
    });
  });
  const said = async (message: string): Promise<void> => {
    while (!stderr.includes(message) && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { child, ended, said };
}

const ordinary = `async (config, log) => {
  const logger = log.named('test.ts');
  const alive = setInterval(() => {}, 1000);
  setTimeout(() => logger.info('started', { name: config.name }), 0);
  return { stop: async () => { clearInterval(alive); logger.info('stopped'); } };
}`;

describe('the server process', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('stops in order and dies by %s', async (signal) => {
    const { child, ended, said } = program(ordinary, ['--name=x']);
    await said('started');
    child.kill(signal);
    const end = await ended;
    expect(end).toMatchObject({ code: null, signal, stdout: '' });
    expect(end.lines.map((line) => line.msg).slice(-3)).toEqual([
      'started',
      'received signal; shutting down',
      'stopped',
    ]);
    for (const line of end.lines) {
      expect(Object.keys(line).slice(0, 4)).toEqual(['level', 'ts', 'caller', 'msg']);
      expect(line.ts).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    }
  });

  it('does not wait for its stop when it is told a second time', async () => {
    const { child, ended, said } = program(`async (config, log) => {
      setInterval(() => {}, 1000);
      setTimeout(() => log.named('t').info('started'), 0);
      return { stop: () => new Promise(() => log.named('t').info('hanging')) };
    }`);
    await said('started');
    child.kill('SIGTERM');
    await said('hanging');
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: null, signal: 'SIGTERM' });
  });

  it('turns an error that nobody handled into one fatal line', async () => {
    const { ended } = program(
      `async () => { setTimeout(() => { throw new Error('boom'); }, 0); return { stop: async () => {} }; }`,
    );
    const end = await ended;
    expect(end.code).toBe(2);
    expect(end.lines.at(-1)).toMatchObject({ level: 'fatal', error: 'boom' });
  });

  it('prints no warnings of the runtime', async () => {
    const { ended } = program(
      `async () => { process.emitWarning('careful'); process.emitWarning('old', 'DeprecationWarning'); return { stop: async () => {} }; }`,
    );
    const end = await ended;
    expect(end).toMatchObject({ code: 0, stdout: '' });
    expect(end.lines.map((line) => line.msg)).not.toContain('runtime warning');
  });

  it('ends with status 1 when the member does not start', async () => {
    const { ended } = program(`async () => { throw new Error('no such directory'); }`);
    const end = await ended;
    expect(end.code).toBe(1);
    expect(end.lines.at(-1)).toMatchObject({ level: 'fatal', msg: 'failed to start', error: 'no such directory' });
  });

  it('refuses flags that cannot be, with status 1', async () => {
    const { ended } = program(ordinary, ['--heartbeat-interval=0']);
    const end = await ended;
    expect(end.code).toBe(1);
    expect(end.lines.at(-1)).toMatchObject({
      level: 'warn',
      msg: 'failed to verify flags',
      error: '--heartbeat-interval must be >0 (set to 0ms)',
    });
  });

  it('prints its versions', async () => {
    const { ended } = program(ordinary, ['--version']);
    const end = await ended;
    expect(end).toMatchObject({ code: 0, lines: [] });
    expect(end.stdout).toMatch(
      /^etcd Version: 3\.7\.1\nGit SHA: .*\nGo Version: .*\nGo OS\/Arch: .*\/.*\nQuorate Version: \d/,
    );
  });
});
