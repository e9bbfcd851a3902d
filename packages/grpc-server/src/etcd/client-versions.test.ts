import { expect, test } from 'vitest';
import { ClientVersions } from './client-versions.ts';

test('requests are counted by kind and version', () => {
  const versions = new ClientVersions();
  versions.count('unary', '3.5');
  versions.count('unary', '3.5');
  versions.count('stream', undefined);
  expect(versions.snapshot()).toEqual([
    { type: 'unary', clientApiVersion: '3.5', count: 2 },
    { type: 'stream', clientApiVersion: 'unknown', count: 1 },
  ]);
});

test('a client cannot fill the metrics with versions', () => {
  const versions = new ClientVersions();
  for (let i = 0; i < 10_000; i++) versions.count('unary', `v${i}`);
  const counts = versions.snapshot();
  expect(counts.length).toBeLessThan(70);
  expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
});
