import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MemberProcess } from './harness.ts';
import { runTool } from './run-tool.ts';
import { ourProgram } from './tool-names.ts';

const esc = '\u001b';
const eraseLine = `\r${esc}[K`;
const patience = { timeout: 40_000, interval: 100 };

let member: MemberProcess;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quorate-terminal-'));
  member = await MemberProcess.single({ kind: 'quorate' });
  for (const name of ['a', 'b', 'c']) await ask(['put', `large/${name}`], 'x'.repeat(500_000));
});

afterAll(async () => {
  await member[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

const ask = (words: readonly string[], stdin = '') =>
  runTool('ours', 'etcdctl', ['--endpoints', member.endpoint, ...words], { stdin });

/** What a person at a terminal would see of a command; ends it, as they would, once that matches. */
async function seen(words: readonly string[], until?: RegExp): Promise<string> {
  const command = [ourProgram('quoratectl'), ...words].map((word) => `'${word}'`).join(' ');
  const terminal = spawn('script', ['--quiet', '--return', '--command', `exec ${command}`, '/dev/null'], {
    env: { PATH: process.env.PATH ?? '', TERM: 'xterm' },
  });
  let text = '';
  terminal.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const ended = new Promise<void>((resolve, reject) => {
    terminal.once('error', reject);
    terminal.once('close', () => resolve());
  });
  if (until !== undefined) {
    await expect.poll(() => text, patience).toMatch(until);
    // Ctrl-C, typed.
    terminal.stdin.write('\u0003');
  }
  await ended;
  return text;
}

describe('at a terminal', () => {
  it('shows how far saving and restoring a snapshot are, and leaves only the result', async () => {
    const file = join(folder, 'snapshot.db');
    const works: readonly (readonly [what: string, words: readonly string[], result: string])[] = [
      ['saving', ['--endpoints', member.endpoint, 'snapshot', 'save', file], `Snapshot saved at ${file}\r\n`],
      ['restoring', ['--data-dir', join(folder, 'restored'), 'snapshot', 'restore', file], `Restored ${file} to `],
    ];
    for (const [what, words, result] of works) {
      const text = await seen(words);
      expect(text).toMatch(new RegExp(`\\r${esc}\\[K${what} \\[█* *\\] \\S+ [kM]?B of \\S+ MB`));
      const last = text.slice(text.lastIndexOf(eraseLine) + eraseLine.length);
      expect(last.startsWith(result), text).toBe(true);
    }
  });

  it('shows how many keys a mirror has copied', async () => {
    const words = ['--endpoints', member.endpoint, 'make-mirror', member.endpoint, '--prefix', 'large/'];
    const text = await seen([...words, '--dest-prefix', 'copied/'], /mirrored 3 keys/);
    expect(text.trimEnd().endsWith(eraseLine.trimEnd()), JSON.stringify(text)).toBe(true);
  });

  it('has colours in a watch', async () => {
    await ask(['put', 'w', 'one']);
    await ask(['del', 'w']);
    const words = ['--endpoints', member.endpoint, 'watch', 'w', '--rev', '1'];
    const text = await seen(words, /DELETE/);
    expect(text).toContain(`${esc}[32mPUT${esc}[0m\r\nw\r\none\r\n${esc}[31mDELETE${esc}[0m\r\nw\r\n`);
  });
});

describe('in a pipe', () => {
  it('has neither bars nor colours', async () => {
    const file = join(folder, 'piped.db');
    const results = [
      await ask(['snapshot', 'save', file]),
      await runTool('ours', 'etcdutl', ['snapshot', 'restore', '--data-dir', join(folder, 'piped'), file]),
      await runTool('ours', 'etcdutl', ['defrag', '--data-dir', join(folder, 'piped')]),
      await ask(['defrag']),
      await runTool('ours', 'etcdctl', ['--endpoints', member.endpoint, 'watch', 'w', '--rev', '1'], {
        interruptWhen: /DELETE\nw\n\n/,
      }),
    ];
    for (const { stdout, stderr } of results) {
      expect(stdout.toString() + stderr).not.toContain(esc);
      expect(stdout.toString() + stderr).not.toContain('\r');
    }
  });
});

describe('completion in bash', () => {
  it.concurrent.each([
    ['quoratectl snap', ['snapshot']],
    ['quoratectl snapshot ', ['restore', 'save', 'status']],
    ['quoratectl --endpoints=127.0.0.1:2379 mem', ['member']],
    ['quoratectl get --ord', ['--order']],
    ['quoratectl get --order ', ['ASCEND', 'DESCEND']],
    // Bash replaces only what stands behind the sign.
    ['quoratectl get --write-out=j', ['json']],
    ['quoratectl get --write-out=', ['fields', 'json', 'protobuf', 'simple', 'table', 'yaml']],
    ['quoratectl put nothing-known', []],
  ])('%s', async (typed, offered) => {
    expect((await completedByBash(typed)).sort()).toEqual(offered);
  });
});

/** Has bash take a line apart as it does for completion, and calls what the script set up for it. */
async function completedByBash(typed: string): Promise<string[]> {
  const words = typed.split(/(=|:| )/).filter((word) => word !== ' ' && word !== '');
  if (typed.endsWith(' ')) words.push('');
  const script = [
    'source <(quoratectl completion bash)',
    `COMP_LINE='${typed}' COMP_POINT=${typed.length} COMP_CWORD=${words.length - 1}`,
    `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})`,
    '_quoratectl',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
    'printf "%s\\n" "${COMPREPLY[@]}"',
  ].join('\n');
  const bash = spawn('bash', ['--norc', '-c', script], {
    env: { PATH: `${join(ourProgram('quoratectl'), '..')}:${process.env.PATH ?? ''}` },
  });
  let [text, errors] = ['', ''];
  bash.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  bash.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors += chunk;
  });
  await new Promise((resolve, reject) => {
    bash.once('error', reject);
    bash.once('close', resolve);
  });
  expect(errors).toBe('');
  return text.split('\n').filter(Boolean);
}
