import fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskError } from '@quorate/ports';
import { diskChecks } from '@quorate/simulated-ports';
import { afterAll, describe, expect, test } from 'vitest';
import { toDiskError } from './disk-error.ts';
import { lockByProcessId } from './file-lock.ts';
import { NodeDisk } from './node-disk.ts';

const scratch = fs.mkdtempSync(join(tmpdir(), 'quorate-node-disk-'));
const disk = new NodeDisk();

afterAll(() => fs.rmSync(scratch, { recursive: true }));

function freshDirectory(): string {
  return fs.mkdtempSync(join(scratch, 'd-'));
}

describe('is a disk:', () => {
  test.each(diskChecks)('$name', async ({ run }) => {
    await run(disk, freshDirectory());
  });
});

test('only the owner may read what it creates', async () => {
  const directory = freshDirectory();
  await disk.makeDirectory(`${directory}/a/b`);
  await (await disk.open(`${directory}/a/b/f`, 'create')).close();
  expect(fs.statSync(`${directory}/a`).mode & 0o777).toBe(0o700);
  expect(fs.statSync(`${directory}/a/b`).mode & 0o777).toBe(0o700);
  expect(fs.statSync(`${directory}/a/b/f`).mode & 0o777).toBe(0o600);
});

test('names what the system reports in the terms of the port', () => {
  const system = (code: string): Error => Object.assign(new Error(`${code}: some reason`), { code });
  const seen = ['ENOENT', 'EEXIST', 'ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EMFILE', 'ENFILE', 'EIO', 'EOTHER'].map(
    (code) => toDiskError(system(code), 'write', '/f').code,
  );
  expect(seen).toEqual([
    'not-found',
    'exists',
    'no-space',
    'no-space',
    'read-only',
    'read-only',
    'too-many-files',
    'too-many-files',
    'io',
    'io',
  ]);
  expect(toDiskError(system('EIO'), 'write', '/f').message).toBe('cannot write /f: EIO: some reason');
  expect(toDiskError(system('ENOSPC'), 'write', '/f').message).toBe(
    'cannot write /f: ENOSPC: some reason; its disk is full: make room there',
  );
});

test('a lock by process id keeps others out, ends with its release, and one of a dead process is taken over', () => {
  const path = `${freshDirectory()}/f`;
  const release = lockByProcessId(path);
  expect(() => lockByProcessId(path)).toThrow(DiskError);
  release?.();
  lockByProcessId(path)?.();
  // Process ids end far below this one on every system.
  fs.writeFileSync(`${path}.lock`, '999999999\n');
  lockByProcessId(path)?.();
  expect(fs.existsSync(`${path}.lock`)).toBe(false);
});
