import assert from 'node:assert/strict';
import {
  checkGroups,
  type KeyValueOperation,
  type KeyValueResponse,
  keyValueModel,
  type Observation,
} from '@quorate/linearizability';

type Seen = Observation<KeyValueOperation, KeyValueResponse>;

/** Expects that a history can be explained by its operations happening one at a time. Throws with the history of a group that cannot. */
export function expectLinearizable(observations: readonly Seen[]): void {
  const { violations, undecided } = checkGroups(keyValueModel, observations, groupOf);
  const [bad] = violations;
  const told = observations.filter(({ operation }) => groupOf(operation) === bad).map((each) => JSON.stringify(each));
  assert.deepEqual(violations, [], `no order of operations explains ${bad}:\n${told.join('\n')}`);
  assert.deepEqual(undecided, [], 'the search for an order of operations was given up');
}

/** The keys of an operation are `group/a` and `group/b`. */
function groupOf({ success, failure }: KeyValueOperation): string {
  const key = (success[0] ?? failure[0])?.key ?? '';
  return key.slice(0, key.lastIndexOf('/'));
}
