import { expect, test } from 'vitest';
import { type ModelKey, type ModelTxn, runModel } from './txn-model.ts';

const stateOf = () =>
  new Map<string, ModelKey>([
    ['n/0', { value: 'x', version: 1, createRevision: 2, modRevision: 2 }],
    ['n/1', { value: 'y', version: 3, createRevision: 3, modRevision: 7 }],
  ]);
const nothing: ModelTxn = { compare: [], success: [], failure: [] };

test('conditions of nested transactions are decided before anything is written', () => {
  const inner: ModelTxn = {
    ...nothing,
    compare: [{ key: 'n/0', end: undefined, target: 'value', relation: '=', operand: 'x' }],
    success: [{ kind: 'range', key: 'n/0', end: undefined }],
  };
  const txn: ModelTxn = {
    ...nothing,
    success: [
      { kind: 'put', key: 'n/0', value: 'z' },
      { kind: 'txn', txn: inner },
    ],
  };
  expect(runModel(stateOf(), txn, 9)).toBe('then(put then([n/0=z@2/2/9]))');
});

test('a condition over a range holds for all keys; one over none is of a key that is not there', () => {
  const over = (target: 'version' | 'value', relation: '>' | '=', operand: string, key = 'n/'): string =>
    runModel(stateOf(), { ...nothing, compare: [{ key, end: 'o', target, relation, operand }] }, 9);
  expect(over('version', '>', '0')).toBe('then()');
  expect(over('version', '>', '1')).toBe('else()');
  expect(over('version', '=', '0', 'n/5')).toBe('then()');
  expect(over('value', '=', '', 'n/5')).toBe('else()');
});

test('a range is deleted, and created anew', () => {
  const state = stateOf();
  const txn: ModelTxn = {
    ...nothing,
    success: [
      { kind: 'delete', key: 'n/0', end: 'n/9' },
      { kind: 'put', key: 'n/1', value: 'new' },
      { kind: 'range', key: 'n/', end: 'o' },
    ],
  };
  expect(runModel(state, txn, 9)).toBe('then(-2 put [n/1=new@1/9/9])');
  expect([...state.keys()]).toEqual(['n/1']);
});
