import { expect, it } from 'vitest';
import { formatGoFloat } from './go-float.ts';

// Pairs seen in the metrics of a running etcd.
it.each([
  [0, '0'],
  [1, '1'],
  [-1, '-1'],
  [20480, '20480'],
  [161869, '161869'],
  [1448832, '1.448832e+06'],
  [2147483648, '2.147483648e+09'],
  [2 ** 63, '9.223372036854776e+18'],
  [1795572945.780669, '1.795572945780669e+09'],
  [0.0031517600000000004, '0.0031517600000000004'],
  [7.6072e-5, '7.6072e-05'],
  [0.0001, '0.0001'],
  [1e6, '1e+06'],
  [8.192, '8.192'],
  [1e21, '1e+21'],
  [Number.POSITIVE_INFINITY, '+Inf'],
  [Number.NEGATIVE_INFINITY, '-Inf'],
  [Number.NaN, 'NaN'],
])('%d is written %s', (value, text) => {
  expect(formatGoFloat(value)).toBe(text);
});
