import { expect, it } from 'vitest';
import { ProgressBar } from './progress-bar.ts';

function output(isTerminal: boolean) {
  const written: string[] = [];
  return { written, isTerminal, columns: 60, write: (data: string | Uint8Array) => void written.push(String(data)) };
}

it('draws on a terminal, within its width, and takes the bar away', () => {
  const out = output(true);
  {
    using bar = new ProgressBar(out, 'saving');
    bar.show(500, 1_000);
    bar[Symbol.dispose]();
  }
  expect(out.written.length).toBe(2);
  const drawn = out.written[0]?.slice('\r\u001b[K'.length) ?? '';
  expect(drawn).toMatch(/^saving \[█+ +\] 500 B of 1\.0 kB/);
  expect(drawn.length).toBeLessThan(60);
  expect(out.written.at(-1)).toBe('\r\u001b[K');
});

it('is silent anywhere else', () => {
  const out = output(false);
  {
    using bar = new ProgressBar(out, 'saving');
    bar.show(500, 1_000);
  }
  expect(out.written).toEqual([]);
});
