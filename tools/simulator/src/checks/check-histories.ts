import { checkLinearizable, type KeyValueOperation, keyValueModel } from '@quorate/linearizability';
import type { KeyObservation } from '../clients/observed.ts';
import type { AgreedHistory } from './agreed-history.ts';
import { Violation } from './violation.ts';

const stepsMax = 300_000;

/**
 * Whether what the clients saw of each group of keys is linearizable. Writes without an answer whose value is nowhere in the agreed
 * history are left out first: they never took effect, and would only make the search longer. Answers how many groups stayed
 * undecided; throws a Violation.
 */
export function checkHistories(history: AgreedHistory, operations: readonly KeyObservation[]): number {
  const written = new Set(history.keys().flatMap((key) => history.changesOf(key).map(({ value }) => value)));
  let undecided = 0;
  for (const [group, observations] of Map.groupBy(operations, ({ group }) => group)) {
    const relevant = observations.filter(
      ({ returned, operation }) => returned !== undefined || mayHaveHappened(operation, written),
    );
    const verdict = checkLinearizable(keyValueModel, relevant, stepsMax);
    if (verdict === 'undecided') undecided++;
    if (verdict === 'violation') {
      throw new Violation('linearizable', `the ${relevant.length} operations on group ${group} fit no order`);
    }
  }
  return undecided;
}

function mayHaveHappened({ success, failure }: KeyValueOperation, written: ReadonlySet<string>): boolean {
  return [success, failure].some(
    (steps) =>
      steps.some(({ kind }) => kind !== 'get') && steps.every((step) => step.kind !== 'put' || written.has(step.value)),
  );
}
