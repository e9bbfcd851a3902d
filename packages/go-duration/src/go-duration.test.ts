import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatGoDuration, parseGoDuration } from './go-duration.ts';

describe('Go durations', () => {
  it.each([
    ['0', 0],
    ['0s', 0],
    ['5s', 5_000],
    ['1h2m3.5s', 3_723_500],
    ['-300ms', -300],
    ['+1m', 60_000],
    ['.5s', 500],
    ['1.s', 1_000],
    ['1500us', 1.5],
    ['1500µs', 1.5],
    ['250ns', 0.00025],
  ])('reads %s', (text, ms) => {
    expect(parseGoDuration(text)).toBeCloseTo(ms, 9);
  });

  it.each(['', '5', '-', 's', '.s', '1d', '1 s', '1s ', '5m3', '1e3s', '9999999999h'])('refuses %j', (text) => {
    expect(parseGoDuration(text)).toBeUndefined();
  });

  it.each([
    [0, '0s'],
    [100, '100ms'],
    [1_500, '1.5s'],
    [60_000, '1m0s'],
    [7_200_000, '2h0m0s'],
    [3_723_500, '1h2m3.5s'],
    [0.0015, '1.5µs'],
    [0.00025, '250ns'],
    [-2_000, '-2s'],
    [2.25947, '2.25947ms'],
    [0.0125, '12.5µs'],
  ])('writes %d ms', (ms, text) => {
    expect(formatGoDuration(ms)).toBe(text);
  });

  it('reads what it writes, to the nanosecond', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 50), max: 2 ** 50 }), (nanoseconds) => {
        expect(Math.round((parseGoDuration(formatGoDuration(nanoseconds / 1e6)) ?? Number.NaN) * 1e6)).toBe(
          nanoseconds,
        );
      }),
    );
  });
});
