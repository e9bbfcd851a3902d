import {
  DeleteRangeResponse,
  KeyValue,
  PutResponse,
  RangeResponse,
  type ResponseOp,
  TxnResponse,
} from '@quorate/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  encodeDeleteRangeResponse,
  encodePutResponse,
  encodeRangeResponse,
  encodeTxnResponse,
  rangeResponseParts,
} from './encode-response.ts';
import type { OperationResult, TxnResult } from './results.ts';

const header = { clusterId: 0xdead_beef_cafe_baben, memberId: 7n, raftTerm: 3 };

const kv = fc
  .record({
    key: fc.uint8Array({ minLength: 1, maxLength: 10 }),
    value: fc.uint8Array({ maxLength: 200 }),
    modRevision: fc.nat(),
    version: fc.nat(300),
  })
  .map((fields) => KeyValue.encode(KeyValue.create(fields)));
const kvs = fc.array(kv, { maxLength: 5 });
const revision = fc.integer({ min: 1, max: 2 ** 40 });
const rangeResult = fc.record({ kvs, more: fc.boolean(), count: fc.nat(1_000), revision });
const putResult = fc.record({ revision, prevKv: fc.option(kv, { nil: undefined }) });
const deleteResult = fc.record({ revision, deleted: fc.nat(500), prevKvs: kvs });

const { txn } = fc.letrec<{ txn: TxnResult; operation: OperationResult }>((tie) => ({
  operation: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    rangeResult.map((value): OperationResult => ({ case: 'range', value })),
    putResult.map((value): OperationResult => ({ case: 'put', value })),
    deleteResult.map((value): OperationResult => ({ case: 'deleteRange', value })),
    tie('txn').map((value): OperationResult => ({ case: 'txn', value })),
  ),
  txn: fc.record({ revision, succeeded: fc.boolean(), responses: fc.array(tie('operation'), { maxLength: 4 }) }),
}));

const decoded = (encoded: readonly Uint8Array[]) => encoded.map((each) => KeyValue.decode(each));
const inner = (at: number) => ({ clusterId: 0n, memberId: 0n, raftTerm: 0, revision: at });

/** The message that the codec of the protocol would write. */
function message({ succeeded, responses }: TxnResult, outer: TxnResponse['header']): TxnResponse {
  return { header: outer, succeeded, responses: responses.map((operation) => ({ response: inTxn(operation) })) };
}

function inTxn(operation: OperationResult): ResponseOp['response'] {
  switch (operation.case) {
    case 'range': {
      const { kvs: found, more, count, revision: at } = operation.value;
      return { case: 'responseRange', value: { header: inner(at), kvs: decoded(found), more, count } };
    }
    case 'put': {
      const { prevKv, revision: at } = operation.value;
      return { case: 'responsePut', value: { header: inner(at), prevKv: prevKv && KeyValue.decode(prevKv) } };
    }
    case 'deleteRange': {
      const { deleted, prevKvs, revision: at } = operation.value;
      return { case: 'responseDeleteRange', value: { header: inner(at), deleted, prevKvs: decoded(prevKvs) } };
    }
    case 'txn':
      return { case: 'responseTxn', value: message(operation.value, inner(0)) };
  }
}

test('answers are the bytes that the codecs write', () => {
  fc.assert(
    fc.property(rangeResult, putResult, deleteResult, (range, put, remove) => {
      const { more, count } = range;
      const expected = { header: { ...header, revision: range.revision }, kvs: decoded(range.kvs), more, count };
      expect(encodeRangeResponse(header, range)).toEqual(RangeResponse.encode(expected));
      expect(encodePutResponse(header, put)).toEqual(
        PutResponse.encode({
          header: { ...header, revision: put.revision },
          prevKv: put.prevKv && KeyValue.decode(put.prevKv),
        }),
      );
      expect(encodeDeleteRangeResponse(header, remove)).toEqual(
        DeleteRangeResponse.encode({
          header: { ...header, revision: remove.revision },
          deleted: remove.deleted,
          prevKvs: decoded(remove.prevKvs),
        }),
      );
    }),
  );
});

test('txns in txns too', () => {
  fc.assert(
    fc.property(txn, (result) => {
      const expected = TxnResponse.encode(message(result, { ...header, revision: result.revision }));
      expect(encodeTxnResponse(header, result)).toEqual(expected);
    }),
  );
});

test('in parts, large values are passed on as they are', () => {
  const value = (length: number) =>
    KeyValue.encode(KeyValue.create({ key: Buffer.from('k'), value: new Uint8Array(length).fill(length) }));
  for (const lengths of [[1], [50_000], [1, 50_000, 2, 3, 60_000, 70_000], [50_000, 1], []]) {
    const result = { kvs: lengths.map(value), more: true, count: 9, revision: 5 };
    const parts = rangeResponseParts(header, result);
    expect(Buffer.concat(parts)).toEqual(Buffer.from(encodeRangeResponse(header, result)));
    for (const large of result.kvs.filter(({ length }) => length >= 50_000)) expect(parts).toContain(large);
  }
});
