import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NodeDisk } from '@quorate/node-ports';
import type { Entry } from '@quorate/protocol';
import { afterAll, expect, test } from 'vitest';
import { Wal } from './index.ts';
import { origin } from './testdata/history.ts';

const scratch = mkdtempSync(join(tmpdir(), 'quorate-wal-kill-'));
const program = fileURLToPath(new URL('testdata/append-until-killed.ts', import.meta.url));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Lets a process append until it has acknowledged `lines` times, kills it, and resolves the last index it told of. */
async function appendAndKill(directory: string, lines: number): Promise<number> {
  const child = spawn(process.execPath, ['--conditions=@quorate/source', program, directory]);
  let told = '';
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  child.stdout.on('data', (chunk: Buffer) => {
    told += chunk.toString();
    if (told.split('\n').length > lines) child.kill('SIGKILL');
  });
  await new Promise((resolve) => {
    child.once('close', resolve);
  });
  expect(complaint).toBe('');
  return Number(told.slice(0, told.lastIndexOf('\n')).split('\n').at(-1));
}

test('a process that is killed while it appends loses nothing it acknowledged, time and again', async () => {
  const directory = join(scratch, 'wal');
  const disk = new NodeDisk();
  let before: Entry[] = [];
  for (const lines of [1, 40, 200]) {
    const acknowledged = await appendAndKill(directory, lines);
    const { wal, entries } = await Wal.open({ disk, directory, from: origin, segmentBytes: 200_000 });
    await wal.close();
    expect(acknowledged).toBeGreaterThan(before.length);
    expect(entries.length).toBeGreaterThanOrEqual(acknowledged);
    expect(entries.map(({ index }) => index)).toEqual(entries.map((_, at) => at + 1));
    expect(entries.slice(0, before.length)).toEqual(before);
    before = entries;
  }
  expect((await disk.list(directory)).filter((name) => name.endsWith('.wal')).length).toBeGreaterThan(3);
});
