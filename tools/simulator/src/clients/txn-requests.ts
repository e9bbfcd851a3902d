import type { OperationResult, TxnResult } from '@quorate/mvcc-store';
import {
  Compare,
  CompareResult,
  CompareTarget,
  DeleteRangeRequest,
  KeyValue,
  PutRequest,
  RangeRequest,
  type RequestOp,
  TxnRequest,
} from '@quorate/protocol';
import {
  describeModelKey,
  type ModelAnswer,
  type ModelCompare,
  type ModelOperation,
  type ModelTxn,
} from '../checks/txn-model.ts';
import { utf8 } from './key-requests.ts';

const results = {
  '=': CompareResult.Equal,
  '!=': CompareResult.NotEqual,
  '<': CompareResult.Less,
  '>': CompareResult.Greater,
} as const;

/** The request for a transaction. */
export function requestOf({ compare, success, failure }: ModelTxn): TxnRequest {
  return TxnRequest.create({
    compare: compare.map(compareOf),
    success: success.map(operationOf),
    failure: failure.map(operationOf),
  });
}

function compareOf(compare: ModelCompare): Compare {
  const common = {
    result: results[compare.relation],
    key: utf8(compare.key),
    rangeEnd: utf8(compare.end ?? ''),
  };
  const number = Number(compare.operand);
  switch (compare.target) {
    case 'version':
      return Compare.create({
        ...common,
        target: CompareTarget.Version,
        targetUnion: { case: 'version', value: number },
      });
    case 'create':
      return Compare.create({
        ...common,
        target: CompareTarget.Create,
        targetUnion: { case: 'createRevision', value: number },
      });
    case 'mod':
      return Compare.create({
        ...common,
        target: CompareTarget.Mod,
        targetUnion: { case: 'modRevision', value: number },
      });
    case 'value':
      return Compare.create({
        ...common,
        target: CompareTarget.Value,
        targetUnion: { case: 'value', value: utf8(compare.operand) },
      });
  }
}

function operationOf(operation: ModelOperation): RequestOp {
  switch (operation.kind) {
    case 'put': {
      const value = PutRequest.create({ key: utf8(operation.key), value: utf8(operation.value) });
      return { request: { case: 'requestPut', value } };
    }
    case 'range': {
      const value = RangeRequest.create({ key: utf8(operation.key), rangeEnd: utf8(operation.end ?? '') });
      return { request: { case: 'requestRange', value } };
    }
    case 'delete': {
      const value = DeleteRangeRequest.create({ key: utf8(operation.key), rangeEnd: utf8(operation.end ?? '') });
      return { request: { case: 'requestDeleteRange', value } };
    }
    case 'txn':
      return { request: { case: 'requestTxn', value: requestOf(operation.txn) } };
  }
}

/** An answer in the form of the model's. */
export function answerOf({ succeeded, responses }: TxnResult): ModelAnswer {
  return `${succeeded ? 'then' : 'else'}(${responses.map(partOf).join(' ')})`;
}

function partOf(result: OperationResult): string {
  switch (result.case) {
    case 'put':
      return 'put';
    case 'range':
      return `[${result.value.kvs.map(keyOf)}]`;
    case 'deleteRange':
      return `-${result.value.deleted}`;
    case 'txn':
      return answerOf(result.value);
  }
}

function keyOf(encoded: Uint8Array): string {
  const { key, value, version, createRevision, modRevision } = KeyValue.decode(encoded);
  const seen = { value: Buffer.from(value).toString(), version, createRevision, modRevision };
  return describeModelKey(Buffer.from(key).toString(), seen);
}
