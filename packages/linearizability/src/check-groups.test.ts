import { expect, test } from 'vitest';
import { checkGroups } from './check-groups.ts';
import type { Observation } from './check-linearizable.ts';
import { type KeyValueOperation, type KeyValueResponse, keyValueModel } from './key-value-model.ts';

type Seen = Observation<KeyValueOperation, KeyValueResponse>;

const keyOf = ({ success }: KeyValueOperation) => success[0]?.key ?? '';

function put(key: string, value: string, invoked: number, returned: number): Seen {
  const operation: KeyValueOperation = { guards: [], success: [{ kind: 'put', key, value }], failure: [] };
  return { operation, invoked, returned, response: { succeeded: true } };
}

function get(key: string, value: string, invoked: number, returned: number): Seen {
  const operation: KeyValueOperation = { guards: [], success: [{ kind: 'get', key }], failure: [] };
  return { operation, invoked, returned, response: { succeeded: true, before: [{ value }] } };
}

test('names the groups that no order explains, and those whose search is too long', () => {
  const history = [
    put('good', 'x', 1, 2),
    get('good', 'x', 3, 4),
    put('bad', 'x', 5, 6),
    put('bad', 'y', 7, 8),
    get('bad', 'x', 9, 10),
  ];
  expect(checkGroups(keyValueModel, history, keyOf)).toEqual({ violations: ['bad'], undecided: [] });
  expect(checkGroups(keyValueModel, history, keyOf, 2)).toEqual({ violations: [], undecided: ['bad'] });
  expect(checkGroups(keyValueModel, [], keyOf)).toEqual({ violations: [], undecided: [] });
});
