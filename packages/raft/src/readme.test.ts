import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';

/** The example of the README, as a reader would copy it. */
function example(): string {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const [, code] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  if (code === undefined) throw new Error('the README has no example');
  return code;
}

describe('the README', () => {
  it('brings up three nodes in thirty lines that run', async () => {
    const code = example();
    expect(code.split('\n').filter((line) => line !== '').length).toBeLessThanOrEqual(30);
    const folder = mkdtempSync(join(tmpdir(), 'raft-readme-'));
    const file = join(folder, 'example.ts');
    const log = vi.spyOn(console, 'log').mockImplementation(() => {});
    try {
      writeFileSync(file, code.replace('@quorate/raft', new URL('./index.ts', import.meta.url).pathname));
      await import(/* @vite-ignore */ pathToFileURL(file).href);
      expect(log).toHaveBeenCalledWith(['one two three', 'one two three', 'one two three']);
    } finally {
      rmSync(folder, { recursive: true });
      log.mockRestore();
    }
  });
});
