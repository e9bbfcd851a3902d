import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLogOutput } from './open-log-output.ts';
import { RotatingFile } from './rotating-file.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rotation = { sizeBytesMax: 10, ageDaysMax: 0, backupsMax: 2, localTime: false, compress: false };

describe('a log file', () => {
  it('is appended to, not replaced', () => {
    const path = join(folder, 'q.log');
    for (const line of ['one\n', 'two\n']) {
      const output = openLogOutput(path, undefined);
      output.write(line);
      output.close();
    }
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  });

  it('is put aside before it grows beyond its limit, and only so many are kept', () => {
    const path = join(folder, 'q.log');
    const file = new RotatingFile(path, rotation, () => 1_767_323_045_123);
    for (const line of ['line-1\n', 'line-2\n', 'line-3\n', 'line-4\n']) file.write(line);
    file.close();
    expect(readFileSync(path, 'utf8')).toBe('line-4\n');
    const backups = readdirSync(folder).filter((name) => name !== 'q.log');
    expect(backups).toEqual(['q-2026-01-02T03-04-05.124.log', 'q-2026-01-02T03-04-05.125.log']);
    expect(backups.map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual(['line-2\n', 'line-3\n']);
  });

  it('goes on when it cannot be put aside, and never writes into what is opened meanwhile', () => {
    const path = join(folder, 'gone', 'q.log');
    mkdirSync(join(folder, 'gone'));
    const file = new RotatingFile(path, rotation);
    file.write('line-1\n');
    rmSync(join(folder, 'gone'), { recursive: true });
    file.write('line-2\n');
    const other = openSync(join(folder, 'db'), 'w');
    for (const line of ['line-3\n', 'line-4\n']) file.write(line);
    closeSync(other);
    expect(readFileSync(join(folder, 'db'), 'utf8')).toBe('');
    mkdirSync(join(folder, 'gone'));
    for (const line of ['line-5\n', 'line-6\n', 'line-7\n']) file.write(line);
    file.close();
    expect(readFileSync(path, 'utf8')).toMatch(/line-7\n$/);
  });

  it('takes a single line longer than the limit', () => {
    const path = join(folder, 'q.log');
    const file = new RotatingFile(path, rotation);
    file.write('a line that is longer than ten bytes\n');
    file.close();
    expect(readdirSync(folder)).toEqual(['q.log']);
  });

  it('is compressed when put aside, and removed when too old', () => {
    const path = join(folder, 'q.log');
    const file = new RotatingFile(path, { ...rotation, compress: true, ageDaysMax: 1 }, () => 1_767_323_045_123);
    file.write('line-1\n');
    file.write('line-2\n');
    file.close();
    const backup = 'q-2026-01-02T03-04-05.123.log.gz';
    expect(gunzipSync(readFileSync(join(folder, backup))).toString()).toBe('line-1\n');
    const later = new RotatingFile(
      path,
      { ...rotation, compress: true, ageDaysMax: 1 },
      () => Date.now() + 3 * 86_400_000,
    );
    later.write('line-3\n');
    later.close();
    expect(readdirSync(folder)).toEqual(['q.log']);
  });
});
