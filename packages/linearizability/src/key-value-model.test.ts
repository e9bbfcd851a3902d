import { expect, test } from 'vitest';
import { type Guard, type KeyValueResponse, type KeyValueState, keyValueModel } from './key-value-model.ts';

const state: KeyValueState = new Map([['a', { value: 'm', version: 2 }]]);

function runs(guards: readonly Guard[]): 'success' | 'failure' {
  const after = keyValueModel.step(
    state,
    {
      guards,
      success: [{ kind: 'put', key: 'r', value: 'success' }],
      failure: [{ kind: 'put', key: 'r', value: 'failure' }],
    },
    undefined,
  );
  return after?.get('r')?.value as 'success' | 'failure';
}

test.each<[Guard, 'success' | 'failure']>([
  [{ key: 'a', version: 2 }, 'success'],
  [{ key: 'a', version: 1 }, 'failure'],
  [{ key: 'a', version: 1, relation: '>' }, 'success'],
  [{ key: 'a', version: 2, relation: '>' }, 'failure'],
  [{ key: 'a', version: 3, relation: '<' }, 'success'],
  [{ key: 'a', version: 3, relation: '!=' }, 'success'],
  [{ key: 'none', version: 0 }, 'success'],
  [{ key: 'none', version: 0, relation: '>' }, 'failure'],
  [{ key: 'a', value: 'm' }, 'success'],
  [{ key: 'a', value: 'n', relation: '<' }, 'success'],
  [{ key: 'a', value: 'l', relation: '>' }, 'success'],
  [{ key: 'a', value: 'm', relation: '!=' }, 'failure'],
  // A value that is not there is neither equal nor unequal to anything.
  [{ key: 'none', value: '', relation: '=' }, 'failure'],
  [{ key: 'none', value: 'x', relation: '!=' }, 'failure'],
])('%j runs the branch of %s', (guard, branch) => {
  expect(runs([guard])).toBe(branch);
});

test('all guards have to hold; none is as good as all', () => {
  expect(
    runs([
      { key: 'a', version: 2 },
      { key: 'none', version: 0 },
    ]),
  ).toBe('success');
  expect(
    runs([
      { key: 'a', version: 2 },
      { key: 'none', version: 1 },
    ]),
  ).toBe('failure');
  expect(runs([])).toBe('success');
});

test.each<[KeyValueResponse, boolean]>([
  [{ succeeded: true }, true],
  [{ succeeded: false }, false],
  [{ succeeded: true, before: [{ value: 'm', version: 2 }] }, true],
  [{ succeeded: true, before: [{ value: 'm' }] }, true],
  [{ succeeded: true, before: ['untold'] }, true],
  [{ succeeded: true, before: [{ value: 'm', version: 1 }] }, false],
  [{ succeeded: true, before: [{ value: 'x' }] }, false],
  [{ succeeded: true, before: [undefined] }, false],
])('a get that is answered %j: possible is %s', (response, isPossible) => {
  const get = { guards: [], success: [{ kind: 'get', key: 'a' }], failure: [] } as const;
  expect(keyValueModel.step(state, get, response) !== undefined).toBe(isPossible);
});

test('steps of a transaction see those before them', () => {
  const both = {
    guards: [],
    success: [
      { kind: 'delete', key: 'a' },
      { kind: 'put', key: 'a', value: 'n' },
    ],
    failure: [],
  } as const;
  const after = keyValueModel.step(state, both, { succeeded: true, before: [{ value: 'm', version: 2 }, undefined] });
  expect(after?.get('a')).toEqual({ value: 'n', version: 1 });
});

test('states have one name each, whatever is in keys and values', () => {
  const one = (key: string, value: string): KeyValueState => new Map([[key, { value, version: 1 }]]);
  expect(keyValueModel.keyOf(one('a', 'b=c'))).not.toBe(keyValueModel.keyOf(one('a=b', 'c')));
  const ab: KeyValueState = new Map([...one('a', 'x'), ...one('b', 'y')]);
  const ba: KeyValueState = new Map([...one('b', 'y'), ...one('a', 'x')]);
  expect(keyValueModel.keyOf(ab)).toBe(keyValueModel.keyOf(ba));
});
