import { expect, test } from 'vitest';
import { parseTimeoutMs } from './timeout.ts';

test('each unit counts as many milliseconds as it should', () => {
  expect(parseTimeoutMs('2H')).toBe(7_200_000);
  expect(parseTimeoutMs('3M')).toBe(180_000);
  expect(parseTimeoutMs('4S')).toBe(4_000);
  expect(parseTimeoutMs('5m')).toBe(5);
  expect(parseTimeoutMs('1500u')).toBe(1.5);
  expect(parseTimeoutMs('1000000n')).toBe(1);
});

test('what is no timeout is refused', () => {
  for (const value of ['', 'S', '1', '1s', '-1S', '123456789S', '1.5S', ' 1S', '1SS']) {
    expect(parseTimeoutMs(value), value).toBeUndefined();
  }
});
