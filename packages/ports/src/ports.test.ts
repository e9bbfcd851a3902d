import { expect, test } from 'vitest';
import { DiskError, silentLogger } from './index.ts';

test('a disk error says what failed where, and keeps what the system said', () => {
  const cause = new Error('ENOSPC');
  const error = new DiskError('no-space', '/data/log', 'cannot write /data/log', { cause });
  expect(error).toBeInstanceOf(Error);
  expect(error).toMatchObject({ name: 'DiskError', code: 'no-space', path: '/data/log', cause });
  expect(String(error)).toBe('DiskError: cannot write /data/log');
});

test('the silent logger takes everything and says nothing', () => {
  for (const level of ['debug', 'info', 'warn', 'error'] as const) {
    expect(silentLogger[level]('message', { field: 1n })).toBeUndefined();
  }
});
