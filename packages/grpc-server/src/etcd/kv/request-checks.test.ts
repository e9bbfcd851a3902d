import { DeleteRangeRequest, PutRequest, RangeRequest, type RequestOp, TxnRequest } from '@quorate/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { StatusCode } from '../../status/status-code.ts';
import { KeyRanges } from './key-ranges.ts';
import { checkDeleteRange, checkPut, checkRange, checkTxn, TXN_OPS_TOTAL_MAX } from './request-checks.ts';

const key = (text: string) => Buffer.from(text, 'latin1');
const put = (text: string): RequestOp => ({
  request: { case: 'requestPut', value: PutRequest.create({ key: key(text) }) },
});
const remove = (text: string, end = ''): RequestOp => ({
  request: { case: 'requestDeleteRange', value: DeleteRangeRequest.create({ key: key(text), rangeEnd: key(end) }) },
});
const nested = (success: RequestOp[], failure: RequestOp[] = []): RequestOp => ({
  request: { case: 'requestTxn', value: TxnRequest.create({ success, failure }) },
});
const check = (success: RequestOp[], failure: RequestOp[] = [], opsMax = 128) =>
  checkTxn(TxnRequest.create({ success, failure }), opsMax);
const invalid = (message: string) => expect.objectContaining({ code: StatusCode.InvalidArgument, message });

const emptyKey = invalid('etcdserver: key is not provided');
const duplicate = invalid('etcdserver: duplicate key given in txn request');
const tooMany = invalid('etcdserver: too many operations in txn request');

test('a request without a key is refused', () => {
  expect(() => checkRange(RangeRequest.create())).toThrow(emptyKey);
  expect(() => checkPut(PutRequest.create())).toThrow(emptyKey);
  expect(() => checkDeleteRange(DeleteRangeRequest.create())).toThrow(emptyKey);
  expect(() => check([put('')])).toThrow(emptyKey);
  expect(() => check([], [remove('')])).toThrow(emptyKey);
});

test('an order that does not exist is refused, inside a transaction too', () => {
  const sortedBy = (sortOrder: number, sortTarget: number) =>
    RangeRequest.create({ key: key('a'), sortOrder, sortTarget } as Partial<RangeRequest>);
  expect(() => checkRange(sortedBy(2, 4))).not.toThrow();
  const error = invalid('etcdserver: invalid sort option');
  expect(() => checkRange(sortedBy(3, 0))).toThrow(error);
  expect(() => checkRange(sortedBy(0, 5))).toThrow(error);
  expect(() => check([{ request: { case: 'requestRange', value: sortedBy(-1, 0) } }])).toThrow(error);
});

test('what is to be ignored must not be given', () => {
  expect(() => checkPut(PutRequest.create({ key: key('a'), value: key('b'), ignoreValue: true }))).toThrow(
    invalid('etcdserver: value is provided'),
  );
  expect(() => checkPut(PutRequest.create({ key: key('a'), lease: 1n, ignoreLease: true }))).toThrow(
    invalid('etcdserver: lease is provided'),
  );
});

test('an operation without content is key not found', () => {
  expect(() => check([{ request: undefined }])).toThrow(invalid('etcdserver: key not found'));
});

test('every list counts against the budget, and a nested transaction gets what its parent left', () => {
  const puts = (count: number, prefix: string) => Array.from({ length: count }, (_, i) => put(`${prefix}${i}`));
  expect(() => check(puts(4, 'a'), puts(4, 'a'), 4)).not.toThrow();
  expect(() => check(puts(5, 'a'), [], 4)).toThrow(tooMany);
  expect(() => check([nested(puts(3, 'a'))], [], 4)).not.toThrow();
  expect(() => check([nested(puts(4, 'a'))], [], 4)).toThrow(tooMany);
  expect(() => check([nested(puts(3, 'a')), put('b')], [], 4)).toThrow(tooMany);
});

test('transactions in transactions are bounded altogether', () => {
  const wide = Array.from({ length: 120 }, (_, i) => nested(Array.from({ length: 8 }, (_, j) => put(`${i}/${j}`))));
  expect(() => check(wide)).not.toThrow();
  let tower = [put('leaf')];
  let operations = 1;
  while (operations <= TXN_OPS_TOTAL_MAX) {
    tower = [nested(tower, tower)];
    operations = operations * 2 + 1;
  }
  expect(() => check(tower)).toThrow(tooMany);
});

test('a branch may not write a key twice', () => {
  expect(() => check([put('a'), put('a')])).toThrow(duplicate);
  expect(() => check([put('b'), remove('a', 'c')])).toThrow(duplicate);
  expect(() => check([remove('a'), put('a')])).toThrow(duplicate);
  expect(() => check([], [put('a'), nested([put('a')])])).toThrow(duplicate);
  expect(() => check([nested([put('a')]), nested([put('a')])])).toThrow(duplicate);
  expect(() => check([nested([remove('a')]), put('a')])).toThrow(duplicate);
  expect(() => check([nested([remove('a')]), nested([put('a')])])).toThrow(duplicate);
});

test('what etcd lets pass, passes', () => {
  expect(() => check([put('a')], [put('a')])).not.toThrow();
  expect(() => check([put('c'), remove('a', 'c')])).not.toThrow();
  expect(() => check([remove('a'), remove('a', 'c')])).not.toThrow();
  expect(() => check([nested([put('a')], [put('a')])])).not.toThrow();
  expect(() => check([nested([put('a')], [remove('a')])])).not.toThrow();
  expect(() => check([nested([put('a')]), nested([remove('a')])])).not.toThrow();
  expect(() => check([put('b'), remove('a', '\0')])).not.toThrow();
  expect(() => check([put('b'), remove('c', 'a')])).not.toThrow();
});

test('ranges cover what a scan through all of them would find', () => {
  const letter = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  fc.assert(
    fc.property(fc.array(fc.tuple(letter, letter), { maxLength: 6 }), letter, (ranges, asked) => {
      const keyRanges = new KeyRanges();
      for (const [start, end] of ranges) keyRanges.add(start, end);
      expect(keyRanges.covers(asked)).toBe(ranges.some(([start, end]) => asked >= start && asked < end));
    }),
  );
});
