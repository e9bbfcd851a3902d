import {
  KeyValue,
  LeaseTimeToLiveResponse,
  RangeRequest,
  RangeResponse,
  RequestOp,
  ResponseHeader,
  ResponseOp,
  services,
  TxnRequest,
  TxnResponse,
} from '@quorate/protocol';
import { expect, test } from 'vitest';
import type { Answer } from '../servers/answer.ts';
import { compareAnswers } from './compare-answers.ts';

const { Range, Txn } = services['etcdserverpb.KV'];
const { LeaseTimeToLive } = services['etcdserverpb.Lease'];
const key = (name: string): Uint8Array => Buffer.from(name);
const message = (of: object): Answer => ({ kind: 'message', message: of });
const error = (code: number, text: string): Answer => ({ kind: 'error', code, text });
const found = (init: Partial<KeyValue>): RangeResponse =>
  RangeResponse.create({ count: 1, kvs: [KeyValue.create({ key: key('a'), ...init })] });

test('the ids and the term of headers may differ, their revision may not', () => {
  const answer = (header: Partial<ResponseHeader>): Answer =>
    message(RangeResponse.create({ header: ResponseHeader.create(header) }));
  const request = RangeRequest.create({ key: key('a') });
  const one = answer({ clusterId: 1n, memberId: 2n, raftTerm: 3, revision: 4 });
  expect(compareAnswers(Range, request, one, answer({ clusterId: 5n, raftTerm: 2, revision: 4 }))).toBeUndefined();
  expect(compareAnswers(Range, request, one, answer({ clusterId: 1n, memberId: 2n, revision: 5 }))).toMatchObject({
    request: { RangeRequest: { key: 'a' } },
    etcd: { RangeResponse: { header: { revision: 4 } } },
    quorate: { RangeResponse: { header: { revision: 5 } } },
  });
});

test('the lease of a key may be missing with keys_only, also inside of a txn, and not otherwise', () => {
  const ask = (keysOnly: boolean): RangeRequest => RangeRequest.create({ key: key('a'), keysOnly });
  const differs = (keysOnly: boolean): boolean =>
    compareAnswers(Range, ask(keysOnly), message(found({ lease: 7n })), message(found({}))) !== undefined;
  expect([true, false].map(differs)).toEqual([false, true]);
  const differsInTxn = (keysOnly: boolean): boolean => {
    const operation = RequestOp.create({ request: { case: 'requestRange', value: ask(keysOnly) } });
    const result = (value: RangeResponse): Answer => {
      const part = ResponseOp.create({ response: { case: 'responseRange', value } });
      return message(TxnResponse.create({ succeeded: true, responses: [part] }));
    };
    const request = TxnRequest.create({ success: [operation] });
    return compareAnswers(Txn, request, result(found({ lease: 7n })), result(found({}))) !== undefined;
  };
  expect([true, false].map(differsInTxn)).toEqual([false, true]);
});

test('a lease may have lived for another time, but not for more than was granted, nor for no time', () => {
  const left = (ttl: number): Answer => message(LeaseTimeToLiveResponse.create({ id: 1n, ttl, grantedTtl: 100 }));
  const differs = (ttl: number): boolean =>
    compareAnswers(LeaseTimeToLive, { id: 1n, keys: false }, left(99), left(ttl)) !== undefined;
  expect([98, 100, 101, 0, -1].map(differs)).toEqual([false, false, true, true, true]);
});

test('errors are alike by code and text; a broken server is like nothing', () => {
  const request = RangeRequest.create();
  const empty = error(3, 'etcdserver: key is not provided');
  expect(compareAnswers(Range, request, empty, { ...empty })).toBeUndefined();
  expect(compareAnswers(Range, request, empty, error(3, 'another'))).toBeDefined();
  expect(compareAnswers(Range, request, empty, message(RangeResponse.create()))).toBeDefined();
  const gone = error(14, 'Connection dropped');
  expect(compareAnswers(Range, request, gone, gone)).toBeDefined();
});

test('a txn may be refused for another of its operations, a range may not', () => {
  const [lease, compacted] = [
    error(5, 'etcdserver: requested lease not found'),
    error(11, 'etcdserver: mvcc: required revision has been compacted'),
  ] as const;
  expect(compareAnswers(Txn, TxnRequest.create(), lease, compacted)).toBeUndefined();
  expect(compareAnswers(Txn, TxnRequest.create(), lease, error(3, 'etcdserver: duplicate key given'))).toBeDefined();
  expect(compareAnswers(Range, RangeRequest.create(), lease, compacted)).toBeDefined();
});
