import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compareOutput, writeOutput } from './output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'protogen-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a folder is made what it should be, and found to be so', () => {
  const wanted = new Map([
    ['missing.ts', 'm'],
    ['changed.ts', 'c'],
    ['current.ts', 'x'],
  ]);
  writeFileSync(join(folder, 'changed.ts'), 'something else');
  writeFileSync(join(folder, 'current.ts'), 'x');
  writeFileSync(join(folder, 'left-over.ts'), 'l');

  const differences = compareOutput(folder, wanted);
  expect([...differences.stale.keys()]).toEqual(['missing.ts', 'changed.ts']);
  expect(differences.superfluous).toEqual(['left-over.ts']);

  writeOutput(folder, differences);
  expect(readdirSync(folder).sort()).toEqual(['changed.ts', 'current.ts', 'missing.ts']);
  expect(readFileSync(join(folder, 'changed.ts'), 'utf8')).toBe('c');
  expect(compareOutput(folder, wanted)).toEqual({ stale: new Map(), superfluous: [] });
});
