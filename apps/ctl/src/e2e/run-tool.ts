import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRepository, realEtcdProgram } from './harness.ts';

/** Our program under the names of etcd's tools. */
const links = mkdtempSync(join(tmpdir(), 'quoratectl-names-'));
for (const name of ['etcdctl', 'etcdutl']) symlinkSync(inRepository('bin/quoratectl'), join(links, name));
process.once('exit', () => rmSync(links, { recursive: true, force: true }));

/** Whose tool runs. */
export type Whose = 'etcd' | 'ours';

/** What a tool did. */
export interface ToolResult {
  readonly stdout: Buffer;
  readonly stderr: string;
  /** `undefined` when it had to be interrupted. */
  readonly code: number | null;
}

export interface RunOptions {
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Interrupts it after so many milliseconds: for commands that do not end by themselves. */
  readonly interruptMs?: number;
}

/** Runs etcd's tool, or ours under the same name, to its end. */
export function runTool(
  whose: Whose,
  name: 'etcdctl' | 'etcdutl',
  args: readonly string[],
  { stdin = '', env = {}, interruptMs }: RunOptions = {},
): Promise<ToolResult> {
  const program = whose === 'etcd' ? realEtcdProgram(name, '3.5') : join(links, name);
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const stdout: Buffer[] = [];
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const timer = interruptMs === undefined ? undefined : setTimeout(() => child.kill('SIGINT'), interruptMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ stdout: Buffer.concat(stdout), stderr, code });
    });
  });
}
