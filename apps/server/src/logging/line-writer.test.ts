import { spawnSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LineWriter } from './line-writer.ts';

let folder = '';
let pipe = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-pipe-'));
  const path = join(folder, 'pipe');
  spawnSync('mkfifo', [path]);
  pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
});
afterEach(() => {
  closeSync(pipe);
  rmSync(folder, { recursive: true });
});

function readAll(): string {
  const buffer = Buffer.alloc(1024 * 1024);
  return buffer.toString('utf8', 0, readSync(pipe, buffer));
}

describe('lines to a pipe', () => {
  it('arrive whole and in order', () => {
    const writer = new LineWriter(pipe);
    writer.write('one\n');
    writer.write('zwei ☃\n');
    expect(readAll()).toBe('one\nzwei ☃\n');
  });

  it('that nobody reads are dropped, and what comes after them begins on a line of its own', () => {
    const writer = new LineWriter(pipe);
    const long = `${'x'.repeat(50_000)}\n`;
    writer.write(long);
    writer.write(long);
    for (let n = 0; n < 1_000; n++) writer.write(`dropped ${n}\n`);
    const before = readAll();
    expect(before.startsWith(long)).toBe(true);
    expect(before).not.toContain('dropped');
    writer.write('after\n');
    writer.write('and on\n');
    expect(readAll()).toBe('\nafter\nand on\n');
  });

  it('that has been closed are dropped', () => {
    const closed = openSync(join(folder, 'file'), 'w');
    closeSync(closed);
    expect(() => new LineWriter(closed).write('line\n')).not.toThrow();
  });
});
