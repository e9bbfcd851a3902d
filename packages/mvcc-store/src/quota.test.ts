import { expect, test } from 'vitest';
import { leaseGrantCost, putCost, txnCost } from './quota.ts';
import { put, range, remove, txn } from './testdata/requests.ts';

test('a put costs its bytes and 256 more', () => {
  expect(putCost(put('key', 'value'))).toBe(256 + 3 + 5);
  expect(leaseGrantCost).toBe(64);
});

test('a txn costs what its dearer branch puts', () => {
  expect(txnCost(txn([], [put('a', '1'), put('b', '2'), range('a')], [put('c', '3')]))).toBe(2 * 258);
  expect(txnCost(txn([], [remove('a')], [put('c', '34')]))).toBe(259);
  expect(txnCost(txn([], [range('a')], [remove('b')]))).toBe(0);
});

test('nested txns are no way round the quota', () => {
  expect(txnCost(txn([], [txn([], [put('a')], [put('b'), put('c')]), put('d')]))).toBe(3 * 257);
});
