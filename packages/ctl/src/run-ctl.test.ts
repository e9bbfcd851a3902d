import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { CtlIo, CtlOutput } from './ctl-io.ts';
import { runCtl } from './run-ctl.ts';
import type { DatabaseWorks } from './tools/database-commands.ts';
import { loadTool, type ToolName } from './tools/load-tool.ts';

const notCalled = () => Promise.reject(new Error('works on databases are not called here'));
const works: DatabaseWorks = { defrag: notCalled, hashKv: notCalled, migrate: notCalled };

class Collected implements CtlOutput {
  readonly isTerminal = false;
  readonly columns = 80;
  text = '';

  write(data: string | Uint8Array): void {
    this.text += Buffer.from(data).toString();
  }
}

/** Runs a tool that nobody answers. */
async function run(name: ToolName, typed: readonly string[], env: CtlIo['env'] = {}) {
  const [stdout, stderr] = [new Collected(), new Collected()];
  const io = { stdin: Readable.from([]), stdout, stderr, env, interrupted: new AbortController().signal };
  const code = await runCtl(await loadTool(name, works), typed, io);
  return { code, stdout: stdout.text, stderr: stderr.text };
}

describe('endpoints', () => {
  it('has to be given some', async () => {
    const nothing = { code: 2, stdout: '', stderr: 'Error: etcdclient: no available endpoints\n' };
    expect(await run('etcdctl', ['--endpoints', '', 'get', 'a'])).toEqual(nothing);
    expect(await run('etcdctl', ['--endpoints', ',', 'watch', 'a'])).toEqual(nothing);
  });

  it('says how to write one that is none, and ends at once', async () => {
    const { code, stderr } = await run('etcdctl', ['--endpoints', 'foo bar', 'get', 'a']);
    expect(code).toBe(128);
    expect(stderr).toBe('Error: "foo bar" is no endpoint: write http://host:port, https://host:port or unix:///path\n');
    const mirror = await run('etcdctl', ['make-mirror', 'nowhere']);
    expect([mirror.code, mirror.stderr]).toEqual([
      128,
      'Error: "nowhere" is no endpoint: write http://host:port, https://host:port or unix:///path\n',
    ]);
  });

  it('gives people a hint', async () => {
    const { stderr } = await run('quoratectl', ['--endpoints', '', 'get', 'a']);
    expect(stderr).toContain('Hint: Name them with --endpoints host:port');
  });
});

describe('the environment', () => {
  it('does not go against a flag, even when its variable is empty', async () => {
    for (const value of ['http://127.0.0.1:1', '']) {
      const { code, stderr } = await run('etcdctl', ['--endpoints', 'x:1', 'get', 'a'], { ETCDCTL_ENDPOINTS: value });
      expect(code).toBe(1);
      expect(stderr).toContain(
        'conflicting environment variable "ETCDCTL_ENDPOINTS" is shadowed by corresponding command-line flag',
      );
    }
  });

  it('refuses a value that is none for its flag', async () => {
    const { code, stderr } = await run('etcdctl', ['get', 'a'], { ETCDCTL_COMMAND_TIMEOUT: 'soon' });
    expect([code, stderr]).toEqual([
      128,
      'Error: invalid value "soon" for ETCDCTL_COMMAND_TIMEOUT: time: invalid duration "soon"\n',
    ]);
  });

  it('knows no API but the third', async () => {
    expect(await run('etcdctl', ['version'], { ETCDCTL_API: '2' })).toEqual({
      code: 1,
      stdout: '',
      stderr: 'unsupported API version: 2\n',
    });
    expect((await run('etcdctl', ['version'], { ETCDCTL_API: '3' })).code).toBe(0);
    expect((await run('etcdutl', ['version'], { ETCDCTL_API: '2' })).code).toBe(0);
  });

  it('is shown with --debug, as the flags leave it', async () => {
    const { stderr } = await run('etcdctl', ['--debug', '--endpoints', ',', '--keepalive-time', '90s', 'get', 'a'], {
      ETCDCTL_USER: 'a:b',
    });
    const lines = stderr.split('\n');
    expect(lines).toEqual(expect.arrayContaining(['ETCDCTL_KEEPALIVE_TIME=1m30s', 'ETCDCTL_USER=a:b']));
    expect(lines).toEqual(expect.arrayContaining(['ETCDCTL_ENDPOINTS=[,]', 'ETCDCTL_INSECURE_TRANSPORT=true']));
    const shown = lines.filter((line) => line.startsWith('ETCDCTL_'));
    expect(shown).toEqual([...shown].sort());
    expect(stderr).not.toContain('DECODE');
  });
});
