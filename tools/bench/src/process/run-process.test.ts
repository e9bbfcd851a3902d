import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runProcess } from './run-process.ts';

/** Starts a script that holds a directory and a child, prints both, and then waits. */
function startHolder(ending: string) {
  const script = `
    import { mkdtempSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import { removeAtEnd } from ${JSON.stringify(new URL('./clean-up.ts', import.meta.url).href)};
    import { startProcess } from ${JSON.stringify(new URL('./run-process.ts', import.meta.url).href)};
    const directory = mkdtempSync(tmpdir() + '/quorate-bench-test-');
    removeAtEnd(directory);
    const child = startProcess('sleep', ['60']);
    console.log(directory + ' ' + child.pid);
    ${ending}
  `;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'ignore'] });
}

function runs(pid: number): boolean {
  // A killed child stays a zombie until somebody waits for it, which is not ours to wait for.
  return existsSync(`/proc/${pid}/stat`) && !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}

/** Waits until the process runs no more: a kill takes effect a little later. */
async function gone(pid: number): Promise<void> {
  while (runs(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a process of the benchmark', () => {
  it('is told of with what it printed and used', async () => {
    const busy = 'const end = Date.now() + 300; while (Date.now() < end); console.log("done"); process.exitCode = 3';
    const outcome = await runProcess(process.execPath, ['--eval', busy]);
    expect(outcome).toMatchObject({ stdout: 'done\n', status: 3 });
    expect(outcome.cpuSeconds).toBeGreaterThan(0);
    expect(outcome.wallSeconds).toBeGreaterThan(0.25);
  });

  it('that cannot be started is an error', async () => {
    await expect(runProcess('no-such-program-at-all', [])).rejects.toThrow('ENOENT');
  });

  it.each(['SIGINT', 'SIGTERM', undefined] as const)(
    'leaves nothing behind when the benchmark ends by %s',
    async (signal) => {
      const holder = startHolder(signal === undefined ? 'throw new Error("broken")' : 'setInterval(() => {}, 1000)');
      const [line] = (await once(holder.stdout.setEncoding('utf8'), 'data')) as [string];
      const [directory, pid] = line.trim().split(' ') as [string, string];
      try {
        if (signal !== undefined) holder.kill(signal);
        const [status] = await once(holder, 'exit');
        expect(status).toBe(signal === 'SIGINT' ? 130 : signal === 'SIGTERM' ? 143 : 1);
        expect(existsSync(directory)).toBe(false);
        await gone(Number(pid));
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  );
});
