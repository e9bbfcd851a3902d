import { expect, it, vi } from 'vitest';
import { ElapsedTime } from './elapsed-time.ts';

function shownAfter(ms: number, isTerminal: boolean): string[] {
  vi.useFakeTimers();
  const written: string[] = [];
  try {
    const out = { isTerminal, columns: 20, write: (data: string | Uint8Array) => void written.push(String(data)) };
    const elapsed = new ElapsedTime(out, 'defragmenting m1');
    vi.advanceTimersByTime(ms);
    elapsed[Symbol.dispose]();
    vi.advanceTimersByTime(10_000);
  } finally {
    vi.useRealTimers();
  }
  return written;
}

it('shows the seconds on a terminal, within its width, and takes them away', () => {
  const erase = '\r\u001b[K';
  expect(shownAfter(2_500, true)).toEqual([`${erase}defragmenting m1  1`, `${erase}defragmenting m1  2`, erase]);
  expect(shownAfter(500, true)).toEqual([]);
});

it('writes nothing anywhere else', () => {
  expect(shownAfter(5_000, false)).toEqual([]);
});
